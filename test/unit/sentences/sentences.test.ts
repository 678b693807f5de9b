import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { phoneNotes } from '#shared/phone/phone.ts';
import { type Problem, problemSchema } from '#shared/problem.ts';
import { deliveryStates } from '#shared/recipient/delivery.ts';
import { originSchema, rowStates, verdictSchema } from '#shared/recipient/row.ts';
import { campaignPhaseSchema } from '#shared/rpc/campaigns.ts';
import { importPhaseSchema } from '#shared/rpc/imports.ts';
import { jobStatusSchema } from '#shared/rpc/jobs.ts';
import { languages } from '#shared/sentences/languages.ts';
import { sentences } from '#shared/sentences/sentences.ts';
import { createTranslator, problemSentence } from '#shared/sentences/translate.ts';

/** Every sentence of a language by its full key. */
function flatten(tree: object, path: readonly string[] = []): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set([...path, name].join('.'), value);
    else for (const [key, sentence] of flatten(value, [...path, name])) flat.set(key, sentence);
  }
  return flat;
}

const isWhole = (key: string): boolean => key.startsWith('problem.') || key.endsWith('.explanation');

const factsOf = (sentence: string): readonly string[] =>
  [...new Set([...sentence.matchAll(/\{\{\s*([\w]+)[^}]*\}\}/g)].map((match) => match[1] ?? ''))].sort();

const shapes = problemSchema.options.map((option) => {
  const { kind, ...facts } = option.shape;
  return { kind: kind.value, facts: Object.entries(facts) };
});

/** One problem of each kind, with made-up facts: `number` for each number, a word for each text. */
const samples = (number: number): readonly Problem[] =>
  shapes.map(({ kind, facts }) =>
    problemSchema.parse({
      kind,
      ...Object.fromEntries(
        facts.map(([name, type]) => [
          name,
          type instanceof z.ZodNumber ? number : name.endsWith('At') ? '2026-11-23T09:05-03:00' : 'XYZ',
        ]),
      ),
    }),
  );

describe('the sentences', () => {
  it('are the same in all languages, and speak of the same facts', () => {
    const portuguese = flatten(sentences['pt-BR']);
    for (const language of languages) {
      const other = flatten(sentences[language]);
      expect([...other.keys()].sort()).toEqual([...portuguese.keys()].sort());
      for (const [key, sentence] of portuguese) expect(factsOf(other.get(key) ?? ''), key).toEqual(factsOf(sentence));
    }
  });

  it('are written out in each language, as labels or as whole sentences', () => {
    for (const language of languages) {
      for (const [key, sentence] of flatten(sentences[language])) {
        expect(sentence, key).toBe(sentence.replace(/\s+/g, ' ').trim());
        if (isWhole(key)) expect(sentence, key).toMatch(/^[\p{Lu}\d“{].*\.$/u);
        if (key.endsWith('.label')) expect(sentence, key).toMatch(/^\p{Lu}[^.]{2,28}$/u);
      }
    }
    const whole = languages.map((language) => [...flatten(sentences[language])].filter(([key]) => isWhole(key)));
    const texts = whole.flat().map(([, sentence]) => sentence);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('use the words of people who write to customers, never those of programmers', () => {
    for (const language of languages) {
      for (const [key, sentence] of flatten(sentences[language])) {
        const said = sentence.replaceAll(/\{\{\w+\}\}/g, '');
        expect(said, key).not.toMatch(
          /\b(jobs?|payload|endpoint|null|undefined|thread|api|http|json|timeout|request|row_?id)\b/i,
        );
      }
    }
  });

  it.each(languages)('tell every problem in %s, with all its facts', (language) => {
    const translate = createTranslator(language);
    for (const number of [0, 1, 2, 5, 1_000_000]) {
      for (const problem of samples(number)) {
        const sentence = problemSentence(translate, problem);
        expect(sentence, problem.kind).not.toMatch(/\{\{|undefined|\[object/);
        expect(sentence, problem.kind).not.toBe(`problem.${problem.kind}`);
        expect(sentence, problem.kind).not.toBe(problem.kind);
        expect(sentence.length, problem.kind).toBeGreaterThan(20);
      }
    }
  });

  it('speak of every fact of a problem, but for what only a log needs', () => {
    const left = ['answerUnexpected.shape'];
    for (const { kind, facts } of shapes) {
      const spoken = factsOf(sentences['pt-BR'].problem[kind]);
      expect(spoken, kind).toEqual(
        facts
          .map(([name]) => name)
          .filter((name) => !left.includes(`${kind}.${name}`))
          .sort(),
      );
    }
  });

  it.each(languages)('have a label and an explanation for every state in %s', (language) => {
    const translate = createTranslator(language);
    const keys = [
      ...rowStates.map((state) => `state.row.${state}` as const),
      ...deliveryStates.map((state) => `state.delivery.${state}` as const),
      ...jobStatusSchema.options.map((status) => `state.job.${status}` as const),
      ...importPhaseSchema.options.map((phase) => `state.importPhase.${phase}` as const),
      ...campaignPhaseSchema.options.map((phase) => `state.campaignPhase.${phase}` as const),
      ...verdictSchema.options.map((verdict) => `state.verdict.${verdict}` as const),
      ...originSchema.options.map((origin) => `state.origin.${origin}` as const),
    ];
    for (const key of keys) {
      expect(translate(`${key}.label`)).not.toContain(key);
      expect(translate(`${key}.explanation`)).not.toContain(key);
    }
    for (const note of phoneNotes) expect(translate(`phone.note.${note}`)).not.toContain('phone.note');
  });

  it('tell states of one kind apart', () => {
    for (const language of languages) {
      const { row, delivery, job } = sentences[language].state;
      for (const states of [row, delivery, job]) {
        const labels = Object.values(states).map(({ label }) => label);
        expect(new Set(labels).size).toBe(labels.length);
      }
    }
  });
});

describe('a translator', () => {
  const pt = createTranslator('pt-BR');
  const en = createTranslator('en');
  const es = createTranslator('es');

  it('writes numbers, dates and countries as the language reads them', () => {
    const tooLong: Problem = { kind: 'templateTooLong', length: 12_345, most: 4_096 };
    expect(problemSentence(pt, tooLong)).toContain('12.345');
    expect(problemSentence(en, tooLong)).toContain('12,345');
    expect(problemSentence(es, tooLong)).toContain('12.345');
    expect(problemSentence(pt, { kind: 'duplicateInFile', line: 1_204 })).toContain('linha 1.204');

    const opens: Problem = { kind: 'outsideWindow', opensAt: '2026-11-24T09:00:00-03:00' };
    expect(problemSentence(pt, opens)).toContain('24/11/2026 09:00');
    expect(problemSentence(en, opens)).toContain('2026-11-24 09:00');
    expect(problemSentence(pt, { kind: 'notYetTime', startsAt: '2026-11-24T12:00:00Z' })).toMatch(
      /2[345]\/11\/2026 \d\d:00/,
    );
    expect(problemSentence(pt, { kind: 'notYetTime', startsAt: 'amanhã' })).toContain('amanhã');

    expect(problemSentence(pt, { kind: 'phoneInvalid', country: 'DE' })).toContain('(Alemanha)');
    expect(problemSentence(en, { kind: 'phoneInvalid', country: 'BR' })).toContain('(Brazil)');
    expect(problemSentence(es, { kind: 'phoneInvalid', country: '?' })).toContain('(?)');
  });

  it('knows one from many, up to a million', () => {
    const attempts = (count: number) => problemSentence(pt, { kind: 'tooManyAttempts', attempts: count });
    expect([attempts(1), attempts(2), attempts(1_000_000)].map((text) => /em (.*?)\./.exec(text)?.[1])).toEqual([
      '1 tentativa',
      '2 tentativas',
      '1',
    ]);
    expect(attempts(1_000_000)).toContain('1.000.000 tentativas');
    expect(problemSentence(en, { kind: 'slowedDown', seconds: 1 })).toContain('1 second.');
    expect(problemSentence(es, { kind: 'maxReached', max: 1_000_000 })).toContain('1.000.000 envíos');
    expect(problemSentence(pt, { kind: 'notDelivering', count: 1 })).toContain('a última mensagem');
  });

  it('takes facts as they are, whatever stands in them', () => {
    const nasty = '{{line}} $t(problem.cancelled) <b>&amp; "x"';
    expect(problemSentence(pt, { kind: 'messageRefused', detail: nasty })).toContain(`(motivo: ${nasty})`);
    expect(problemSentence(pt, { kind: 'missingVariable', name: 'count' })).toContain('“count”');
  });

  it('says so where the account gave no reason, or there is nothing to choose from', () => {
    expect(problemSentence(pt, { kind: 'contactRefused', detail: ' ' })).toContain('(motivo: não informado)');
    expect(problemSentence(en, { kind: 'serviceUnknown', service: 'Vendas', services: '' })).toContain(
      'nothing to choose from',
    );
  });

  it('says the state of a job in words', () => {
    expect(problemSentence(pt, { kind: 'jobWrongState', job: 'c5', state: 'done' })).toContain(
      'c5 agora (situação: Concluída)',
    );
    expect(problemSentence(pt, { kind: 'jobWrongState', job: 'c5', state: 'odd' })).toContain('(situação: odd)');
  });

  it('prints nothing by itself: the command line speaks JSON there', () => {
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    createTranslator('es')('cli.resumeHint', { job: 'c5' });
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
