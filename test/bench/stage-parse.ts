// How fast a sheet is read, in how much memory, and for how long the thread is held at most:
//   node test/bench/stage-parse.ts csv|xlsx [--rows 1000000] [--latin] [--quoted] [--inline] [--sheet FILE]
// It writes a sheet of 8 columns into the system's temporary folder, reads it in a process of its own, and removes it.
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { argv, execPath, platform, resourceUsage } from 'node:process';
import { parseArgs } from 'node:util';
import { openSheet } from '#main/tabular/open.ts';
import { createZipWriter } from '#main/tabular/zip-write.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string', default: '1000000' },
    latin: { type: 'boolean', default: false },
    quoted: { type: 'boolean', default: false },
    inline: { type: 'boolean', default: false },
    sheet: { type: 'string' },
  },
});
const rows = Number(values.rows);

/** Memory is that of reading alone, hence the second process. */
async function writeAndMeasure(format: 'csv' | 'xlsx'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'malote-bench-'));
  try {
    const path = join(folder, `sheet.${format}`);
    await (format === 'csv' ? writeCsv(path) : writeXlsx(path));
    const script = argv[1] ?? '';
    console.log(execFileSync(execPath, [script, '--sheet', path, '--rows', String(rows)], { encoding: 'utf8' }).trim());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(path: string): Promise<void> {
  const deps = { platform };
  const openedAt = performance.now();
  const opened = await openSheet(path, {}, deps);
  if (!opened.ok) throw new Error(opened.error.kind);
  const previewMs = performance.now() - openedAt;

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let count = 0;
  const startedAt = performance.now();
  for await (const step of opened.value.rows()) {
    if (!step.ok) throw new Error(step.error.kind);
    count += step.value.rows.length;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  const { size } = await stat(path);
  console.log(
    JSON.stringify({
      rows: count,
      megabytes: Math.round(size / 1e6),
      dialect: opened.value.findings.dialect,
      previewMs: Math.round(previewMs),
      seconds: Number(seconds.toFixed(2)),
      rowsPerSecond: Math.round(count / seconds),
      peakMemoryMB: Math.round(resourceUsage().maxRSS / 1024),
      longestHeldMs: Number((delay.max / 1e6).toFixed(1)),
      held99Ms: Number((delay.percentile(99) / 1e6).toFixed(1)),
    }),
  );
  if (count !== rows) throw new Error(`${count} rows of ${rows}`);
}

const names = ['Ana Souza', 'João da Conceição', 'Maria Aparecida', 'José Antônio', 'Márcia Gonçalves'];
const cities = ['São Paulo', 'Brasília', 'Goiânia', 'Recife', 'Belém', 'Niterói', 'Cuiabá'];
const header = ['Nome', 'Telefone', 'E-mail', 'Cidade', 'UF', 'Etiquetas', 'Valor', 'Observação'];
/** Three of the columns differ in every row, as in a real list. */
const person = (i: number): readonly string[] => [
  `${names[i % names.length]} ${i}`,
  String(11_900_000_000 + i),
  `cliente${i}@exemplo.com.br`,
  `${cities[i % cities.length]}`,
  'SP',
  i % 3 === 0 ? 'vip|novo' : 'novo',
  `${(i * 7) % 1000},50`,
  'cliente desde 2019',
];

async function writeCsv(path: string): Promise<void> {
  const file = await open(path, 'wx');
  const cell = (text: string): string => (values.quoted ? `"${text}"` : text);
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(';')}\r\n`;
  let piece = line(header);
  for (let i = 0; i < rows; i += 1) {
    piece += line(person(i));
    if (piece.length < 1_000_000 && i < rows - 1) continue;
    await file.write(Buffer.from(piece, values.latin ? 'latin1' : 'utf8'));
    piece = '';
  }
  await file.close();
}

/** As Excel writes it: shared texts, numbers as numbers. With --inline, each cell holds its text, as many exports do. */
async function writeXlsx(path: string): Promise<void> {
  const file = await open(path, 'wx');
  const zip = createZipWriter(file);
  const texts: string[] = [];
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, texts.length);
    return texts.push(text) - 1;
  };
  const cellXml = (text: string, reference: string): string => {
    if (/^\d{11}$/.test(text)) return `<c r="${reference}"><v>${text}</v></c>`;
    if (values.inline) return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
    return `<c r="${reference}" t="s"><v>${indexOf(text)}</v></c>`;
  };
  const rowXml = (cells: readonly string[], line: number): string =>
    `<row r="${line}" spans="1:8">${cells.map((text, i) => cellXml(text, `${String.fromCharCode(65 + i)}${line}`)).join('')}</row>`;
  function* sheet(): Generator<string> {
    let piece = `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rowXml(header, 1)}`;
    for (let i = 0; i < rows; i += 1) {
      piece += rowXml(person(i), i + 2);
      if (piece.length < 1_000_000) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}</sheetData></worksheet>`;
  }
  function* shared(): Generator<string> {
    let piece = `<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;
    for (const text of texts) {
      piece += `<si><t>${text}</t></si>`;
      if (piece.length < 1_000_000) continue;
      yield piece;
      piece = '';
    }
    yield `${piece}</sst>`;
  }
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (list: string): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
  await zip.add('xl/worksheets/sheet1.xml', sheet());
  await zip.add('xl/sharedStrings.xml', shared());
  await zip.add('_rels/.rels', [relations(`<Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`)]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    relations(
      `<Relationship Id="a" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`,
    ),
  ]);
  await zip.add('xl/workbook.xml', [
    `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="Clientes" sheetId="1" r:id="a"/></sheets></workbook>`,
  ]);
  await zip.end();
  await file.close();
}

if (values.sheet === undefined) await writeAndMeasure(positionals[0] === 'xlsx' ? 'xlsx' : 'csv');
else await measure(values.sheet);
