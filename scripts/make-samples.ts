// Writes resources/samples: node scripts/make-samples.ts
import { mkdirSync, writeFileSync } from 'node:fs';
import { encodeWindows1252, writeCsv } from './samples/csv.ts';
import { inventRows, type Row } from './samples/people.ts';
import { oldRangeOf } from './samples/phones.ts';
import { createChance } from './samples/random.ts';
import { writeReadme } from './samples/readme.ts';
import { cities, firstNames, segments, surnames } from './samples/words.ts';
import { writeWorkbook } from './samples/workbook.ts';

/** The rows of the messy sheet, in their order, for tests that ask which kind a line is. */
export const messyRows = (): readonly Row[] => inventRows(createChance(20_261_124));

/** Every file of resources/samples by its name. */
export async function makeSamples(): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = messyRows();
  return new Map([
    ['clientes.csv', new TextEncoder().encode(`\ufeff${cleanSheet()}`)],
    ['clientes-baguncada.csv', encodeWindows1252(messySheet(rows))],
    ['clientes-baguncada.xlsx', await messyWorkbook(rows)],
    ['README.md', new TextEncoder().encode(writeReadme())],
  ]);
}

const messyHeader = [
  ' NOME',
  'Celular (whats) ',
  'cidade',
  'E-mail',
  'Aniversario',
  'SEGMENTO',
  'Última  compra R$',
  'Observação',
];

function messySheet(rows: readonly Row[]): string {
  const lines = rows.map((row, index) => [
    row.name,
    row.phone.csv,
    row.city,
    row.mail,
    writeBirthday(row, index),
    row.tags.join(index % 3 === 0 ? ', ' : ' / '),
    writeAmount(row, index),
    row.remark,
  ]);
  const blank = `${';'.repeat(messyHeader.length - 1)}\r\n`;
  return `${writeCsv([messyHeader, ...lines])}${blank}${blank}\r\n\r\n`;
}

async function messyWorkbook(rows: readonly Row[]): Promise<Uint8Array> {
  const lines = rows.map((row, index) => [
    textCell(row.name),
    typeof row.phone.workbook === 'number'
      ? { value: row.phone.workbook, type: Number, format: '0' }
      : textCell(row.phone.workbook),
    textCell(row.city),
    textCell(row.mail),
    row.birthday === null ? null : { value: dateOf(row.birthday), type: Date },
    textCell(row.tags.join(index % 3 === 0 ? ', ' : ' / ')),
    row.cents === null ? null : { value: row.cents / 100, type: Number, format: '#,##0.00' },
    textCell(row.remark),
  ]);
  return writeWorkbook([messyHeader.map(textCell), ...lines]);
}

const textCell = (value: string) => (value === '' ? null : { value, type: String });

type Birthday = NonNullable<Row['birthday']>;
const dateOf = ({ year, month, day }: Birthday) => new Date(Date.UTC(year, month - 1, day));

function writeBirthday({ birthday }: Row, index: number): string {
  if (birthday === null) return '';
  const { year, month, day } = birthday;
  if (index % 9 === 0) return `${day}/${month}/${String(year % 100).padStart(2, '0')}`;
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

function writeAmount({ cents }: Row, index: number): string {
  if (cents === null) return '';
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, '.');
  const amount = `${whole},${String(cents % 100).padStart(2, '0')}`;
  return index % 7 === 0 ? `R$ ${amount}` : amount;
}

/** A sheet as everybody would like to have it. */
function cleanSheet(): string {
  const chance = createChance(40);
  const header = ['Nome', 'WhatsApp', 'Cidade', 'Aniversário', 'Segmento'];
  const lines = Array.from({ length: 40 }, () => {
    const [city, area] = chance.one(cities);
    const { subscriber } = oldRangeOf(area, chance);
    const birthday = [1 + chance.below(28), 1 + chance.below(12)].map((part) => String(part).padStart(2, '0'));
    return [
      `${chance.one(firstNames)} ${chance.one(surnames)}`,
      `(${area}) ${subscriber.slice(0, 5)}-${subscriber.slice(5)}`,
      city,
      `${birthday.join('/')}/${1950 + chance.below(55)}`,
      chance.one(segments),
    ];
  });
  return writeCsv([header, ...lines]);
}

if (import.meta.main) {
  const folder = new URL('../resources/samples/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of await makeSamples()) {
    writeFileSync(new URL(name, folder), bytes);
    console.log(`${name}: ${bytes.byteLength} bytes`);
  }
}
