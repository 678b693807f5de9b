import { Loader } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { messageQueries } from './message-queries.ts';
import './TestReceipt.css';

const stages = ['sent', 'delivered', 'read'] as const;

/** How far a test message has come, asked until it was read or refused. */
export function TestReceipt(props: { readonly importId: number; readonly messageId: string; readonly phone: string }) {
  const { importId, messageId, phone } = props;
  const say = useTexts('campaign');
  const query = useQuery(messageQueries.receipt(importId, messageId));
  const receipt = query.data?.receipt ?? 'pending';
  if (receipt === 'failed') {
    const detail = query.data?.detail ?? null;
    return <Notice tone="bad">{detail === null ? say('test.failed') : say('test.failedBecause', { detail })}</Notice>;
  }
  const reached = receipt === 'pending' ? -1 : stages.indexOf(receipt);
  const isOver = query.isError || (query.data?.isOver ?? false);
  return (
    <div className="receipt" role="status">
      <p className="receipt-phone">{say('test.sent', { phone })}</p>
      <ol className="receipt-stages">
        {stages.map((stage, index) => (
          <li key={stage} className="receipt-stage" data-reached={index <= reached || undefined}>
            <span className="receipt-mark" aria-hidden>
              {index <= reached ? (
                <IconCheck size={14} stroke={2.5} />
              ) : (
                index === reached + 1 && !isOver && <Loader size={12} />
              )}
            </span>
            {say(`test.stage.${stage}`)}
            {index <= reached && <span className="hidden-words">{say('test.done')}</span>}
          </li>
        ))}
      </ol>
      {isOver && reached < stages.length - 1 && (
        <p className="receipt-note">{say(reached < 0 ? 'test.noWord' : 'test.noMoreWord')}</p>
      )}
    </div>
  );
}
