import { Fragment } from 'react';
import { actionStates } from '#shared/actions/state.ts';
import { problemSchema } from '#shared/problem.ts';
import type { ActionCount } from '#shared/rpc/actions.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';

/** How many contacts are in each situation, and of these for which reason; the last line is the sum of the situations. */
export function ActionCounts({ counts }: { readonly counts: readonly ActionCount[] }) {
  const say = useTexts('actions');
  const { say: sentence, problem } = useSentences();
  const format = useFormat();
  const states = actionStates.flatMap((state) => {
    const own = counts.filter((one) => one.state === state).toSorted((a, b) => b.count - a.count);
    const count = own.reduce((sum, one) => sum + one.count, 0);
    return count === 0 ? [] : [{ state, count, reasons: own.filter(({ problem: kind }) => kind !== null) }];
  });
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  // Counts know the kind of a reason alone; with facts it stands beside each contact.
  const reasonOf = (kind: string | null): string => {
    const known = problemSchema.safeParse({ kind });
    return known.success ? problem(known.data) : say('result.reasonAtEach');
  };
  return (
    <table className="action-counts" aria-label={say('result.table')}>
      <tbody>
        {states.map(({ state, count, reasons }) => (
          <Fragment key={state}>
            <tr>
              <th scope="row">{sentence(`state.action.${state}.label`)}</th>
              <td className="num">{format.number(count)}</td>
            </tr>
            {reasons.map(({ problem: kind, count: some }) => (
              <tr key={kind} className="action-reason">
                <th scope="row">{reasonOf(kind)}</th>
                <td className="num">{format.number(some)}</td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('result.total')}</th>
          <td className="num">{format.number(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
