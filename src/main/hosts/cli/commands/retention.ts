import { ProblemError } from '#shared/problem.ts';
import { settingsSchema } from '#shared/rpc/settings.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';

/** How long personal data is kept, what that removed so far; with --months for how long from now on, with --now at once. */
export const retentionCommand = defineCommand({
  verb: 'retention',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.retention',
  options: {
    months: { type: 'string', value: 'N|off', about: 'cli.option.months' },
    now: { type: 'boolean', about: 'cli.option.retainNow' },
  },
  read: ({ values: { months: wanted, now = false } }) => {
    const months = wanted === undefined ? undefined : readMonths(wanted);
    return async (context) => {
      const { output, translate, language } = context;
      const engine = await context.engine('shared');
      if (months !== undefined) await engine.settings.set({ retentionMonths: months });
      const { wiped } = now ? await engine.privacy.retain() : { wiped: 0 };
      const { months: kept, journal, due } = await engine.privacy.retention();
      output.say(kept === null ? translate('cli.retention.off') : translate('cli.retention.months', { count: kept }));
      if (due > 0) output.say(translate('cli.retention.due', { count: due }));
      const date = new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, {
        dateStyle: 'short',
        timeStyle: 'short',
      });
      for (const { doneAt, what, subject, count } of journal) {
        const name = translate(`cli.retention.what.${what}`, { subject });
        output.print(translate('cli.retention.entry', { moment: date.format(doneAt), what: name, count }));
        output.tell({ type: 'row', doneAt, what, subject, count });
      }
      if (journal.length === 0) output.say(translate('cli.retention.none'));
      output.tell({ type: 'result', job: null, state: 'done', counts: { due, wiped }, months: kept });
      return exitCodes.done;
    };
  },
});

function readMonths(wanted: string): number | null {
  if (wanted === 'off') return null;
  const months = settingsSchema.shape.retentionMonths.safeParse(/^\d+$/.test(wanted) ? Number(wanted) : wanted);
  if (months.success) return months.data;
  throw new ProblemError({ kind: 'optionInvalid', option: '--months', value: wanted });
}
