import { Drawer } from '@mantine/core';
import { useRef } from 'react';
import type { DeliveryView } from '#shared/rpc/campaigns.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { MessageBubble } from '../../ui/message/MessageBubble.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { Decision } from './Decision.tsx';
import { outcomeOf } from './outcomes.ts';
import './DeliveryDrawer.css';

/** One delivery: who, what was written, what became of it and why. */
export function DeliveryDrawer(props: {
  readonly campaignId: number;
  /** Null: closed. */
  readonly delivery: DeliveryView | null;
  readonly onClose: () => void;
}) {
  const { delivery, onClose } = props;
  const say = useTexts('monitor');
  const common = useTexts('common');
  // What it showed stays in it while it slides away.
  const last = useRef(delivery);
  if (delivery !== null) last.current = delivery;
  const shown = last.current;
  return (
    <Drawer
      opened={delivery !== null}
      onClose={onClose}
      position="right"
      size={420}
      padding="lg"
      title={shown && say('delivery.title', { line: shown.line })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {shown && <Facts campaignId={props.campaignId} delivery={shown} onDecided={onClose} />}
    </Drawer>
  );
}

function Facts(props: {
  readonly campaignId: number;
  readonly delivery: DeliveryView;
  readonly onDecided: () => void;
}) {
  const { campaignId, delivery, onDecided } = props;
  const say = useTexts('monitor');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const moment = (at: number | null) => (at === null ? '—' : format.moment(at));
  return (
    <div className="delivery">
      <p className="delivery-name">{delivery.name || say('rows.noName')}</p>
      <dl className="delivery-facts">
        <div>
          <dt>{say('delivery.phone')}</dt>
          <dd className="num">{format.phone(delivery.phone)}</dd>
        </div>
        <div>
          <dt>{say('delivery.state')}</dt>
          <dd>
            <span className="rows-state" data-outcome={outcomeOf(delivery.state)}>
              {sentence(`state.delivery.${delivery.state}.label`)}
            </span>
          </dd>
        </div>
        <div>
          <dt>{say('delivery.sentAt')}</dt>
          <dd className="num">{moment(delivery.sentAt)}</dd>
        </div>
        <div>
          <dt>{say('delivery.updatedAt')}</dt>
          <dd className="num">{moment(delivery.updatedAt)}</dd>
        </div>
        <div>
          <dt>{say('delivery.attempts')}</dt>
          <dd className="num">{format.number(delivery.attempts)}</dd>
        </div>
      </dl>
      {delivery.problem ? (
        <ProblemText problem={delivery.problem} tone={delivery.state === 'failed' ? 'bad' : 'calm'} />
      ) : (
        <p className="delivery-note">{sentence(`state.delivery.${delivery.state}.explanation`)}</p>
      )}
      {delivery.state === 'held' && (
        <Decision campaignId={campaignId} deliveryId={delivery.id} count={1} onDecided={onDecided} />
      )}
      <section aria-label={say('delivery.message')} className="delivery-message">
        {delivery.text === '' ? (
          <p className="delivery-note">{say('delivery.noMessage')}</p>
        ) : (
          <MessageBubble text={delivery.text} />
        )}
      </section>
    </div>
  );
}
