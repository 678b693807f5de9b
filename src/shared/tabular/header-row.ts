import { spread } from './header.ts';

/** Rows that titles above the header may take. Beyond them a sheet has no header. */
const mostTitles = 20;

export interface HeaderFinding {
  /** As in `Dialect`: counted from 0, -1 where the first row is a person already. */
  readonly headerRow: number;
  /** Two where the row above `headerRow` holds names of groups of columns. */
  readonly lines: 1 | 2;
  readonly certainty: number;
}

/** Finds the header of a sheet by its first rows, blank ones left out: one row or, where that is certain, two. */
export function findHeaderRow(rows: readonly (readonly string[])[]): HeaderFinding {
  const { headerRow, certainty } = findNames(rows);
  const [above = [], names = [], below = []] = [rows[headerRow - 1], rows[headerRow], rows[headerRow + 1]];
  if (headerRow > 0 && isGroups(above, names)) return { headerRow, lines: 2, certainty };
  const isSecondLine = headerRow >= 0 && rows.length > headerRow + 2 && isNames(below) && isGroups(names, below);
  return isSecondLine ? { headerRow: headerRow + 1, lines: 2, certainty } : { headerRow, lines: 1, certainty };
}

/**
 * Finds the row with the names of the columns: the first one that is about as full as the table, titles above it
 * left aside, unless it looks like the rows below it.
 */
function findNames(rows: readonly (readonly string[])[]): Omit<HeaderFinding, 'lines'> {
  const usual = usualFill(rows);
  const at = rows.slice(0, mostTitles).findIndex((row) => filled(row).length >= Math.max(1, 0.6 * usual));
  const row = rows[at];
  if (row === undefined) return { headerRow: -1, certainty: 0.3 };
  const below = rows.slice(at + 1);
  const cells = filled(row);
  const known = cells.filter(isKnownName).length / cells.length;
  const alike = below.length > 0 ? columnsBelow(row, below) : { asData: 0, asNames: 0 };
  const dataShare = cells.filter(isData).length / cells.length;

  const hasNumber = cells.some(isLongNumber);
  if (known >= 0.5 && !hasNumber) return { headerRow: at, certainty: alike.asData === 0 ? 1 : 0.85 };
  const isPerson = alike.asData > alike.asNames || dataShare > 0.3 || hasNumber;
  // Titles without a header below them cannot be told in a dialect: they stay as rows, and the user is asked to look.
  if (isPerson) return { headerRow: -1, certainty: at > 0 || known > 0.3 ? 0.4 : 0.95 };
  if (known > 0) return { headerRow: at, certainty: 1 };
  if (alike.asNames > 0) return { headerRow: at, certainty: 0.9 };
  // Words above words, none of them known: a header more often than not.
  return { headerRow: at, certainty: 0.5 };
}

const filled = (row: readonly string[]): readonly string[] => row.filter((cell) => cell.trim() !== '');

/** The most frequent number of filled cells; the larger of two that are as frequent. */
function usualFill(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(filled(row).length, (counts.get(filled(row).length) ?? 0) + 1);
  return [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])[0];
}

/** Of the columns whose rows below hold data: in how many this row holds data as well, and in how many words. */
function columnsBelow(
  row: readonly string[],
  below: readonly (readonly string[])[],
): { readonly asData: number; readonly asNames: number } {
  const cells = row.filter((cell, i) => {
    const values = filled(below.map((other) => other[i] ?? ''));
    return cell.trim() !== '' && values.length > 0 && values.filter(isData).length > 0.6 * values.length;
  });
  const asData = cells.filter(isData).length;
  return { asData, asNames: cells.length - asData };
}

const isLongNumber = (cell: string): boolean => cell.replace(/\D/g, '').length >= 8;

/** What stands in the rows of people, not in the names of columns: numbers of any kind, dates, e-mail and web addresses. */
function isData(cell: string): boolean {
  const text = cell.trim();
  if (/@|:\/\//.test(text)) return true;
  if (text.length > 80) return true;
  const digits = text.replace(/\D/g, '').length;
  const letters = text.replace(/[^\p{L}]/gu, '').length;
  return digits > 0 && (letters === 0 || digits >= 6) && digits >= letters;
}

/** Words that name a column and hardly ever a person, in Portuguese, English and Spanish. */
const knownWords = new Set(
  `nome nomes name nombre telefone telefones fone tel phone telefono celular cel mobile movil whatsapp whats zap wpp numero
  number num ddd ddi contato contatos contact contacto email mail correo cpf cnpj rg documento cidade city ciudad uf estado
  bairro endereco address rua logradouro cep pais tag tags etiqueta etiquetas marcador marcadores data date fecha nascimento
  aniversario empresa company cliente clientes customer sobrenome surname apellido primeiro ultimo first last id codigo cod
  obs observacao observacoes valor vencimento produto plano status situacao sexo genero idade grupo segmento categoria origem
  vendedor responsavel aluno paciente`.split(/\s+/),
);

const wordsOf = (cell: string): readonly string[] =>
  cell
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

const isKnownName = (cell: string): boolean =>
  cell.trim().length <= 60 && wordsOf(cell).some((word) => knownWords.has(word));

/** Nothing but names of columns, so surely no person: "Fone | E-mail" below "Nome | Contato". */
function isNames(row: readonly string[]): boolean {
  const cells = filled(row);
  return cells.length >= 2 && !cells.some(isData) && cells.filter(isKnownName).length >= 0.6 * cells.length;
}

/**
 * Whether a row names groups of the columns below: one of its cells stands above several of them, and all are words for
 * groups, or tell columns of the same name apart. A title above the header does neither.
 */
function isGroups(row: readonly string[], names: readonly string[]): boolean {
  const cells = filled(row);
  if (cells.length === 0 || cells.some((cell) => isData(cell) || cell.trim().length > 40)) return false;
  const groups = spread(row, names.length);
  const isNamed = (i: number): boolean => (names[i] ?? '').trim() !== '';
  const spansSeveral = groups.some(
    (group, i) => group !== '' && group === groups[i + 1] && isNamed(i) && isNamed(i + 1),
  );
  if (!spansSeveral || sameText(row, names)) return false;
  if (cells.every(isGroupName)) return cells.length > 1 || (row[0] ?? '').trim() === '';
  return cells.length > 1 && tellsApart(groups, names);
}

const sameText = (a: readonly string[], b: readonly string[]): boolean => filled(a).join('|') === filled(b).join('|');

/** Whether some columns have the same name, and all such are in groups of different names. */
function tellsApart(groups: readonly string[], names: readonly string[]): boolean {
  const keys = names.map((name) => name.trim().toLowerCase());
  const alike = [...keys.keys()].filter(
    (i) => keys[i] !== '' && keys.indexOf(keys[i] ?? '') !== keys.lastIndexOf(keys[i] ?? ''),
  );
  return alike.length > 0 && new Set(alike.map((i) => `${groups[i]}|${keys[i]}`)).size === alike.length;
}

const groupWords = new Set(
  `dados pessoais pessoal residencial comercial entrega cobranca principal secundario pai mae conjuge informacoes adicionais
  financeiro financeiros pagamento matriz filial profissional profissionais trabalho casa outros personal work home billing
  shipping details info datos personales envio facturacion trabajo a da das de do dos e el la los of para y`.split(
    /\s+/,
  ),
);

const isGroupName = (cell: string): boolean => {
  const words = wordsOf(cell);
  return words.length > 0 && words.every((word) => groupWords.has(word) || knownWords.has(word));
};
