import { IconClock, IconRepeat, IconSend } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { CalendarDay } from '#shared/rpc/calendar.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useLanguage, useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import './DayPanel.css';

/** The day that is chosen, at length: what went out, and what is planned, each one click from its own screen. */
export function DayPanel(props: { readonly day: CalendarDay | null; readonly date: string; readonly today: string }) {
  const { day, date, today } = props;
  const say = useTexts('calendar');
  const format = useFormat();
  const language = useLanguage();
  const title = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T12:00Z`));
  const total = day?.sent.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const isEmpty = day === null || (day.sent.length === 0 && day.planned.length === 0);
  return (
    <Panel
      title={title.charAt(0).toUpperCase() + title.slice(1)}
      {...(total > 0 ? { text: say('day.total', { count: total }) } : {})}
      flush={!isEmpty}
    >
      {isEmpty ? (
        <p className="day-nothing">{say(date < today ? 'day.nothingBefore' : 'day.nothingPlanned')}</p>
      ) : (
        <ul className="day-list">
          {day.sent.map(({ campaignId, name, count, firstAt }) => (
            <Entry
              key={`c${campaignId}`}
              icon={<IconSend size={18} aria-hidden />}
              href={`/campanha/${campaignId}/relatorio`}
              name={name}
              text={say('day.from', { time: format.time(firstAt) })}
              fact={say('day.messages', { count })}
            />
          ))}
          {day.planned.map(({ kind, id, name, at, count }) => (
            <Entry
              key={`${kind}${id}${at}`}
              icon={kind === 'routine' ? <IconRepeat size={18} aria-hidden /> : <IconClock size={18} aria-hidden />}
              href={kind === 'routine' ? '/rotinas' : `/campanha/${id}`}
              name={name}
              text={say(`day.${kind}`, { time: format.time(at) })}
              fact={count === null ? '' : say('day.waiting', { count })}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Entry(props: {
  readonly icon: ReactNode;
  readonly href: string;
  readonly name: string;
  readonly text: string;
  readonly fact: string;
}) {
  return (
    <li className="day-entry">
      <span className="day-icon">{props.icon}</span>
      <span className="day-words">
        <Link href={props.href} className="day-name">
          {props.name}
        </Link>
        <span className="day-text num">{props.text}</span>
      </span>
      <span className="day-fact num">{props.fact}</span>
    </li>
  );
}
