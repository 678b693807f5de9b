import { actingTask, actionOptions, namedIn } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';

export const fieldCommand = defineCommand({
  verb: 'field',
  operands: 'set NAME VALUE [JOB]',
  positionals: [3, 4],
  about: 'cli.about.field',
  options: actionOptions,
  read: ({ values, positionals: [action, name = '', value = '', code] }) => {
    if (action !== 'set') throw new UsageError('cli.usage.field');
    return actingTask({
      ...{ values, code, verb: 'setField' },
      wishOf: async (engine, accountId) => ({
        verb: 'setField',
        field: namedIn(await engine.accounts.customFields({ accountId }), name, (fields) => ({
          ...{ kind: 'fieldUnknown', field: name, fields },
        })),
        value,
      }),
    });
  },
});
