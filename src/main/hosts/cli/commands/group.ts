import { serviceNamed } from '#shared/accounts/named.ts';
import { ProblemError } from '#shared/problem.ts';
import { actingTask, actionOptions } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { orThrow, UsageError } from '../faults.ts';
import { readNumber } from '../number.ts';

export const groupCommand = defineCommand({
  verb: 'group',
  operands: 'create|promote NAME [JOB]',
  positionals: [2, 3],
  about: 'cli.about.group',
  options: {
    ...actionOptions,
    admins: { type: 'string', multiple: true, value: 'NUMBER', about: 'cli.option.admins' },
  },
  read: ({ values, positionals: [action, name = '', code] }) => {
    if (action !== 'create' && action !== 'promote') throw new UsageError('cli.usage.group');
    const admins = (values.admins ?? []).map((typed) =>
      readNumber(typed, { option: '--admins', country: 'BR', area: values['default-area'] ?? null }),
    );
    if (action === 'promote' && admins.length > 0) throw new UsageError('cli.usage.group');
    const verb = action === 'create' ? 'createGroup' : 'promote';
    return actingTask({
      ...{ values, code, verb },
      wishOf: async (engine, accountId) => {
        const account = (await engine.accounts.list()).find(({ id }) => id === accountId);
        if (account === undefined) throw new ProblemError({ kind: 'noAccount' });
        const { id: serviceId } = orThrow(serviceNamed(account.services, values.service));
        return verb === 'createGroup' ? { verb, name, serviceId, admins } : { verb, name, serviceId };
      },
    });
  },
});
