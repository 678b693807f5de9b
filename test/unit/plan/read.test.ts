import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '#shared/plan/nearest.ts';
import { readPlan } from '#shared/plan/read.ts';

const whole = `# yaml-language-server: $schema=plan.schema.json
import:
  file: clientes.csv
  account: Loja
  service: Vendas
  map:
    - "Celular=number"
    - 'Cidade=field:Cidade'
  tag: [vip, natal]
  default-area: 11
  existing: fill
campaign:
  name: Natal
  text:
    - Olá {{nome|cliente}}
    - text: Oi!
      share: 2
  rate: [30/min, 300/h]
  ramp: 50
  window: 09:00-18:00
  days: mon-fri
  tz: recipient
  start-at: 2026-11-24T09:30
  not-contacted-within: 7
  same-text-within: false
`;

/** A plan of a sheet and these lines of a campaign. */
const planOf = (...lines: readonly string[]): string =>
  ['import:', '  file: a.csv', 'campaign:', ...lines.map((line) => `  ${line}`)].join('\n');

describe('a plan', () => {
  it('is read with everything that it says', () => {
    expect(readPlan(whole)).toEqual({
      ok: true,
      value: {
        import: {
          file: 'clientes.csv',
          account: 'Loja',
          service: 'Vendas',
          map: ['Celular=number', 'Cidade=field:Cidade'],
          tag: ['vip', 'natal'],
          'default-area': 11,
          existing: 'fill',
        },
        campaign: {
          name: 'Natal',
          text: ['Olá {{nome|cliente}}', { text: 'Oi!', share: 2 }],
          rate: ['30/min', '300/h'],
          ramp: 50,
          window: '09:00-18:00',
          days: 'mon-fri',
          tz: 'recipient',
          'start-at': '2026-11-24T09:30',
          'not-contacted-within': 7,
          'same-text-within': false,
        },
      },
    });
  });

  it('may be an import alone, come from Windows, and be written as JSON', () => {
    const value = { import: { file: 'a.csv', map: 'Fone=number' } };
    expect(readPlan('\uFEFFimport:\r\n  file: a.csv\r\n  map: Fone=number\r\n')).toEqual({ ok: true, value });
    expect(readPlan(JSON.stringify(value))).toEqual({ ok: true, value });
  });

  it.each([
    ['nothing', '', { kind: 'planEmpty' }],
    ['a comment alone', '# plano\n', { kind: 'planEmpty' }],
    ['a word', 'oi', { kind: 'planWantsGroup', key: 'import', line: 1, column: 1 }],
    ['bad indentation', 'import:\n  file: a.csv\n bad\n', { kind: 'planNotYaml', line: 3, column: 1 }],
    ['a quote that is left open', 'import:\n  file: "a.csv\n', { kind: 'planNotYaml', line: 3, column: 1 }],
    ['tabs', 'import:\n\tfile: a.csv\n', { kind: 'planTab', line: 2, column: 1 }],
    [
      'a path of Windows in double quotes',
      'import:\n  file: "C:\\dados"\n',
      { kind: 'planBackslash', line: 2, column: 12 },
    ],
    ['a name twice', 'import:\n  file: a\n  file: b\n', { kind: 'planKeyTwice', key: 'file', line: 3, column: 3 }],
    ['no import', 'campaign:\n  text: Oi\n', { kind: 'planKeyMissing', key: 'import', line: 1, column: 1 }],
    ['no sheet', 'import:\n  tag: vip\n', { kind: 'planKeyMissing', key: 'file', line: 1, column: 1 }],
    ['a blank', 'import:\n  file:\n', { kind: 'planBlank', key: 'file', line: 2, column: 3 }],
    [
      'a list in the place of a group',
      'import:\n  - a\n',
      { kind: 'planWantsGroup', key: 'import', line: 1, column: 1 },
    ],
    [
      'a slip of the pen',
      planOf('text: Oi', 'windw: 09:00-18:00'),
      { kind: 'planKeyMistyped', key: 'windw', nearest: 'window', line: 5, column: 3 },
    ],
    [
      'a name of another tool',
      planOf('text: Oi', 'recipients: 5'),
      { kind: 'planKeyUnknown', key: 'recipients', names: expect.stringContaining('text-file'), line: 5, column: 3 },
    ],
    [
      'an unknown name beside a text',
      planOf('text:', '  - text: Oi', '    shares: 2'),
      { kind: 'planKeyMistyped', key: 'shares', nearest: 'share', line: 6, column: 7 },
    ],
    [
      'a rate that is none',
      planOf('text: Oi', 'rate: 30/day'),
      { kind: 'planValueWrong', key: 'rate', value: '30/day', allowed: '30/min, 300/h', line: 5, column: 9 },
    ],
    [
      'one of several rates that is none',
      planOf('text: Oi', 'rate: [30/min, fast]'),
      { kind: 'planValueWrong', key: 'rate', value: 'fast', allowed: '30/min, 300/h', line: 5, column: 18 },
    ],
    [
      'a word where a few are allowed',
      planOf('text: Oi', 'in-doubt: guess'),
      { kind: 'planValueWrong', key: 'in-doubt', value: 'guess', allowed: 'settle, hold', line: 5, column: 13 },
    ],
    [
      'a day that is none',
      planOf('text: Oi', 'start-at: 2026-02-31T09:00'),
      {
        kind: 'planValueWrong',
        key: 'start-at',
        value: '2026-02-31T09:00',
        allowed: '2026-11-23T09:00',
        line: 5,
        column: 13,
      },
    ],
    [
      'too many at once',
      planOf('text: Oi', 'concurrency: 65'),
      { kind: 'planValueWrong', key: 'concurrency', value: '65', allowed: '4', line: 5, column: 16 },
    ],
    [
      'a word for a number',
      planOf('text: Oi', 'daily: many'),
      { kind: 'planWantsNumber', key: 'daily', line: 5, column: 10 },
    ],
    [
      'a word for yes',
      planOf('text: Oi', 'open-ticket: sim'),
      { kind: 'planWantsYesNo', key: 'open-ticket', line: 5, column: 16 },
    ],
    ['a number for a text', planOf('text: 5'), { kind: 'planWantsText', key: 'text', line: 4, column: 9 }],
    ['nothing to say', planOf('rate: 30/min'), { kind: 'planKeyMissing', key: 'text', line: 3, column: 1 }],
    [
      'two ways to say it',
      planOf('text: Oi', 'text-file: a.txt'),
      { kind: 'planBoth', first: 'text', second: 'text-file', line: 4, column: 3 },
    ],
    ['five texts', planOf('text: [a, b, c, d, e]'), { kind: 'planTooMany', key: 'text', most: 4, line: 4, column: 3 }],
    [
      'a long button',
      planOf('text: Oi', `button: ${'a'.repeat(21)}`),
      { kind: 'planTooLong', key: 'button', most: 20, line: 5, column: 11 },
    ],
  ] as const)('with %s says where and what', (_what, source, error) => {
    expect(readPlan(source)).toEqual({ ok: false, error });
  });

  it('never repeats a message in a problem', () => {
    const secret = 'segredo da Ana';
    for (const lines of [
      [`text: [[${secret}]]`],
      [`text: {a: ${secret}}`],
      ['text:', `  - text: ${secret}`, '    share: 999'],
    ]) {
      const read = readPlan(planOf(...lines));
      expect(read.ok).toBe(false);
      expect(JSON.stringify(read)).not.toContain('Ana');
    }
  });

  it('never breaks, whatever stands in the file', () => {
    const pieces = fc.constantFrom(
      'import',
      'file',
      'campaign',
      'text',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '&a',
      '*a',
      '<<',
      '"',
      '[',
      '{',
      '}',
      ']',
      '!!js',
      '\t',
      '1',
      'null',
      '#',
      '|',
      'ã',
      '\u0000',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
        ),
        (source) => {
          const read = readPlan(source);
          if (read.ok || !('line' in read.error)) return;
          expect(read.error.line).toBeGreaterThan(0);
          expect(read.error.line).toBeLessThanOrEqual(source.split('\n').length + 1);
        },
      ),
    );
  });

  it('does not unfold what refers to itself a billion times', () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (name, i, all) =>
        `${name}: &${name} [${Array(9)
          .fill(i === 0 ? 'x' : `*${all[i - 1]}`)
          .join(',')}]`,
    );
    expect(readPlan(levels.join('\n')).ok).toBe(false);
  });
});

describe('a name that is nearly right', () => {
  const names = ['file', 'text', 'text-file', 'tag', 'tags-rule', 'window', 'start-at', 'not-contacted-within'];
  it.each([
    ['File', 'file'],
    ['textfile', 'text-file'],
    ['text_file', 'text-file'],
    ['tags', 'tag'],
    ['widnow', 'window'],
    ['startAt', 'start-at'],
    ['not-contacted-withn', 'not-contacted-within'],
    ['message', null],
    ['', null],
  ])('%j is %j', (written, name) => {
    expect(nearestName(written, names)).toBe(name);
  });
});
