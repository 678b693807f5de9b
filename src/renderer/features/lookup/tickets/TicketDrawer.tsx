import { Button, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { TicketView } from '#shared/rpc/tickets.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { useBeginExport } from '../exports/use-begin-export.ts';
import { lookupQueries } from '../lookup-queries.ts';

/** One ticket: who opened, handed on and closed it, and the others of its contact. */
export function TicketDrawer(props: {
  readonly accountId: number;
  /** Null: closed. */
  readonly ticketId: string | null;
  readonly onOpen: (ticketId: string) => void;
  readonly onClose: () => void;
}) {
  const { accountId, ticketId, onOpen, onClose } = props;
  const say = useTexts('lookup');
  const common = useTexts('common');
  // What it showed stays in it while it slides away.
  const last = useRef(ticketId);
  if (ticketId !== null) last.current = ticketId;
  const shown = last.current;
  return (
    <Drawer
      opened={ticketId !== null}
      onClose={onClose}
      position="right"
      size={440}
      padding="lg"
      title={say('tickets.one')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {shown !== null && <OneTicket key={shown} accountId={accountId} ticketId={shown} onOpen={onOpen} />}
    </Drawer>
  );
}

function OneTicket(props: {
  readonly accountId: number;
  readonly ticketId: string;
  readonly onOpen: (ticketId: string) => void;
}) {
  const { accountId, ticketId, onOpen } = props;
  const ticket = useQuery(lookupQueries.ticket(accountId, ticketId));
  return (
    <Loaded query={ticket}>
      {(found) => (
        <div className="look-stack">
          <Facts ticket={found} />
          <Conversation accountId={accountId} ticket={found} />
          {found.transfers !== null && found.transfers.length > 0 && <Steps transfers={found.transfers} />}
          {found.contact && (
            <Others accountId={accountId} contactId={found.contact.id} ticketId={ticketId} onOpen={onOpen} />
          )}
        </div>
      )}
    </Loaded>
  );
}

function Facts({ ticket }: { readonly ticket: TicketView }) {
  const { say } = useSentences();
  const format = useFormat();
  const { contact, department, user, topics, metrics } = ticket;
  const moment = (at: number | null) => (at === null ? '' : format.moment(at));
  const duration = (seconds: number | null | undefined) => (seconds == null ? '' : format.duration(seconds * 1_000));
  const facts = [
    ['protocol', ticket.protocol ?? ''],
    ['state', ticket.isOpen === null ? '' : say(ticket.isOpen ? 'lookup.open' : 'lookup.closed')],
    ['contact', contact?.name ?? ''],
    ['number', contact?.number ? format.phone(contact.number) : ''],
    ['connection', contact?.service?.name ?? ''],
    ['department', department?.name ?? ''],
    ['user', user?.name ?? ''],
    ['topics', (topics ?? []).map(({ name, id }) => name ?? id).join(', ')],
    ['opened', moment(ticket.openedAtMs)],
    ['closed', moment(ticket.closedAtMs)],
    ['duration', duration(metrics?.ticketSeconds)],
    ['waiting', duration(metrics?.waitingSeconds)],
  ] as const;
  return (
    <dl className="look-facts">
      {facts
        .filter(([, value]) => value !== '')
        .map(([key, value]) => (
          <div key={key} className="look-fact">
            <dt>{say(`lookup.ticket.${key}`)}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Conversation({ accountId, ticket }: { readonly accountId: number; readonly ticket: TicketView }) {
  const say = useTexts('lookup');
  const begin = useBeginExport();
  const { id, protocol } = ticket;
  const name = say('tickets.conversation', { protocol: protocol ?? id });
  const start = (as: 'txt' | 'pdf') =>
    begin.mutate({ accountId, name, wish: { what: 'conversations', as, of: { tickets: [{ id, protocol }] } } });
  return (
    <>
      <div className="look-turn">
        <Button variant="default" disabled={begin.isPending} onClick={() => start('txt')}>
          {say('tickets.asText')}
        </Button>
        <Button variant="default" disabled={begin.isPending} onClick={() => start('pdf')}>
          {say('tickets.asPdf')}
        </Button>
      </div>
      <ErrorText error={begin.error} />
    </>
  );
}

const actions = ['open', 'transfer', 'close'] as const;

function Steps({ transfers }: { readonly transfers: NonNullable<TicketView['transfers']> }) {
  const say = useTexts('lookup');
  const format = useFormat();
  return (
    <section>
      <h3 className="look-heading">{say('tickets.steps')}</h3>
      <ol className="look-steps">
        {transfers.map(({ action, byUser, isFromDistribution, atMs }, index) => {
          const known = actions.find((one) => one === action);
          const who =
            byUser?.name ?? (isFromDistribution === true ? say('tickets.distribution') : say('tickets.nobody'));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: what happened keeps its order
            <li key={index} className="look-step">
              <span>
                {known === undefined ? (action ?? '') : say(`tickets.action.${known}`)}{' '}
                <span className="look-soft">{who}</span>
              </span>
              <span className="look-soft num">{atMs === null ? '' : format.moment(atMs)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Others(props: {
  readonly accountId: number;
  readonly contactId: string;
  readonly ticketId: string;
  readonly onOpen: (ticketId: string) => void;
}) {
  const { accountId, contactId, ticketId, onOpen } = props;
  const say = useTexts('lookup');
  const format = useFormat();
  const all = useQuery(lookupQueries.ticketsOf(accountId, contactId));
  const others = all.data?.filter(({ id }) => id !== ticketId) ?? [];
  if (others.length === 0) return null;
  return (
    <section>
      <h3 className="look-heading">{say('tickets.others', { count: others.length })}</h3>
      <ul className="look-steps">
        {others.map((one) => (
          <li key={one.id} className="look-step">
            <button type="button" className="look-open num" onClick={() => onOpen(one.id)}>
              {one.protocol ?? one.id}
            </button>
            <span className="look-soft num">{one.openedAtMs === null ? '' : format.moment(one.openedAtMs)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
