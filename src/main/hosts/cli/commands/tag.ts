import { actingTask, actionOptions } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';

export const tagCommand = defineCommand({
  verb: 'tag',
  operands: 'add|remove LABEL [JOB]',
  positionals: [2, 3],
  about: 'cli.about.tag',
  options: actionOptions,
  read: ({ values, positionals: [action, label = '', code] }) => {
    if (action !== 'add' && action !== 'remove') throw new UsageError('cli.usage.tag');
    const verb = action === 'add' ? 'tag' : 'untag';
    return actingTask({ values, code, verb, wishOf: async () => ({ verb, label }) });
  },
});
