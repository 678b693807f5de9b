import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { textAt } from '#main/practice/json.ts';
import { startPractice } from '../../support/practice.ts';
import { clean, messyCsv } from '../../support/sample-facts.ts';
import { clientOf, columnOf, find, rowsOf } from './client.ts';

const digitsIn = (path: string) => {
  const text = readFileSync(path, 'latin1');
  return new Set(text.split(/[\r\n;]+/).map((cell) => cell.replace(/\D/g, '')));
};
const samples = [digitsIn(messyCsv.path), digitsIn(clean.path)];

/** As a sheet has it: without the country, with the ninth digit. */
const local = (number: string) => {
  const digits = number.slice(2);
  return digits.length === 10 ? `${digits.slice(0, 2)}9${digits.slice(2)}` : digits;
};

describe('the account at its beginning', () => {
  it('knows some of the people in the sample sheets, so that an import meets them', async () => {
    const practice = await startPractice({ seed: 20_261 });
    onTestFinished(practice.close);
    const { body } = await clientOf(practice).get('contacts?perPage=200');
    const numbers = columnOf(body, 'data', 'number').map((number) => local(String(number)));
    const met = samples.map((sheet) => numbers.filter((number) => sheet.has(number)).length);
    expect(met).toEqual([19, 3]);
  });

  it('is all on the connection that can send, and all but one on WhatsApp', async () => {
    const practice = await startPractice({ seed: 20_261 });
    onTestFinished(practice.close);
    const api = clientOf(practice);
    const rows = rowsOf((await api.get('contacts?perPage=200&include[0]=customFieldValues')).body);
    expect(rows.filter((row) => textAt(row, 'serviceId') !== practice.serviceId)).toEqual([]);
    expect(rows.filter((row) => find(row, 'data', 'valid') === false)).toMatchObject([{ name: 'Moacir Teles' }]);
    expect(rows.some((row) => find(row, 'data', 'valid') === undefined)).toBe(true);
    expect(rows.some((row) => find(row, 'customFieldValues', '0') === undefined)).toBe(true);
    const numbers = rows.map((row) => find(row, 'data', 'number'));
    const asked = numbers.map((number) => `numbers[]=${number}`).join('&');
    const { body } = await api.get(`contacts/exists?${asked}&serviceId=${practice.serviceId}`);
    expect(rowsOf(body).filter((one) => find(one, 'exists') === false)).toHaveLength(1);
  });

  it('has other ids under another seed, and the same under the same', async () => {
    const ids = async (seed: number) => {
      const practice = await startPractice({ seed });
      onTestFinished(practice.close);
      return columnOf((await clientOf(practice).get('contacts?perPage=200')).body, 'id');
    };
    expect(await ids(1)).toEqual(await ids(1));
    expect(await ids(1)).not.toEqual(await ids(2));
  });
});
