import { describe, expect, it } from 'vitest';
import { usedVariables, withAbsence } from '#renderer/features/campaign/message/fallbacks.ts';
import { parseTemplate, type Template } from '#shared/template/parse.ts';

function parsed(source: string): Template {
  const result = parseTemplate(source);
  if (!result.ok) throw new Error(source);
  return result.value;
}

describe('what a message says where a value is missing', () => {
  it('is told for each variable once', () => {
    expect(usedVariables(parsed('Oi {{nome|cliente}}, {{plano}} {{cidade|}} e {{Nome|amigo}}'))).toEqual([
      { name: 'nome', absence: { kind: 'said', text: 'cliente' } },
      { name: 'plano', absence: { kind: 'notSent' } },
      { name: 'cidade', absence: { kind: 'leftOut' } },
    ]);
  });

  it('is the strictest answer of a variable that is written in two ways', () => {
    expect(usedVariables(parsed('{{nome|cliente}} {{nome}}'))).toEqual([
      { name: 'nome', absence: { kind: 'notSent' } },
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
});
