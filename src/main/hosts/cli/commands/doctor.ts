import { problemSentence } from '#shared/sentences/translate.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { copyWords } from '../copies.ts';
import { gravest } from '../ending.ts';
import { exitCodeOfProblem } from '../faults.ts';

export const doctorCommand = defineCommand({
  verb: 'doctor',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.doctor',
  options: {},
  read: () => async (context) => {
    const { output, translate, language } = context;
    const engine = await context.engine('shared');
    const found = await engine.system.doctor();
    const { checks } = found;
    const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    output.printTable(
      [{ title: 'Malote' }, { title: found.version, most: 200 }],
      [
        ['Node', found.node],
        ['SQLite', found.sqlite],
        [translate('cli.fact.system'), `${process.platform} ${process.arch}`],
        [translate('cli.fact.folder'), found.dataFolder],
        [translate('cli.fact.database'), `${numbers.format(found.databaseBytes / 1024 / 1024)} MB`],
        [translate('cli.fact.schema'), String(found.schema)],
        ...checks.map(({ name, problem }) => [
          name === 'database' ? translate('cli.fact.databaseHealth') : name,
          problem === null ? translate('cli.well') : problemSentence(translate, problem),
        ]),
        ...found.copies.map((copy, i) => [
          i === 0 ? translate('cli.fact.copies') : '',
          `${copy.name}  ${copyWords(copy, language)}`,
        ]),
      ],
    );
    const problems = checks.flatMap(({ problem }) => (problem === null ? [] : [problem]));
    const counts = { checks: checks.length, problems: problems.length };
    output.tell({ type: 'result', job: null, state: 'done', counts, ...found });
    return problems.length === 0 ? exitCodes.done : gravest(problems.map(exitCodeOfProblem));
  },
});
