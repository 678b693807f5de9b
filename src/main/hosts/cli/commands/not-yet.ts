import { ProblemError } from '#shared/problem.ts';
import { type Command, defineCommand } from '../command.ts';

/** A command of the contract that this version does not have: it says so, whatever it is given. */
const notYet = (verb: 'run', operands: string): Command =>
  defineCommand({
    verb,
    operands,
    positionals: [0, 100],
    about: `cli.about.${verb}`,
    options: {},
    read: () => {
      throw new ProblemError({ kind: 'notYet', command: verb });
    },
  });

export const runCommand = notYet('run', 'PLAN.yaml');
