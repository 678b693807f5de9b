import { actingTask, actionOptions } from '../acting.ts';
import { defineCommand } from '../command.ts';

const options = {
  ...actionOptions,
  reason: { type: 'string', value: 'TEXT', about: 'cli.option.reason' },
} as const;

const blocking = (verb: 'block' | 'unblock') =>
  defineCommand({
    verb,
    operands: '[JOB]',
    positionals: [0, 1],
    about: `cli.about.${verb}`,
    options,
    read: ({ values, positionals: [code] }) =>
      actingTask({ values, code, verb, wishOf: async () => ({ verb, description: values.reason ?? '' }) }),
  });

export const blockCommand = blocking('block');
export const unblockCommand = blocking('unblock');
