import type { StatisticsAsked as Question, Statistics as Told } from '#main/digisac/desk.ts';
import { spansOf } from '#shared/accounts/period.ts';
import { isTimeZone } from '#shared/pace/hours.ts';
import { ProblemError } from '#shared/problem.ts';
import type { SplitStatistics, Statistics, StatisticsAsked } from '#shared/rpc/desk.ts';
import type { Session } from '../account/session.ts';
import { named } from './desk-now.ts';

/** Whoever has more people than this is asked by department. */
const mostRows = 100;

/** The account's own numbers of a period: in all, and once more for each part of it. Problems: timeZoneInvalid. */
export async function splitStatistics(session: Session, asked: StatisticsAsked): Promise<SplitStatistics> {
  if (!isTimeZone(asked.timeZone)) throw new ProblemError({ kind: 'timeZoneInvalid', value: asked.timeZone });
  const spans = spansOf(asked);
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) throw new ProblemError({ kind: 'dateInvalid', value: `${asked.from} – ${asked.to}` });
  const { departmentId, userId, serviceId, by } = asked;
  const whole: Question = {
    ...{ departmentId, userId, serviceId, by },
    ...{ fromMs: first.fromMs, toMs: last.toMs, status: 'all' },
  };
  const ask = async (question: Question) =>
    figuresOf(await session.askOnce(() => session.digisac.statistics(question)));
  const total = await ask(whole);
  const rows: SplitStatistics['rows'] = [];
  for (const { key, name, question } of await partsOf()) rows.push({ key, name, ...(await ask(question)) });
  return { total, rows };

  async function partsOf(): Promise<readonly { key: string; name: string; question: Question }[]> {
    if (asked.split === 'period') {
      return spans.map(({ day, fromMs, toMs }) => ({ key: day, name: day, question: { ...whole, fromMs, toMs } }));
    }
    const all =
      asked.split === 'user'
        ? (await session.askOnce(() => session.digisac.users())).filter(({ departmentIds }) =>
            departmentId === null ? true : (departmentIds?.includes(departmentId) ?? true),
          )
        : await session.departments();
    return all.slice(0, mostRows).map((one) => {
      const { id, name } = named(one);
      return {
        key: id,
        name,
        question: asked.split === 'user' ? { ...whole, userId: id } : { ...whole, departmentId: id },
      };
    });
  }
}

const figuresOf = ({ figures: _others, ...known }: Told): Statistics => known;
