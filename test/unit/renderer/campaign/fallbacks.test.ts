import { describe, expect, it } from 'vitest';
import { usedVariables, withAbsence, withFilter } from '#renderer/features/campaign/message/fallbacks.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';

function parsed(source: string): Template {
  const result = parseTemplate(source);
  if (!result.ok) throw new Error(source);
  return result.value;
}

describe('what a message says where a value is missing', () => {
  it('is told for each variable once', () => {
    expect(usedVariables(parsed('Oi {{nome|cliente}}, {{plano}} {{cidade|}} e {{Nome|amigo}}'))).toEqual([
      { name: 'nome', absence: { kind: 'said', text: 'cliente' }, filter: null },
      { name: 'plano', absence: { kind: 'notSent' }, filter: null },
      { name: 'cidade', absence: { kind: 'leftOut' }, filter: null },
    ]);
  });

  it('is the strictest answer of a variable that is written in two ways', () => {
    expect(usedVariables(parsed('{{nome|cliente}} {{nome}}'))).toEqual([
      { name: 'nome', absence: { kind: 'notSent' }, filter: null },
    ]);
  });

  it.each([
    ['said', { kind: 'said', text: 'cliente' }, 'Oi {{nome|cliente}}, {{plano}}. {{Nome|cliente}}!'],
    ['left out', { kind: 'leftOut' }, 'Oi {{nome|}}, {{plano}}. {{Nome|}}!'],
    ['not sent', { kind: 'notSent' }, 'Oi {{nome}}, {{plano}}. {{Nome}}!'],
    ['said, but for what would break it', { kind: 'said', text: ' a}}b\n' }, 'Oi {{nome|ab}}, {{plano}}. {{Nome|ab}}!'],
  ] as const)('is changed wherever the variable stands: %s', (_, absence, source) => {
    expect(withAbsence(parsed('Oi {{nome}}, {{plano}}. {{Nome|x}}!'), 'NOME', absence)).toBe(source);
  });

  it('is told and changed inside of variants as well', () => {
    const template = parsed('{Oi {{nome}}|Olá}, tudo bem?');
    expect(usedVariables(template)).toEqual([{ name: 'nome', absence: { kind: 'notSent' }, filter: null }]);
    expect(withAbsence(template, 'nome', { kind: 'said', text: 'você' })).toBe('{Oi {{nome|você}}|Olá}, tudo bem?');
  });
});

describe('how a message says a value', () => {
  it.each([
    ['{{valor|moeda}}', 'money'],
    ['{{valor|currency|nada}}', 'money'],
    ['{{valor|moeda|maiúsculas}}', 'several'],
    ['{{valor|moeda}} {{valor}}', 'several'],
    ['{{valor}}', null],
  ])('is told: %s', (source, filter) => {
    expect(usedVariables(parsed(source)).map((used) => used.filter)).toEqual([filter]);
  });

  it('is changed wherever the variable stands, and what is said where it is missing stays', () => {
    const template = parsed('{{valor|nada}} ou {{nome}}; {{Valor|data}}');
    const changed = withFilter(template, 'valor', 'money');
    expect(changed).toBe('{{valor|moeda|nada}} ou {{nome}}; {{Valor|moeda}}');
    expect(withFilter(parsed(changed), 'valor', null)).toBe('{{valor|nada}} ou {{nome}}; {{Valor}}');
  });
});
