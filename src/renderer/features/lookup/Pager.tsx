import { Button } from '@mantine/core';
import { useTexts } from '../../texts/use-texts.ts';

/** Where a list stands, and the way to its next page and back. */
export function Pager(props: {
  readonly page: number;
  readonly text: string;
  readonly hasNext: boolean;
  readonly isBusy: boolean;
  readonly onTurn: (by: 1 | -1) => void;
}) {
  const { page, text, hasNext, isBusy, onTurn } = props;
  const say = useTexts('lookup');
  return (
    <div className="look-foot">
      <p className="look-foot-text num" aria-live="polite">
        {text}
      </p>
      <div className="look-turn">
        <Button variant="default" disabled={page === 1 || isBusy} onClick={() => onTurn(-1)}>
          {say('table.previous')}
        </Button>
        <Button variant="default" disabled={!hasNext || isBusy} onClick={() => onTurn(1)}>
          {say('table.next')}
        </Button>
      </div>
    </div>
  );
}
