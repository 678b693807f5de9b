import { sumOutcomes } from '#shared/contacts/outcome.ts';
import type { RowCount } from '#shared/rpc/imports.ts';
import { Words } from '../../../texts/Words.tsx';

/** Rows of the spreadsheet = created + updated + unchanged + refused + left out, as a sum that can be checked. */
export function ResultSum({ counts }: { readonly counts: readonly RowCount[] }) {
  const sum = sumOutcomes(counts);
  if (sum.open > 0) return null;
  const rows = Object.values(sum).reduce((total, count) => total + count, 0);
  return (
    <p className="result-sum num">
      <Words area="import" text="create.result.sum" facts={{ count: rows, ...sum }} />
    </p>
  );
}
