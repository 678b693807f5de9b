import type { PageCell, PageTable, ReportPage } from './page.ts';
import type { Pen, Style } from './pen.ts';
import { sheet } from './pen.ts';

// The window's own colours by day (renderer/tokens.css): paper is white.
const ink = '#1b1b19';
const quiet = '#5b5a55';
const rule = '#e6e5e1';
const sunken = '#f2f1ee';
const accent = '#3450dc';
const accentSoft = '#bcc7fb';
const warn = '#7c500c';

const body: Style = { size: 9, color: ink };
const small: Style = { size: 8, color: quiet };
const heading: Style = { size: 12, color: ink, strong: true };
const width = sheet.right - sheet.left;

/** The page as a PDF on A4, its fonts in it. `resources`: where the fonts are. */
export async function writePdf(page: ReportPage, resources: string): Promise<Uint8Array> {
  // Loaded when the first one is asked for: it takes longer to load than anything else of the engine.
  const { createPen } = await import('./pen.ts');
  const pen = createPen({ resources, title: page.title, language: page.language });
  const number = new Intl.NumberFormat(page.language);
  const cell = (value: PageCell): string => (typeof value === 'number' ? number.format(value) : value);
  drawHead(pen, page);
  drawFunnel(pen, page.funnel, cell);
  if (page.hours !== null) drawHours(pen, page.hours, cell);
  for (const table of page.tables) drawTable(pen, table, cell);
  pen.foot(page.foot, small);
  return pen.end();
}

type Write = (value: PageCell) => string;

function paragraph(pen: Pen, text: string, style: Style): void {
  for (const line of pen.linesOf(text, style, width)) {
    pen.need(style.size * 1.5);
    pen.write(line, { x: sheet.left, y: pen.y() }, style);
    pen.down(style.size * 1.5);
  }
}

function drawHead(pen: Pen, page: ReportPage): void {
  pen.box({ x: sheet.left, y: pen.y(), width: 24, height: 3 }, accent, 1.5);
  pen.down(13);
  pen.write(page.kind, { x: sheet.left, y: pen.y() }, { size: 9, color: quiet });
  pen.down(15);
  const title: Style = { size: 22, color: ink, strong: true };
  for (const line of pen.linesOf(page.title, title, width).slice(0, 2)) {
    pen.write(line, { x: sheet.left, y: pen.y() }, title);
    pen.down(28);
  }
  pen.down(6);
  let x: number = sheet.left;
  for (const { label, value } of page.facts) {
    pen.write(label, { x, y: pen.y() }, small);
    pen.write(value, { x, y: pen.y() + 12, width: 190 }, body);
    x += Math.max(110, Math.min(190, pen.widthOf(value, body)) + 28);
  }
  pen.down(32);
  if (page.warning !== null) {
    pen.write(page.warning, { x: sheet.left, y: pen.y() }, { size: 9, color: warn, strong: true });
    pen.down(18);
  }
  pen.down(4);
  pen.line(pen.y(), rule);
  pen.down(20);
}

const bar = { from: 178, to: 420, height: 14, gap: 25 } as const;

function drawFunnel(pen: Pen, funnel: ReportPage['funnel'], cell: Write): void {
  pen.write(funnel.title, { x: sheet.left, y: pen.y() }, heading);
  pen.down(26);
  for (const { label, count, share, hint, isApart } of funnel.steps) {
    if (isApart) {
      pen.line(pen.y() - 1, rule);
      pen.down(9);
    }
    const y = pen.y();
    pen.write(label, { x: sheet.left, y: y + 2, width: 80 }, body);
    pen.write(cell(count), { x: 118, y: y + 2, width: 48, align: 'right' }, { ...body, strong: true });
    const room = bar.to - bar.from;
    pen.box({ x: bar.from, y, width: room, height: bar.height }, sunken, 3);
    pen.box(
      { x: bar.from, y, width: Math.max(count > 0 ? 2 : 0, room * share), height: bar.height },
      isApart ? quiet : accent,
      3,
    );
    pen.write(hint, { x: bar.to + 12, y: y + 3, width: sheet.right - bar.to - 12, align: 'right' }, small);
    pen.down(bar.gap);
  }
  pen.down(2);
  paragraph(pen, funnel.note, small);
  pen.down(22);
}

const plot = 96;

function drawHours(pen: Pen, hours: NonNullable<ReportPage['hours']>, cell: Write): void {
  pen.need(plot + 70);
  pen.write(hours.title, { x: sheet.left, y: pen.y() }, heading);
  let x = sheet.right;
  for (const [label, color] of [
    [hours.columns[2], accentSoft],
    [hours.columns[1], accent],
  ] as const) {
    x -= pen.widthOf(label, small);
    pen.write(label, { x, y: pen.y() + 4 }, small);
    pen.box({ x: x - 12, y: pen.y() + 5, width: 7, height: 7 }, color, 2);
    x -= 28;
  }
  pen.down(28);
  const most = Math.max(1, ...hours.bars.map(({ sent, read }) => Math.max(sent, read)));
  const base = pen.y() + plot;
  pen.write(cell(most), { x: sheet.left, y: pen.y() - 10 }, { size: 7, color: quiet });
  for (const share of [0, 0.5]) pen.line(pen.y() + plot * share, rule);
  const slot = width / hours.bars.length;
  hours.bars.forEach(({ hour, sent, read }, index) => {
    const left = sheet.left + index * slot;
    const heightOf = (count: number): number => (count === 0 ? 0 : Math.max(1, (count / most) * plot));
    pen.box({ x: left + 2, y: base - heightOf(sent), width: (slot - 5) / 2, height: heightOf(sent) }, accent, 1);
    const second = left + 2.5 + (slot - 5) / 2;
    pen.box({ x: second, y: base - heightOf(read), width: (slot - 5) / 2, height: heightOf(read) }, accentSoft, 1);
    if (index % 3 === 0) pen.write(hour, { x: left, y: base + 5, width: slot * 2 }, { size: 7, color: quiet });
  });
  pen.line(base, '#929189');
  pen.down(plot + 38);
}

function drawTable(pen: Pen, table: PageTable, cell: Write): void {
  const { columns } = table;
  const first = columns.length > 3 ? 126 : 330;
  const other = (width - first) / Math.max(1, columns.length - 1);
  const widthOf = (column: number): number => (column === 0 ? first : other) - 8;
  const leftOf = (column: number): number => sheet.left + (column === 0 ? 0 : first + (column - 1) * other + 8);
  pen.need(96);
  pen.write(table.title, { x: sheet.left, y: pen.y() }, heading);
  pen.down(22);
  if (table.note !== null) {
    paragraph(pen, table.note, { size: 9, color: quiet });
    pen.down(6);
  }
  const align = (column: number) => (column === 0 ? {} : { align: 'right' as const });
  columns.forEach((name, column) => {
    pen.write(
      name,
      { x: leftOf(column), y: pen.y(), width: widthOf(column), ...align(column) },
      { size: 7.5, color: quiet },
    );
  });
  pen.down(14);
  pen.line(pen.y(), '#929189');
  for (const row of table.rows) {
    const lines = pen.linesOf(cell(row[0] ?? ''), body, widthOf(0)).slice(0, 3);
    const height = lines.length * 13 + 10;
    pen.need(height);
    lines.forEach((line, index) => {
      pen.write(line, { x: sheet.left, y: pen.y() + 6 + index * 13, width: widthOf(0) }, body);
    });
    row.slice(1).forEach((value, index) => {
      const place = { x: leftOf(index + 1), y: pen.y() + 6, width: widthOf(index + 1), align: 'right' as const };
      pen.write(cell(value), place, body);
    });
    pen.down(height);
    pen.line(pen.y(), rule);
  }
  pen.down(30);
}
