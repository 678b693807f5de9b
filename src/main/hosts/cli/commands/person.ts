import { extname, resolve } from 'node:path';
import { formatPhone } from '#shared/phone/format.ts';
import { ProblemError } from '#shared/problem.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { readNumber } from '../number.ts';

/** Everything about one person: in numbers here, in full in the page that is handed to them. */
export const personCommand = defineCommand({
  verb: 'person',
  operands: 'NUMBER',
  positionals: [1, 1],
  about: 'cli.about.person',
  options: { out: { type: 'string', value: 'F.html', about: 'cli.option.personOut' } },
  read: ({ values: { out }, positionals: [number = ''] }) => {
    const digits = readNumber(number, { option: 'NUMBER', country: 'BR', area: null });
    if (out !== undefined && extname(out).toLowerCase() !== '.html') {
      throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: out });
    }
    return async (context) => {
      const { output, translate, language } = context;
      const engine = await context.engine('shared');
      const person = await engine.privacy.person({ number: `+${digits}` });
      const { rows, contacts, messages, consents, optOuts } = person;
      const counts = {
        rows: rows.length,
        contacts: contacts.length,
        messages: messages.length,
        consents: consents.length,
      };
      output.print(`${formatPhone(digits)}  ${translate('cli.erasure.counts', counts)}`);
      for (const { source } of optOuts) output.print(translate(`cli.optoutBy.${source}`));
      const written =
        out === undefined
          ? null
          : await engine.privacy.writePerson({ number: `+${digits}`, path: resolve(out), language });
      if (written !== null) output.print(translate('cli.reportAt', { path: written.path }));
      output.tell({ type: 'row', ...person });
      const at = written === null ? {} : { path: written.path };
      output.tell({
        type: 'result',
        job: null,
        state: 'done',
        counts: { ...counts, optOuts: optOuts.length },
        ...at,
      });
      return exitCodes.done;
    };
  },
});
