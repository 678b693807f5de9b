import { actingTask, actionOptions, readConfirm } from '../acting.ts';
import { defineCommand } from '../command.ts';

export const deleteCommand = defineCommand({
  verb: 'delete',
  operands: '[JOB]',
  positionals: [0, 1],
  about: 'cli.about.delete',
  options: { ...actionOptions, confirm: { type: 'string', value: 'N', about: 'cli.option.confirm' } },
  read: ({ values, positionals: [code] }) =>
    actingTask({
      ...{ values, code, verb: 'delete', confirm: readConfirm(values.confirm) },
      wishOf: async () => ({ verb: 'delete' }),
    }),
});
