import { describe, expect, it } from 'vitest';
import { barLine, durationText, logLine } from '#main/hosts/cli/bar.ts';
import { plain, tableLines } from '#main/hosts/cli/table.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createTranslator } from '#shared/sentences/translate.ts';

const lines = (language: Language) => ({ language, translate: createTranslator(language) });

const aJob = (more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  job: 'i1',
  kind: 'import',
  name: 'clientes.csv',
  accountId: 1,
  accountName: 'Loja',
  importId: 1,
  campaignId: null,
  status: 'running',
  phase: 'check',
  reason: null,
  total: 2_000,
  counts: {},
  progress: { done: 1_234, total: 2_000 },
  perMinute: 1_200.5,
  allowedPerMinute: null,
  remainingMs: 80_000,
  createdAt: 0,
  finishedAt: null,
  ...more,
});

describe('how far a job is', () => {
  it('is one line for a log, with numbers as the language writes them', () => {
    expect(logLine(lines('pt-BR'), aJob())).toBe(
      'Verificando no WhatsApp:  61%, 1.234 de 2.000, 1.200,5/min, falta 1 min 20 s',
    );
    expect(logLine(lines('en'), aJob())).toBe(
      'Checking on WhatsApp:  61%, 1,234 of 2,000, 1,200.5/min, 1 min 20 s left',
    );
  });

  it('is a bar on a terminal, filled as far as it is', () => {
    const line = barLine(lines('en'), aJob(), { columns: 120, isColoured: false });

    expect(line).toContain('█'.repeat(15) + '░'.repeat(9));
    expect(line.length).toBeLessThan(120);
  });

  it('gives way to the numbers where the terminal is narrow, and never breaks a line', () => {
    for (let columns = 20; columns < 160; columns += 1) {
      const line = barLine(lines('pt-BR'), aJob(), { columns, isColoured: false });
      expect(line.length, `${columns} columns`).toBeLessThan(columns);
    }
    expect(barLine(lines('en'), aJob(), { columns: 70, isColoured: false })).toContain('1,234 of 2,000');
  });

  it('is 100 % only when all is done', () => {
    expect(logLine(lines('en'), aJob({ progress: { done: 1_999, total: 2_000 } }))).toContain(' 99%');
    expect(logLine(lines('en'), aJob({ progress: { done: 2_000, total: 2_000 } }))).toContain('100%');
    expect(logLine(lines('en'), aJob({ progress: { done: 0, total: 0 } }))).toContain('100%');
  });

  it('says of a file that is read how much of it is, not how many bytes', () => {
    const reading = aJob({ phase: 'stage', progress: { done: 512, total: 1_024 }, remainingMs: null });
    expect(logLine(lines('en'), reading)).toBe('Reading the spreadsheet:  50%');
    expect(logLine(lines('en'), { ...reading, progress: { done: 512, total: null } })).toBe(
      'Reading the spreadsheet: ',
    );
  });

  it.each([
    [0, '0 s'],
    [999, '1 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [80_000, '1 min 20 s'],
    [3_600_000, '1 h 00 min'],
    [7_500_000, '2 h 05 min'],
    [93_600_000, '1 d 2 h'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('a table', () => {
  it('has columns as wide as their widest cell, numbers to the right, long cells cut', () => {
    const table = tableLines(
      [
        { title: 'Nome', most: 8 },
        { title: 'Linhas', align: 'right' },
      ],
      [
        ['Ana', '1'],
        ['Maria Antônia', '1.234'],
      ],
    );
    expect(table).toEqual(['Nome      Linhas', 'Ana            1', 'Maria A…   1.234']);
  });

  it('lets no order to the terminal through that stands in a sheet', () => {
    expect(plain('A\u001b[2Jna\u0007\r\n de \u202eSouza\u200b')).toBe('A[2Jna de Souza');
  });
});
