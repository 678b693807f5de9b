import type { CalendarDay } from '#shared/rpc/calendar.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** What a day has, as short as its cell; the words of it are the cell's own. */
export function DayEntries({ day, most }: { readonly day: CalendarDay; readonly most: number }) {
  const say = useTexts('calendar');
  const format = useFormat();
  const all = [
    ...day.sent.map(({ campaignId, name, count }) => ({
      key: `c${campaignId}`,
      kind: 'sent',
      name,
      fact: format.number(count),
    })),
    ...day.planned.map(({ kind, id, name, at }) => ({ key: `${kind}${id}${at}`, kind, name, fact: format.time(at) })),
  ];
  // The last place is for "and so many more".
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  return (
    <span className="month-entries" aria-hidden>
      {shown.map(({ key, kind, name, fact }) => (
        <span key={key} className="month-entry" data-kind={kind === 'sent' ? 'sent' : 'planned'}>
          <span className="month-entry-name">{name}</span>
          <span className="month-entry-fact num">{fact}</span>
        </span>
      ))}
      {shown.length < all.length && (
        <span className="month-more">{say('cell.more', { count: all.length - shown.length })}</span>
      )}
    </span>
  );
}
