import { variablesOfMapping } from '#shared/mapping/apply.ts';
import type { RowState } from '#shared/recipient/row.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';

/** The rows of an import that have their contact: those whom a campaign can be for, opted out or not. */
export const contactsOf = ({ counts }: Pick<ImportDetail, 'counts'>): number =>
  counts.reduce((sum, { state, count }) => (state === 'ready' ? sum + count : sum), 0);

/** The rows whose contact is still being created; none once the import is done. */
export const contactsToCome = ({ counts, phase }: Pick<ImportDetail, 'counts' | 'phase'>): number =>
  phase === 'create' ? counts.reduce((sum, { state, count }) => (onTheWay.has(state) ? sum + count : sum), 0) : 0;

const onTheWay: ReadonlySet<RowState> = new Set(['normalised', 'checked', 'creating', 'inDoubt', 'linked']);

/** What a message to them can say of each, as written in `{{ }}`; the engine offers the same. */
export const variablesOf = ({ findings, mapping }: Pick<ImportDetail, 'findings' | 'mapping'>): readonly string[] =>
  variablesOfMapping(findings?.header ?? [], mapping);
