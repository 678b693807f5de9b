import { actingTask, actionOptions, departmentNamed } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';

export const departmentCommand = defineCommand({
  verb: 'department',
  operands: 'set NAME [JOB]',
  positionals: [2, 3],
  about: 'cli.about.department',
  options: actionOptions,
  read: ({ values, positionals: [action, name = '', code] }) => {
    if (action !== 'set') throw new UsageError('cli.usage.department');
    return actingTask({
      ...{ values, code, verb: 'setDepartment' },
      wishOf: async (engine, accountId) => ({
        verb: 'setDepartment',
        department: await departmentNamed(engine, accountId, name),
      }),
    });
  },
});
