import { describe, expect, it } from 'vitest';
import { sheetOfClipboard } from '#renderer/ui/open-sheet/pasted.ts';

const alone = (text: string) => sheetOfClipboard({ text, cells: null });

describe('what is pasted', () => {
  it.each([
    ['cells of Excel', 'Nome\tZap\r\nAna\t11987654321\r\n', 'Nome\tZap\nAna\t11987654321'],
    ['cells with a line break', 'Ana\t"Rua A\nCentro"\tx\n', 'Ana\t"Rua A\nCentro"\tx'],
    ['a column with numbers', '(11) 98765-4321\n\n11 91234 5678\n', '(11) 98765-4321\n\n11 91234 5678'],
    ['a column with its name', 'Celular\n11987654321', 'Celular\n11987654321'],
    ['one number', '+55 11 98765-4321', '+55 11 98765-4321'],
    ['lines of a CSV', 'Nome;Zap\nAna;1\nBia;2', 'Nome;Zap\nAna;1\nBia;2'],
  ])('is a sheet: %s', (_, text, sheet) => {
    expect(alone(text)).toBe(sheet);
  });

  it.each([
    ['nothing', ''],
    ['a sentence', 'Oi, tudo bem?'],
    ['a sentence with a number', 'Me ligue no (11) 98765-4321 depois das 18h, por favor.'],
    ['some lines', 'Prezados,\nsegue a lista, como combinado.\nAbraços'],
    ['an address', 'https://exemplo.com.br/p/12345678'],
  ])('is no sheet: %s', (_, text) => {
    expect(alone(text)).toBeNull();
  });

  it('comes from the table of a page where the text has lost its columns', () => {
    const cells = [
      ['Nome', 'Recado'],
      ['Ana', 'às 9\n"ou 10"'],
    ];
    const sheet = 'Nome\tRecado\nAna\t"às 9\n""ou 10"""';
    expect(sheetOfClipboard({ text: 'Nome Recado\nAna às 9', cells })).toBe(sheet);
    expect(sheetOfClipboard({ text: 'Oi', cells: [['Oi']] })).toBeNull();
  });

  it('has the digits that Excel does not show, where the page has them', () => {
    const shown = 'Ana\t5,51199E+12';
    expect(sheetOfClipboard({ text: shown, cells: [['Ana', '5511987654321']] })).toBe('Ana\t5511987654321');
    expect(sheetOfClipboard({ text: shown, cells: [['Ana', '5599987654321']] })).toBe(shown);
    expect(sheetOfClipboard({ text: shown, cells: [['Ana']] })).toBe(shown);
  });
});
