import { open, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { problemOfReading } from '#main/tabular/file-problem.ts';
import { paceOfPlan } from '#shared/plan/campaign.ts';
import { faultOfPlan } from '#shared/plan/check.ts';
import { readPlan } from '#shared/plan/read.ts';
import { mostPlanBytes, tooLarge } from '#shared/plan/size.ts';
import { wordsOf } from '#shared/plan/words.ts';
import { ProblemError } from '#shared/problem.ts';
import type { OpenedPlan } from '#shared/rpc/plans.ts';

export type PlanSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

/** Reads a plan. Problems: of the plan; planTooLarge, planNotUtf8, those of a file. */
export async function openPlan(
  { platform }: { readonly platform: string },
  ask: { readonly fileName: string; readonly from: PlanSource; readonly timeZone: string },
): Promise<OpenedPlan> {
  const { fileName, from, timeZone } = ask;
  const words = from.kind === 'text' ? from.text : await readWords(from.path, platform);
  const read = readPlan(words);
  if (!read.ok) throw new ProblemError(read.error);
  const plan = read.value;
  const fault = faultOfPlan(plan, timeZone);
  if (fault !== null) throw new ProblemError(fault);
  const pace = plan.campaign === undefined ? null : paceOfPlan(plan.campaign, timeZone);
  const folder = from.kind === 'file' ? dirname(resolve(from.path)) : null;
  return {
    ...{ fileName, plan, folder },
    pace: pace?.ok ? pace.value : null,
    sheet: folder === null ? null : await sheetAt(resolve(folder, plan.import.file)),
  };
}

/** Problems: planTooLarge, planNotUtf8, those of a file. */
export async function readWords(path: string, platform: string): Promise<string> {
  const bytes = await bytesOf(path, platform);
  const words = wordsOf(bytes);
  if (words === null) throw new ProblemError({ kind: 'planNotUtf8', file: basename(path) });
  return words;
}

async function bytesOf(path: string, platform: string): Promise<Uint8Array> {
  try {
    const about = await stat(path);
    if (about.isDirectory()) throw new ProblemError({ kind: 'fileIsFolder' });
    // A pipe or a device: opening it may wait for ever.
    if (!about.isFile()) throw new ProblemError({ kind: 'fileNotFound' });
    if (about.size > mostPlanBytes) throw new ProblemError(tooLarge);
    const file = await open(path);
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const problem = problemOfReading(error, platform);
    if (problem === null) throw new Error('reading a file of a plan', { cause: error });
    throw new ProblemError(problem);
  }
}

async function sheetAt(path: string): Promise<OpenedPlan['sheet']> {
  try {
    return (await stat(path)).isFile() ? { path, fileName: basename(path) } : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
