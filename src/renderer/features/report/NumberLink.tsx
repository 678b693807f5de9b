import type { DeliveryFilter } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { RowChoice } from './RowsPanel.tsx';
import './NumberLink.css';

/** A number that opens its rows. `what` names them: in the head of the rows, and to who does not see the table. */
export function NumberLink(props: {
  readonly count: number;
  readonly what: string;
  readonly filter: DeliveryFilter;
  readonly onShow: (choice: RowChoice) => void;
}) {
  const { count, what, filter, onShow } = props;
  const say = useTexts('report');
  const format = useFormat();
  if (count === 0) return <span className="num">{format.number(0)}</span>;
  return (
    <button
      type="button"
      className="number-link num"
      aria-label={say('rows.show', { count, what })}
      onClick={() => onShow({ what, filter })}
    >
      {format.number(count)}
    </button>
  );
}
