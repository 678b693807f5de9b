import { actingTask, actionOptions } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';

export const commentCommand = defineCommand({
  verb: 'comment',
  operands: '[JOB] --text TEXT',
  positionals: [0, 1],
  about: 'cli.about.comment',
  options: { ...actionOptions, text: { type: 'string', value: 'TEXT', about: 'cli.option.commentText' } },
  read: ({ values, positionals: [code] }) => {
    const { text } = values;
    if (text === undefined) throw new UsageError('cli.usage.optionMissing', { option: '--text' });
    return actingTask({ values, code, verb: 'comment', wishOf: async () => ({ verb: 'comment', text }) });
  },
});
