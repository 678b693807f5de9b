import { serviceNamed } from '#shared/accounts/named.ts';
import { ProblemError } from '#shared/problem.ts';
import { daySchema } from '#shared/routine/schedule.ts';
import type { Statistics, StatisticsAsked } from '#shared/rpc/desk.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount, chooseDepartment } from '../account.ts';
import { namedIn } from '../acting.ts';
import { type Context, defineCommand } from '../command.ts';
import { orThrow, UsageError } from '../faults.ts';

const dayMs = 86_400_000;
const usualDays = 30;

/** `user` and `department` take no value to split by them, and a name (`--of`) to ask about one. */
export const statsCommand = defineCommand({
  verb: 'stats',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.stats',
  options: {
    from: { type: 'string', value: 'DAY', about: 'cli.option.statsFrom' },
    to: { type: 'string', value: 'DAY', about: 'cli.option.statsTo' },
    user: { type: 'boolean', about: 'cli.option.statsUser' },
    department: { type: 'boolean', about: 'cli.option.statsDepartment' },
    'in-department': { type: 'string', value: 'ID|NAME', about: 'cli.option.statsIn' },
    'of-user': { type: 'string', value: 'ID|NAME', about: 'cli.option.statsOf' },
    service: { type: 'string', value: 'ID|NAME', about: 'cli.option.statsService' },
    closed: { type: 'boolean', about: 'cli.option.statsClosed' },
    tz: { type: 'string', value: 'ZONE', about: 'cli.option.tz' },
  },
  read: ({ values }) => {
    if (values.user === true && values.department === true) throw new UsageError('cli.usage.statsSplit');
    const [from, to] = [readDay(values.from), readDay(values.to)];
    const split = values.user === true ? 'user' : values.department === true ? 'department' : 'period';
    return async (context) => {
      const { output, translate, console } = context;
      const engine = await context.engine('shared');
      const account = await chooseAccount(context, engine);
      const accountId = account.id;
      const timeZone = values.tz ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
      const last = to ?? dayIn(console.now(), timeZone);
      const users = values['of-user'] === undefined ? [] : await engine.desk.users({ accountId });
      const asked: StatisticsAsked = {
        accountId,
        to: last,
        from: from ?? dayBefore(last, usualDays - 1),
        ...{ timeZone, split, by: values.closed === true ? 'closed' : 'opened' },
        departmentId:
          values['in-department'] === undefined
            ? null
            : await chooseDepartment(engine, accountId, values['in-department']),
        userId:
          values['of-user'] === undefined
            ? null
            : namedIn(users, values['of-user'], (names) => ({
                ...{ kind: 'userUnknown', user: values['of-user'] ?? '', users: names },
              })).id,
        serviceId: values.service === undefined ? null : orThrow(serviceNamed(account.services, values.service)).id,
      };
      if (asked.from > asked.to) throw new ProblemError({ kind: 'dateInvalid', value: `${asked.from} > ${asked.to}` });
      const { total, rows } = await engine.desk.statistics(asked);
      print(context, { asked, total, rows });
      const { from: first, to: until } = asked;
      output.tell({
        ...{
          type: 'result',
          job: null,
          state: 'done',
          counts: {},
          from: first,
          to: until,
          timeZone,
          split,
          total,
          rows,
        },
      });
      if (rows.length === 0) output.say(translate('cli.stats.none'));
      return exitCodes.done;
    };
  },
});

function readDay(value: string | undefined): string | null {
  if (value === undefined) return null;
  const day = daySchema.safeParse(value);
  if (day.success) return day.data;
  throw new ProblemError({ kind: 'dateInvalid', value });
}

/** As ISO writes it. */
const dayIn = (atMs: number, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone }).format(atMs);

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00Z`) - days * dayMs).toISOString().slice(0, 10);

function print(
  { output, translate }: Context,
  found: {
    readonly asked: StatisticsAsked;
    readonly total: Statistics;
    readonly rows: readonly (Statistics & { readonly name: string })[];
  },
): void {
  const { asked, total, rows } = found;
  const cells = (one: Statistics) => [
    ...[one.tickets, one.open, one.closed, one.contacts].map((value) => (value === null ? '–' : String(value))),
    ...[one.waitingSeconds, one.ticketSeconds].map((value) => (value === null ? '–' : minutesOf(value))),
  ];
  output.printTable(
    [
      { title: translate(`cli.column.${asked.split === 'period' ? 'since' : asked.split}`) },
      ...(['tickets', 'open', 'closed', 'contacts', 'wait', 'lasting'] as const).map((name) => ({
        ...{ title: translate(`cli.column.${name}`), align: 'right' as const },
      })),
    ],
    [...rows.map((row) => [row.name, ...cells(row)]), [translate('cli.stats.total'), ...cells(total)]],
  );
}

const minutesOf = (seconds: number): string => `${Math.round(seconds / 60)} min`;
