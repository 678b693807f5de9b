import { ProblemError } from '#shared/problem.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';

export const loginCommand = defineCommand({
  verb: 'login',
  operands: '--url URL',
  positionals: [0, 0],
  about: 'cli.about.login',
  options: {
    url: { type: 'string', value: 'URL', about: 'cli.option.url' },
    'token-stdin': { type: 'boolean', about: 'cli.option.tokenStdin' },
  },
  read: ({ values }) => {
    const { url } = values;
    if (url === undefined) throw new UsageError('cli.usage.optionMissing', { option: '--url' });
    return async (context) => {
      const { output, translate } = context;
      const token = (await tokenOf(context, values['token-stdin'] === true)).trim();
      if (token === '') throw new ProblemError({ kind: 'tokenMissing' });
      const engine = await context.engine('shared');
      const account = await engine.accounts.connect({ address: url, token, remember: true });
      output.print(translate('cli.loggedIn', { account: account.name, host: account.host }));
      for (const { name, connected } of account.services.filter(({ isWhatsapp }) => isWhatsapp)) {
        output.print(`  ${name} (${translate(`cli.connected.${connected}`)})`);
      }
      output.tell({ type: 'result', job: null, state: 'done', counts: {}, account });
      return exitCodes.done;
    };
  },
});

/** Law 7: never as an argument, where other users of the machine and the shell's history see it. */
async function tokenOf({ console, translate }: Context, fromInput: boolean): Promise<string> {
  if (fromInput) return console.readAll();
  if (!console.isInteractive) throw new UsageError('cli.usage.tokenStdin');
  return (await console.keyboard.askHidden(`${translate('cli.askToken')} `)) ?? '';
}
