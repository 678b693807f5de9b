import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOf } from '#shared/plan/campaign.ts';
import { lackOf, stepToGoOn } from '#shared/plan/follow.ts';
import { identityOf } from '#shared/plan/identity.ts';
import { mappingOfWishes } from '#shared/plan/import.ts';
import { readPlan } from '#shared/plan/read.ts';
import { planSchema } from '#shared/plan/schema.ts';
import { mostPlanBytes } from '#shared/plan/size.ts';
import { wordsOf } from '#shared/plan/words.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const plan = planSchema.parse({ import: { file: 'a.csv' }, campaign: { text: 'Oi' } });
const files = { sheetHash: 'a', attachmentHash: null, words: null };
const of = (more: Partial<Parameters<typeof identityOf>[1]> = {}, said = plan) =>
  identityOf(said, { ...files, ...more }, sha256);

describe('what a plan is known again by', () => {
  it('is another one with another sheet, another file or other words', () => {
    const keys = [of(), of({ sheetHash: 'b' }), of({ attachmentHash: 'a' }), of({ words: 'a' })].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(of().key).toBe(of().key);
  });

  it('chooses texts by the plan and its sheet, unless the plan says a seed; without the sheet there is none', () => {
    expect(of().seed).not.toBe(of({ sheetHash: 'b' }).seed);
    expect(of({ attachmentHash: 'x' }).seed).toBe(of().seed);
    expect(of({}, { ...plan, campaign: { text: 'Oi', seed: 7 } }).seed).toBe(7);
    expect(of({ sheetHash: null }).seed).toBeNull();
  });

  it('is the same whether the plan was just read or kept and read again', () => {
    const whole = 'campaign:\n  text: Oi\n  not-contacted-within: 7d\nimport:\n  tag: x\n  file: a.csv\n';
    const read = readPlan(whole);
    if (!read.ok) throw new Error(read.error.kind);
    const kept = planSchema.parse(JSON.parse(JSON.stringify(read.value)));
    expect(of({}, kept)).toEqual(of({}, read.value));
  });
});

describe('a sheet that a plan is followed with', () => {
  const sheet = {
    findings: { header: ['Nome', 'Celular'] },
    mapping: [{ kind: 'name' }, { kind: 'number' }],
    guesses: [],
  } satisfies Parameters<typeof mappingOfWishes>[0];

  it('is mapped as far as it goes, and each thing that is not there is told', () => {
    const said = {
      maps: ['Nome=var:quem', 'Rua=field:Rua', 'Celular=nada'],
      columnRules: ['Bairro=fill', 'Nome=fill'],
    };
    const { mapping, problems } = mappingOfWishes(sheet, said);
    expect(mapping).toEqual([{ kind: 'variable', name: 'quem' }, { kind: 'number' }]);
    expect(problems.map(({ kind }) => kind)).toEqual([
      'columnUnknown',
      'targetUnknown',
      'columnUnknown',
      'optionInvalid',
    ]);
  });

  it('leads to the first step that needs somebody, else to the review', () => {
    const column = lackOf({ kind: 'columnUnknown', column: 'x', columns: '' });
    const department = lackOf({ kind: 'departmentUnknown', department: 'x', departments: '' });
    const encoding = lackOf({ kind: 'encodingUnknown', encoding: 'x' });
    expect(stepToGoOn([department, column, encoding], { hasNumber: true })).toBe('sheet');
    expect(stepToGoOn([department, column], { hasNumber: true })).toBe('columns');
    expect(stepToGoOn([department], { hasNumber: true })).toBe('review');
    expect(stepToGoOn([], { hasNumber: false })).toBe('columns');
  });
});

describe('the words of a file', () => {
  it('are read back as they were written, in UTF-8 or in the UTF-16 of Notepad', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'));
        const expected = text.replace(/\r\n/g, '\n').trimEnd();
        expect(wordsOf(Buffer.from(text, 'utf8'))).toBe(expected);
        expect(wordsOf(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(expected);
      }),
    );
  });

  it('are none where the letters are of another encoding', () => {
    expect(wordsOf(Buffer.from('Olá', 'latin1'))).toBeNull();
    expect(wordsOf(Buffer.from('a\0b'))).toBeNull();
  });
});

it('a plan that is too large is told so, and a file that a plan only names leaves its place empty', () => {
  expect(readPlan(`# ${'a'.repeat(mostPlanBytes)}`)).toMatchObject({ ok: false, error: { kind: 'planTooLarge' } });
  const content = contentOf({ attach: 'a.png' }, { fileText: null, attachment: null, templates: [] });
  expect(content).toMatchObject({ ok: true, value: { attachment: null, versions: [{ template: '' }] } });
});
