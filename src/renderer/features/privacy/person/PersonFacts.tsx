import type { ReactNode } from 'react';
import type { Person } from '#shared/rpc/privacy.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import './PersonFacts.css';

/** What is known of a person, each with where it came from: file, line, date. */
export function PersonFacts(props: { readonly person: Person }) {
  const { rows, contacts, consents, optOuts, actions, messages } = props.person;
  const say = useTexts('privacy');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const origin = (from: { readonly fileName: string; readonly line: number; readonly readAt: number }) =>
    say('person.origin', { file: from.fileName, line: format.number(from.line), moment: format.moment(from.readAt) });
  return (
    <div className="person-facts">
      <Section title={say('person.rows')} count={rows.length}>
        {rows.map((row) => (
          <li key={`${row.importId} ${row.line}`}>
            <span className="privacy-origin">
              {origin(row)} · {sentence(`state.row.${row.state}.label`)}
            </span>
            <dl className="privacy-facts">
              {row.said.map(({ column, cell }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may be called alike
                <Fact key={place} name={column} value={cell} />
              ))}
            </dl>
          </li>
        ))}
      </Section>
      <Section title={say('person.contacts')} count={contacts.length}>
        {contacts.map(({ accountName, name, number, seenAt }) => (
          <li key={`${accountName} ${number} ${name}`}>
            <span>{name}</span>
            <span className="privacy-origin num">
              {format.phone(number)} · {say('person.seen', { account: accountName, moment: format.moment(seenAt) })}
            </span>
          </li>
        ))}
      </Section>
      <Section title={say('person.consents')} count={consents.length}>
        {consents.map(({ agrees, said, dated, basis, from, notedAt, columns }) => (
          <li key={`${notedAt} ${said}`}>
            <span>
              {say(agrees ? 'person.agrees' : 'person.refuses')}
              {said === '' ? '' : `: ${said}`}
              {dated === '' ? '' : ` (${dated})`}
            </span>
            <span className="privacy-origin">
              {from === null ? say('person.byReply', { moment: format.moment(notedAt) }) : origin(from)}
              {columns.length === 0 ? '' : ` · ${columns.join(', ')}`}
              {basis === null ? '' : ` · ${say(`basis.${basis}`)}`}
            </span>
          </li>
        ))}
      </Section>
      <Section title={say('person.optOuts')} count={optOuts.length}>
        {optOuts.map(({ accountId, source, said, addedAt }) => (
          <li key={accountId}>
            <span>
              {sentence(`cli.optoutBy.${source}`)}
              {said === null ? '' : `: ${said}`}
            </span>
            <span className="privacy-origin num">{format.moment(addedAt)}</span>
          </li>
        ))}
      </Section>
      <Section title={say('person.actions')} count={actions.length}>
        {actions.map(({ name, state, doneAt }) => (
          <li key={`${name} ${doneAt}`}>
            <span>{name}</span>
            <span className="privacy-origin num">
              {sentence(`state.action.${state}.label`)} · {format.moment(doneAt)}
            </span>
          </li>
        ))}
      </Section>
      <Section title={say('person.messages')} count={messages.length}>
        {messages.map(({ campaignId, campaignName, text, state, acceptedAt }) => (
          <li key={campaignId}>
            <span className="person-text">{text}</span>
            <span className="privacy-origin">
              {[
                campaignName,
                sentence(`state.delivery.${state}.label`),
                ...(acceptedAt === null ? [] : [format.moment(acceptedAt)]),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </Section>
    </div>
  );
}

function Section(props: { readonly title: string; readonly count: number; readonly children: ReactNode }) {
  const format = useFormat();
  if (props.count === 0) return null;
  return (
    <section>
      <h3 className="person-title">
        {props.title} <span className="person-count num">{format.number(props.count)}</span>
      </h3>
      <ul className="privacy-list">{props.children}</ul>
    </section>
  );
}

function Fact(props: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </>
  );
}
