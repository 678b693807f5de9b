import type { Figures } from '#shared/report/figures.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { BarsChart } from '../../ui/chart/BarsChart.tsx';
import { busiest } from './shares.ts';

const kinds = [
  { of: 'sent', tone: 'accent' },
  { of: 'read', tone: 'good' },
] as const;

/** Two bars for each hour of the day. */
export function HoursChart(props: { readonly hours: readonly number[]; readonly byHour: Figures['byHour'] }) {
  const { hours, byHour } = props;
  const say = useTexts('report');
  const most = (of: 'sent' | 'read') => {
    const found = busiest(byHour.map((counts) => counts[of]));
    return found === null ? '' : say(`hours.most.${of}`, { hour: String(found.hour), count: found.count });
  };
  return (
    <BarsChart
      label={`${say('hours.title')}. ${most('sent')} ${most('read')}`}
      kinds={kinds.map(({ of, tone }) => ({ tone, label: say(`stage.${of}`) }))}
      slots={hours.map((hour) => ({
        key: String(hour),
        label: say('hours.at', { hour: String(hour) }),
        bars: kinds.map(({ of }) => ({
          count: byHour[hour]?.[of] ?? 0,
          title: say(`hours.${of}`, { hour: String(hour) }),
        })),
      }))}
    />
  );
}
