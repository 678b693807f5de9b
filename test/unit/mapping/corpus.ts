import { kindsOfCells } from './cells.ts';
import { brazilian } from './corpus-brazil.ts';
import { foreign } from './corpus-foreign.ts';
import { unseen } from './corpus-unseen.ts';

/** A labelled sheet: its header, sample rows as such sheets hold them, and what a person would map each column to. */
export interface LabelledSheet {
  readonly label: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly targets: readonly TargetKind[];
}

/** `number2`: one that is tried after the first; `name2`: last names, joined to the first. */
export type TargetKind =
  | 'number'
  | 'number2'
  | 'name'
  | 'name2'
  | 'tags'
  | 'department'
  | 'consent'
  | 'consentDate'
  | 'variable'
  | 'skip';
const kinds: readonly TargetKind[] = [
  'number',
  'number2',
  'name',
  'name2',
  'tags',
  'department',
  'consent',
  'consentDate',
  'skip',
];

/**
 * One sheet a line: columns apart by " ; ", each as `target:Header<cells>`. No target: variable. The cells are made
 * from their kind (cells.ts): no data of real people stands here.
 */
export const corpus: readonly LabelledSheet[] = [...brazilian, ...foreign].map(toSheet);

/** Sheets the rules were not made for: the honest measure. */
export const unseenCorpus: readonly LabelledSheet[] = unseen.map(toSheet);

function toSheet(line: string): LabelledSheet {
  const columns = line.split(' ; ').map((text) => {
    const column = /^(?:(number2?|name2?|tags|department|consent|consentDate|skip):)?(.*)<(\w+)>$/s.exec(text.trim());
    if (column === null) throw new Error(`not a column of the corpus: ${text}`);
    const kind = column[3] ?? '';
    const cells = kindsOfCells[kind];
    if (cells === undefined) throw new Error(`no such kind of cells: ${kind}`);
    return { target: toTarget(column[1]), header: column[2] ?? '', cells };
  });
  return {
    label: line,
    header: columns.map((column) => column.header),
    rows: Array.from({ length: 12 }, (_, row) => columns.map((column) => column.cells(row))),
    targets: columns.map((column) => column.target),
  };
}

function toTarget(text: string | undefined): TargetKind {
  return kinds.find((kind) => kind === text) ?? 'variable';
}
