import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked } from '#main/digisac/masked.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('masked', () => {
  it.each([
    ['Service (0f8fad5b-d9cb-469f-a165-70867728950e) disconnected.', `Service (${id}) disconnected.`],
    ['Number 5511987654321 is invalid', 'Number ••• is invalid'],
    ['Número +55 (11) 98765-4321 inválido', 'Número ••• inválido'],
    ['ana.souza+1@example.com.br is taken', '••• is taken'],
    ['Contact "Ana Souza" already exists', 'Contact ••• already exists'],
    ["Contato 'Ana Souza' já existe", 'Contato ••• já existe'],
    ['Contato “Ana” ou «Bia» já existe', 'Contato ••• ou ••• já existe'],
    ["Can't send, it isn't allowed", "Can't send, it isn't allowed"],
    ["Property 'serviceId' is required", "Property 'serviceId' is required"],
    ['"tagIds[0]" must be a string', '"tagIds[0]" must be a string'],
    ['(#131008) Required parameter is missing', '(#131008) Required parameter is missing'],
    ['buttons: Button at index 1 of type Url', 'buttons: Button at index 1 of type Url'],
    ['token 0123456789abcdef0123456789abcdef01234567 expired', 'token ••• expired'],
    ['<p>Bad <b>request</b></p>\n\tat line\u0000 3', 'Bad request at line 3'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it('hides what was sent, however it is written, and not parts of other words', () => {
    expect(masked('Contact ANA  SOUZA refused: Anabela is banned, ana is not', ['Ana Souza', 'Ana'])).toBe(
      'Contact ••• refused: Anabela is banned, ••• is not',
    );
  });

  it('takes names with signs of patterns as they are', () => {
    expect(masked('no (x|y)* here', ['(x|y)*'])).toBe('no ••• here');
  });

  it('is short', () => {
    const long = masked('word '.repeat(500));
    expect(long.length).toBeLessThanOrEqual(200);
    expect(long.endsWith('…')).toBe(true);
  });

  it('never shows a phone number, whatever stands around it', () => {
    const separators = fc.constantFrom('', ' ', '-', '.', ' (', ') ', '  ');
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.tuple(digit, separators), { minLength: 10, maxLength: 15 }),
        (around, run) => {
          const number = run.map(([one]) => one).join('');
          const text = `${around} ${run.map(([one, separator]) => one + separator).join('')} ${around}`;
          expect(masked(text).replace(/\D/g, '')).not.toContain(number);
        },
      ),
    );
  });
});
