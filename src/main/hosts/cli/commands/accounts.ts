import { accountNamed } from '#shared/accounts/named.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { accountOfEnvironment } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { gravest } from '../ending.ts';
import { failureOf, orThrow, problemOf } from '../faults.ts';

export const accountsCommand = defineCommand({
  verb: 'accounts',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.accounts',
  options: { check: { type: 'boolean', about: 'cli.option.check' } },
  read:
    ({ values }) =>
    async (context) => {
      const { output, options, translate } = context;
      const engine = await context.engine('shared');
      await accountOfEnvironment(context, engine);
      const known = await engine.accounts.list();
      const accounts = options.account === null ? known : [orThrow(accountNamed(known, options.account))];
      const answers: Answer[] = [];
      for (const account of accounts)
        answers.push(values.check ? await check(context, engine, account) : asKnown(account));

      if (accounts.length === 0) output.print(translate('cli.noAccounts'));
      else printAccounts(context, answers);
      output.tell({
        type: 'result',
        job: null,
        state: 'done',
        counts: { accounts: accounts.length },
        accounts: answers.map(({ account, problem }) => ({ ...account, problem })),
      });
      return gravest(answers.map(({ exitCode }) => exitCode));
    },
});

interface Answer {
  readonly account: Account;
  readonly problem: string | null;
  readonly exitCode: ExitCode;
}

const asKnown = (account: Account): Answer => ({ account, problem: null, exitCode: exitCodes.done });

/** One account that does not answer keeps no other from being asked. */
async function check({ translate, output }: Context, engine: EngineClient, account: Account): Promise<Answer> {
  try {
    return asKnown(await engine.accounts.probe({ accountId: account.id }));
  } catch (error) {
    if (problemOf(error) === null) throw error;
    const { sentence, exitCode } = failureOf(error, translate);
    output.warn(`${account.name}: ${sentence}`);
    return { account, problem: sentence, exitCode };
  }
}

function printAccounts({ output, translate }: Context, answers: readonly Answer[]): void {
  output.printTable(
    [
      { title: translate('cli.column.account') },
      { title: translate('cli.column.address') },
      { title: translate('cli.column.user') },
      { title: translate('cli.column.services'), most: 80 },
    ],
    answers.map(({ account }) => [
      account.name,
      account.kind === 'practice' ? translate('cli.practiceAccount') : account.host,
      account.user?.name ?? '',
      account.services
        .filter(({ isWhatsapp }) => isWhatsapp)
        .map(({ name, connected }) => `${name} (${translate(`cli.connected.${connected}`)})`)
        .join(', '),
    ]),
  );
}
