import { ProblemError } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { SentenceKey } from '#shared/sentences/sentences.ts';
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
    email: { type: 'string', value: 'E-MAIL', about: 'cli.option.email' },
    'password-stdin': { type: 'boolean', about: 'cli.option.passwordStdin' },
  },
  read: ({ values }) => {
    const { url, email } = values;
    if (url === undefined) throw new UsageError('cli.usage.optionMissing', { option: '--url' });
    if (email === undefined && values['password-stdin'] === true) {
      throw new UsageError('cli.usage.optionMissing', { option: '--email' });
    }
    return async (context) => {
      const { output, translate } = context;
      const account =
        email === undefined
          ? await byToken(context, url, values['token-stdin'] === true)
          : await byPassword(context, { url, email }, values['password-stdin'] === true);
      output.print(translate('cli.loggedIn', { account: account.name, host: account.host }));
      for (const { name, connected } of account.services.filter(({ isWhatsapp }) => isWhatsapp)) {
        output.print(`  ${name} (${translate(`cli.connected.${connected}`)})`);
      }
      output.tell({ type: 'result', job: null, state: 'done', counts: {}, account });
      return exitCodes.done;
    };
  },
});

async function byToken(context: Context, address: string, fromInput: boolean): Promise<Account> {
  const hidden = { question: 'cli.askToken', withoutTerminal: 'cli.usage.tokenStdin' } as const;
  const token = (await secretOf(context, fromInput, hidden)).trim();
  if (token === '') throw new ProblemError({ kind: 'tokenMissing' });
  const engine = await context.engine('shared');
  return engine.accounts.connect({ address, token, remember: true });
}

async function byPassword(
  context: Context,
  { url: address, email }: { readonly url: string; readonly email: string },
  fromInput: boolean,
): Promise<Account> {
  const hidden = { question: 'cli.askPassword', withoutTerminal: 'cli.usage.passwordStdin' } as const;
  // A password may begin or end with a blank; only the end of the line is none of it.
  const password = (await secretOf(context, fromInput, hidden)).replace(/\r?\n$/, '');
  if (password === '') throw new ProblemError({ kind: 'loginRefused' });
  const engine = await context.engine('shared');
  return engine.accounts.signIn({ address, email, password, remember: true });
}

/** Law 7: never as an argument, where other users of the machine and the shell's history see it. */
async function secretOf(
  { console, translate }: Context,
  fromInput: boolean,
  { question, withoutTerminal }: { readonly question: SentenceKey; readonly withoutTerminal: SentenceKey },
): Promise<string> {
  if (fromInput) return console.readAll();
  if (!console.isInteractive) throw new UsageError(withoutTerminal);
  return (await console.keyboard.askHidden(`${translate(question)} `)) ?? '';
}
