import type { Copy } from '#shared/copies.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Context, defineCommand } from '../command.ts';
import { copyWords } from '../copies.ts';
import { gravest } from '../ending.ts';
import { exitCodeOfProblem, problemOf } from '../faults.ts';

export const doctorCommand = defineCommand({
  verb: 'doctor',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.doctor',
  options: {},
  read: () => async (context) => {
    const { output, translate, language, host, place } = context;
    const engine = await context.engine('shared').catch(async (error: unknown) => {
      // Whoever looks for the way out wants to know what there is to restore.
      if (problemOf(error)?.kind === 'databaseDamaged') {
        output.printTable(
          [{ title: 'Malote' }, { title: host.version, most: 200 }],
          [
            [translate('cli.fact.folder'), host.folderOf(place.dataDir)],
            ...copyLines(context, await host.storeKeeper(place).copies()),
          ],
        );
      }
      throw error;
    });
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
        ...copyLines(context, found.copies),
      ],
    );
    const problems = checks.flatMap(({ problem }) => (problem === null ? [] : [problem]));
    const counts = { checks: checks.length, problems: problems.length };
    output.tell({ type: 'result', job: null, state: 'done', counts, ...found });
    return problems.length === 0 ? exitCodes.done : gravest(problems.map(exitCodeOfProblem));
  },
});

const copyLines = ({ translate, language }: Context, copies: readonly Copy[]): string[][] =>
  copies.map((copy, index) => [
    index === 0 ? translate('cli.fact.copies') : '',
    `${copy.name}  ${copyWords(copy, language)}`,
  ]);
