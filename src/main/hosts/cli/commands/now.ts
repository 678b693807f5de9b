import { problemSentence } from '#shared/sentences/translate.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { defineCommand } from '../command.ts';
import { exitCodeOfProblem } from '../faults.ts';

const shown = (value: number | null): string => (value === null ? '–' : String(value));

export const nowCommand = defineCommand({
  verb: 'now',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.now',
  options: {},
  read: () => async (context) => {
    const { output, translate } = context;
    const engine = await context.engine('shared');
    const account = await chooseAccount(context, engine);
    const { desk, people, departments, problem, at } = await engine.desk.now({ accountId: account.id });
    if (desk) {
      output.print(
        translate('cli.now.desk', {
          ...{ open: shown(desk.open), waiting: shown(desk.waiting), attended: shown(desk.attended) },
          online: shown(desk.usersOnline),
        }),
      );
    }
    if (people && people.length > 0) {
      output.printTable(
        [
          { title: translate('cli.column.user') },
          { title: translate('cli.column.state') },
          { title: translate('cli.column.open'), align: 'right' },
          { title: translate('cli.column.departments') },
        ],
        people.map(({ user, isOnline, open, departments: places }) => [
          user.name,
          translate(isOnline === null ? 'cli.now.unknown' : isOnline ? 'cli.now.online' : 'cli.now.offline'),
          shown(open),
          (places ?? []).join(', '),
        ]),
      );
    }
    if (departments && departments.length > 0) {
      output.printTable(
        [
          { title: translate('cli.column.department') },
          { title: translate('cli.column.open'), align: 'right' },
          { title: translate('cli.column.waiting'), align: 'right' },
          { title: translate('cli.column.attended'), align: 'right' },
        ],
        departments.map(({ department, open, waiting, attended }) => [
          department.name,
          ...[open, waiting, attended].map(shown),
        ]),
      );
    }
    if (problem !== null) output.warn(problemSentence(translate, problem));
    output.tell({ type: 'result', job: null, state: 'done', counts: {}, at, desk, people, departments, problem });
    return problem === null ? exitCodes.done : exitCodeOfProblem(problem);
  },
});
