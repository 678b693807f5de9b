import { extname, resolve } from 'node:path';
import type { ExportWish } from '#shared/export/wish.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { type SheetFormat, sheetFormatSchema } from '#shared/rpc/reports.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { OptionSpecs } from './args.ts';
import type { Context } from './command.ts';
import { tellEnds } from './ending.ts';
import { workOn } from './follow.ts';

export const outOptions = {
  out: { type: 'string', value: 'F', about: 'cli.option.exportOut' },
  force: { type: 'boolean', about: 'cli.option.exportForce' },
} as const satisfies OptionSpecs;

/** CSV or a workbook, as the name of the file says. */
export function sheetFormatOf(out: string): SheetFormat {
  const format = sheetFormatSchema.safeParse(extname(out).slice(1).toLowerCase());
  if (format.success) return format.data;
  throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: out });
}

/** Exports from the beginning to the end. Says where the file is, and whether it lacks anything. */
export async function exportTo(
  context: Context,
  engine: EngineClient,
  ask: { readonly accountId: number; readonly wish: ExportWish; readonly out: string; readonly force: boolean },
): Promise<ExitCode> {
  const { translate, language } = context;
  const { accountId, wish, out, force } = ask;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const name = translate(`state.exportWhat.${wish.what}.label`);
  const { exportId } = await engine.exports.create({
    ...{ accountId, name, wish, path: resolve(out), overwrites: force, language, timeZone },
  });
  return tellEnds(context, engine, await workOn(context, engine, [jobIdOf.export(exportId)], { waits: false }));
}
