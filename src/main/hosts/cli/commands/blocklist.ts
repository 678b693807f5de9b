import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { OptionSpecs } from '../args.ts';
import { type Context, defineCommand } from '../command.ts';
import { orInvalid, UsageError } from '../faults.ts';

const options = {
  name: { type: 'string', value: 'NAME', about: 'cli.option.listName' },
  source: { type: 'string', value: 'TEXT', about: 'cli.option.listSource' },
  dated: { type: 'string', value: '2026-11-23', about: 'cli.option.listDated' },
  'good-for': { type: 'string', value: 'DAYS', about: 'cli.option.listGoodFor' },
  area: { type: 'string', multiple: true, value: '11', about: 'cli.option.listArea' },
} as const satisfies OptionSpecs;

const areasSchema = z.array(z.string().regex(/^[1-9]\d$/));
const daysSchema = z.coerce.number().int().min(1).max(3_650);

export const blockListCommand = defineCommand({
  verb: 'blocklist',
  operands: 'list|import FILE|remove NAME',
  positionals: [0, 2],
  about: 'cli.about.blocklist',
  options,
  read: ({ values, positionals: [action = 'list', subject] }) => {
    if (action === 'list' && subject === undefined) return list;
    if (subject === undefined) throw new UsageError('cli.usage.blocklist');
    if (action === 'remove') return (context) => remove(context, subject);
    if (action !== 'import') throw new UsageError('cli.usage.blocklist');
    const { name, source = '', dated, area = [], 'good-for': goodFor } = values;
    const given = {
      name: name ?? basename(subject).replace(/\.[^.]+$/, ''),
      source,
      dated: dated === undefined ? null : orInvalid(z.iso.date().safeParse(dated).data ?? null, '--dated', dated),
      areas: orInvalid(areasSchema.safeParse(area).data ?? null, '--area', area.join()),
      goodForDays:
        goodFor === undefined ? null : orInvalid(daysSchema.safeParse(goodFor).data ?? null, '--good-for', goodFor),
    };
    return (context) => load(context, resolve(subject), given);
  },
});

async function list(context: Context): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const lists = await engine.blockLists.list();
  for (const { name, numbers, dated, source, isExpired, areas } of lists) {
    output.print(translate('cli.blockList', { name, count: numbers, dated, source: source || '-' }));
    if (isExpired) output.warn(translate('cli.blockListExpired', { name }));
    output.tell({ type: 'row', name, numbers, dated, source, areas, isExpired });
  }
  if (lists.length === 0) output.say(translate('cli.noBlockLists'));
  output.tell({ type: 'result', job: null, state: 'done', counts: { lists: lists.length } });
  return exitCodes.done;
}

/** A list of the same name is replaced. */
async function load(
  context: Context,
  path: string,
  given: {
    readonly name: string;
    readonly source: string;
    readonly dated: string | null;
    readonly areas: string[];
    readonly goodForDays: number | null;
  },
): Promise<ExitCode> {
  const { output, translate, signal } = context;
  const engine = await context.engine('shared');
  const replaces = (await listNamed(engine, given.name))?.id ?? null;
  const dated = given.dated ?? new Date(context.console.now()).toISOString().slice(0, 10);
  const ask = { ...given, dated, path, fileName: basename(path), replaces };
  for await (const event of await engine.blockLists.load(ask, { signal })) {
    if (event.type === 'progress') {
      output.tell({ ...event, job: null });
      continue;
    }
    const { name, numbers, notNumbers, elsewhere, source } = event.list;
    output.print(translate('cli.blockList', { name, count: numbers, dated, source: source || '-' }));
    if (notNumbers > 0) output.say(translate('cli.blockListUnread', { count: notNumbers }));
    output.tell({ type: 'result', job: null, state: 'done', counts: { numbers, notNumbers, elsewhere } });
  }
  return exitCodes.done;
}

async function remove(context: Context, name: string): Promise<ExitCode> {
  const { output, translate } = context;
  const engine = await context.engine('shared');
  const found = await listNamed(engine, name);
  if (found === null) {
    const names = (await engine.blockLists.list()).map((one) => one.name).join(', ');
    throw new ProblemError({ kind: 'blockListUnknown', name, names });
  }
  await engine.blockLists.remove({ listId: found.id });
  output.say(translate('cli.blockListRemoved', { name }));
  output.tell({ type: 'result', job: null, state: 'done', counts: { removed: 1 } });
  return exitCodes.done;
}

const listNamed = async (engine: EngineClient, name: string) =>
  (await engine.blockLists.list()).find((one) => one.name === name) ?? null;
