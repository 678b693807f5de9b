import { problemSchema } from '#shared/problem.ts';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';

/** How many contacts are in each situation, with the reason where there is one; the last line is their sum. */
export function UndoCounts({ counts }: { readonly counts: readonly UndoCount[] }) {
  const say = useTexts('import');
  const { say: sentence, problem } = useSentences();
  const format = useFormat();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const labelOf = ({ state, action }: UndoCount): string =>
    state === 'planned' ? say(`undo.planned.${action}`) : sentence(`state.undo.${state}.label`);
  // Counts know the kind of a reason alone; its words from the account are in the report.
  const reasonOf = (kind: string | null): string => {
    const known = problemSchema.safeParse({ kind, detail: '' });
    return known.success ? problem(known.data) : '';
  };
  return (
    <table className="result-table" aria-label={say('undo.table')}>
      <tbody>
        {counts.map((count) => (
          <tr key={[count.action, count.state, count.problem].join()}>
            <th scope="row">
              {labelOf(count)}
              {count.problem !== null && <span className="undo-reason">{reasonOf(count.problem)}</span>}
            </th>
            <td>{format.number(count.count)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('undo.total')}</th>
          <td>{format.number(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
