import type { Copy } from '#shared/copies.ts';
import { ProblemError } from '#shared/problem.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { copyWords } from '../copies.ts';
import { orThrow, UsageError } from '../faults.ts';

/** Begins anew from a copy of the database, or with no data: the way out where it is damaged. */
export const restoreCommand = defineCommand({
  verb: 'restore',
  operands: '[COPY]',
  positionals: [0, 1],
  about: 'cli.about.restore',
  options: {
    latest: { type: 'boolean', about: 'cli.option.latest' },
    empty: { type: 'boolean', about: 'cli.option.empty' },
  },
  read: ({ values: { latest = false, empty = false }, positionals: [name] }) => {
    const ways = [latest, empty, name !== undefined].filter(Boolean).length;
    if (ways !== 1) throw new UsageError('cli.usage.restoreWhat');
    return async (context) => {
      const { host, place, output, translate, console, options, language } = context;
      const keeper = host.storeKeeper(place);
      const copies = await keeper.copies();
      const copy = empty ? null : chosen(copies, name);
      const facts = { copy: copy === null ? '' : copyWords(copy, language) };
      const question = copy === null ? 'cli.askEmpty' : 'cli.askRestore';
      if (!options.yes && console.isInteractive && !(await confirm(context, question, facts))) {
        return exitCodes.done;
      }
      const aside = orThrow(
        await keeper.restore(copy === null ? { kind: 'empty' } : { kind: 'copy', name: copy.name }, console.now()),
      );
      output.say(translate(copy === null ? 'cli.emptied' : 'cli.restored', facts));
      if (aside !== null) output.say(translate('cli.setAside', { path: aside }));
      output.tell({ type: 'result', job: null, state: 'done', counts: {}, aside, copy: copy?.name ?? null });
      return exitCodes.done;
    };
  },
});

/** The copy of that name; the newest daily one, or the newest of all, where none is named. Throws copyUnknown, noCopy. */
function chosen(copies: readonly Copy[], name: string | undefined): Copy {
  if (name !== undefined) {
    const named = copies.find((copy) => copy.name === name);
    if (!named) throw new ProblemError({ kind: 'copyUnknown', name });
    return named;
  }
  const newest = copies.find(({ kind }) => kind === 'daily') ?? copies[0];
  if (!newest) throw new ProblemError({ kind: 'noCopy' });
  return newest;
}
