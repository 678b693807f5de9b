/** Rows that titles above the header may take. Beyond them a sheet has no header. */
const mostTitles = 20;

export interface HeaderFinding {
  /** As in `Dialect`: counted from 0, -1 where the first row is a person already. */
  readonly headerRow: number;
  readonly certainty: number;
}

/**
 * Finds the row with the names of the columns: the first one that is about as full as the table, titles above it
 * left aside, unless it looks like the rows below it. `rows` are the first rows of a sheet, blank ones left out.
 */
export function findHeaderRow(rows: readonly (readonly string[])[]): HeaderFinding {
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

const isKnownName = (cell: string): boolean => {
  const words = cell
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z]+/);
  return cell.trim().length <= 60 && words.some((word) => knownWords.has(word));
};
