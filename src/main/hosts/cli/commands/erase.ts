import { formatPhone } from '#shared/phone/format.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';
import { readNumber } from '../number.ts';

const brazilian = { option: 'NUMBER', country: 'BR', area: null } as const;

/** Takes out all that is known about one person, once the number was typed a second time. */
export const eraseCommand = defineCommand({
  verb: 'erase',
  operands: 'NUMBER',
  positionals: [1, 1],
  about: 'cli.about.erase',
  options: {},
  read: ({ positionals: [number = ''] }) => {
    const digits = readNumber(number, brazilian);
    return async (context) => {
      const { output, translate, options, console } = context;
      if (!options.yes) {
        if (!console.isInteractive) throw new UsageError('cli.usage.eraseYesMissing');
        const question = translate('cli.erasure.sure', { number: formatPhone(digits) });
        const typed = (await console.keyboard.ask(`${question} `)) ?? '';
        if (typed.replace(/\D/g, '') === '' || readNumber(typed, brazilian) !== digits) {
          output.say(translate('cli.erasure.differs'));
          return exitCodes.done;
        }
        context.signal.throwIfAborted();
      }
      const engine = await context.engine('shared');
      const { receipt, counts } = await engine.privacy.erase({ number: `+${digits}` });
      output.print(translate('cli.erasure.done', { receipt, counts: translate('cli.erasure.counts', counts) }));
      output.tell({ type: 'result', job: null, state: 'done', counts, receipt });
      return exitCodes.done;
    };
  },
});
