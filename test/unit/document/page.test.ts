import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { writeHtml } from '#main/document/html.ts';
import { writePdf } from '#main/document/pdf.ts';
import { sheetOf } from '#main/document/sheet.ts';
import { pageOf } from '#main/engine/report/page.ts';
import { createTally } from '#shared/report/figures.ts';
import type { DeliveryFact } from '#shared/report/stage.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import { monday10h } from '../../support/clock.ts';

const resources = join(import.meta.dirname, '..', '..', '..', 'resources');

function aReport(more: Partial<CampaignReport> = {}): CampaignReport {
  const tally = createTally(() => 10);
  for (let rowNo = 1; rowNo <= 1_200; rowNo += 1) {
    const acceptedAt = rowNo > 1_100 ? null : monday10h;
    const fact: DeliveryFact = {
      rowNo,
      state: acceptedAt === null ? 'failed' : rowNo % 2 ? 'read' : 'delivered',
      problem: null,
      version: rowNo % 2,
      acceptedAt,
      deliveredAt: acceptedAt,
      readAt: null,
      repliedAt: rowNo <= 300 && rowNo % 2 ? monday10h + 600_000 : null,
      optedOutAt: null,
      tags: [['VIP'], ['novo'], []][rowNo % 3] ?? [],
    };
    tally.add(fact);
  }
  return {
    campaignId: 5,
    importId: 1,
    name: 'Promoção de Natal 🎄',
    accountName: 'Loja & Cia <script>',
    status: 'done',
    timeZone: 'America/Sao_Paulo',
    createdAt: monday10h,
    finishedAt: monday10h + 3_600_000,
    texts: ['Olá {{nome}}', 'Oi {{nome}}!'],
    figures: tally.figures(),
    causes: [{ state: 'failed', problem: { kind: 'deliveryFailed', detail: '"><img src=x>' }, count: 100 }],
    ...more,
  };
}

const portuguese = { language: 'pt-BR', nowMs: monday10h } as const;

describe('the report of a campaign as a page', () => {
  it('says the numbers of the report, and each step against the one before', () => {
    const { funnel, tables, hours, warning } = pageOf(aReport(), portuguese);
    expect(funnel.steps.map(({ label, count, hint }) => [label, count, hint])).toEqual([
      ['Selecionados', 1_200, ''],
      ['Enviados', 1_100, '92% dos selecionados'],
      ['Entregues', 1_100, '100% dos enviados'],
      ['Lidos', 550, '50% dos entregues'],
      ['Responderam', 150, '27% dos lidos'],
      ['Descadastrados', 0, '0% dos enviados'],
    ]);
    expect(funnel.note).toContain('10 min');
    expect(hours?.bars[10]).toEqual({ hour: '10 h', sent: 1_100, read: 0 });
    expect(tables.map(({ title }) => title)).toEqual(['Por versão do texto', 'Por tag', 'Por que não chegou']);
    expect(tables[0]?.note).toMatch(
      /^A versão B teve mais respostas, e a diferença é segura: de 2\d,\d a \d\d(,\d)? pontos/,
    );
    expect(warning).toBeNull();
  });

  it('is silent where there is nothing to tell apart, and says that a campaign still runs', () => {
    const figures = createTally(() => 10).figures();
    const { tables, hours, warning } = pageOf(aReport({ figures, causes: [], status: 'running' }), portuguese);
    expect([tables, hours]).toEqual([[], null]);
    expect(warning).toBe('Ainda em andamento: os números mudam.');
  });

  it('speaks the language asked for', () => {
    expect(pageOf(aReport(), { language: 'en', nowMs: monday10h }).funnel.steps[4]?.label).toBe('Replied');
    expect(pageOf(aReport(), { language: 'es', nowMs: monday10h }).funnel.steps[1]?.hint).toMatch(
      /^92\s%\sde los seleccionados$/,
    );
  });

  it('is a sheet of numbers that can be calculated with', () => {
    const rows = sheetOf(pageOf(aReport(), portuguese));
    expect(rows).toContainEqual(['Enviados', 1_100, '92% dos selecionados']);
    expect(rows).toContainEqual(['10 h', 1_100, 0]);
  });
});

describe('as HTML', () => {
  it('runs nothing and loads nothing, whatever people typed', () => {
    const html = new TextDecoder().decode(writeHtml(pageOf(aReport(), portuguese)));
    expect(html).toContain('Loja &amp; Cia &lt;script&gt;');
    expect(html).toContain('&quot;&gt;&lt;img src=x&gt;');
    expect(html).not.toMatch(/<script|<img|href=|url\(/i);
    expect(html).toContain(`default-src 'none'`);
    expect(html).toContain('1.100');
  });
});

describe('as PDF', () => {
  it('has its fonts in it, pages of A4, and every letter of Portuguese', async () => {
    const page = pageOf(aReport({ name: 'Promoções às três: só café, maçã e pinhões aí em Itaú' }), portuguese);
    const bytes = Buffer.from(await writePdf(page, resources));
    const text = bytes.toString('latin1');

    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/FontFile2/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).not.toMatch(/\/BaseFont \/Helvetica/);
    expect(text.match(/\/Type \/Page\b(?!s)/g)?.length).toBeLessThanOrEqual(2);
    expect(text).toContain('595.28 841.89');
    const letters = lettersOf(bytes);
    for (const letter of 'ãçõéêíóúáà') expect(letters).toContain(letter);
  });

  it('goes on on further pages where one does not hold it, and keeps every number in its column', async () => {
    const byTag = Array.from({ length: 12 }, (_, index) => ({
      tag: `${'Um nome de tag que é comprido demais para a sua coluna '.repeat(3)}${index}`,
      funnel: {
        selected: 1_000_000,
        sent: 1_000_000,
        delivered: 1_000_000,
        read: 1_000_000,
        replied: 1_000_000,
        optedOut: 9,
      },
    }));
    const causes = Array.from({ length: 12 }, () => ({
      state: 'failed' as const,
      problem: { kind: 'deliveryFailed' as const, detail: 'palavra '.repeat(80) },
      count: 1,
    }));
    const report = aReport({ name: 'Um título longo '.repeat(20), causes });
    const page = pageOf({ ...report, figures: { ...report.figures, byTag } }, portuguese);

    const text = Buffer.from(await writePdf(page, resources)).toString('latin1');

    expect(text.match(/\/Type \/Page\b(?!s)/g)?.length).toBe(3);
  });
});

/** The letters that the embedded fonts say that they show: their ToUnicode tables. */
function lettersOf(pdf: Buffer): string {
  let found = '';
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at);
    const from = at + 'stream\n'.length;
    if (end < 0) break;
    const piece = inflated(pdf.subarray(from, end));
    if (!piece.includes('beginbfrange')) continue;
    for (const [, code = ''] of piece.matchAll(/<([0-9a-f]{4})>/g))
      found += String.fromCharCode(Number.parseInt(code, 16));
  }
  return found;
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    // Not every stream is packed.
    return bytes.toString('latin1');
  }
}
