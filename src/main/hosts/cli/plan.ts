import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Content } from '#shared/campaign/content.ts';
import { contentOf } from '#shared/plan/campaign.ts';
import { faultOfPlan } from '#shared/plan/check.ts';
import { identityOf } from '#shared/plan/identity.ts';
import { readPlan } from '#shared/plan/read.ts';
import type { CampaignPart, Plan } from '#shared/plan/schema.ts';
import { wordsOf } from '#shared/plan/words.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { orThrow } from './faults.ts';
import { ownTimeZone } from './sending.ts';

/** A plan file on its way: what it says, and how its run is known again. */
export interface OpenedPlan {
  readonly plan: Plan;
  /** Absolute, of the sheet. */
  readonly sheet: string;
  /** From the plan's folder, where a path in it is not absolute. */
  readonly pathOf: (written: string) => string;
  /** Of what the plan says and of the bytes of its files: SHA-256, hex. */
  readonly key: string;
  /** Of the choice among its texts. */
  readonly seed: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Reads a plan, and its files once for the key. Problems: of the plan, of either file. */
export async function openPlan(path: string): Promise<OpenedPlan> {
  const plan = orThrow(readPlan(await readWords({ path })));
  const fault = faultOfPlan(plan, ownTimeZone());
  if (fault !== null) throw new ProblemError(fault);
  const folder = dirname(resolve(path));
  const pathOf = (written: string) => resolve(folder, written);
  const sheet = pathOf(plan.import.file);
  const { 'text-file': textFile, attach } = plan.campaign ?? {};
  const words = textFile === undefined ? null : await readWords({ path: pathOf(textFile), key: 'text-file' });
  const sheetHash = await hashOf({ path: sheet, key: 'file' });
  const attachmentHash = attach === undefined ? null : await hashOf({ path: pathOf(attach), key: 'attach' });
  const { key, seed } = identityOf(plan, { sheetHash, attachmentHash, words }, sha256);
  if (seed === null) throw new Error('a plan without its sheet');
  return { plan, sheet, pathOf, key, seed };
}

const hashOf = (wanted: Wanted): Promise<string> =>
  orFileProblem(wanted, async () => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(wanted.path)) hash.update(chunk);
    return hash.digest('hex');
  });

/** What the campaign says, with the files and the template that the plan names. Problems: of these. */
export async function contentOfPlan(
  engine: EngineClient,
  part: CampaignPart,
  { pathOf, importId }: { readonly pathOf: OpenedPlan['pathOf']; readonly importId: number },
): Promise<Content> {
  const { 'text-file': textFile, attach, template } = part;
  const path = attach === undefined ? null : pathOf(attach);
  return orThrow(
    contentOf(part, {
      fileText: textFile === undefined ? null : await readWords({ path: pathOf(textFile) }),
      attachment: path === null ? null : await engine.messages.attach({ path, fileName: basename(path) }),
      templates: template === undefined ? [] : await engine.messages.approved({ importId }),
    }),
  );
}

/** A file that is needed; `key`: the name by which a plan asks for it. */
interface Wanted {
  readonly path: string;
  readonly key?: string;
}

/** Problems: planNotUtf8, those of the file. */
export const readWords = (wanted: Wanted): Promise<string> =>
  orFileProblem(wanted, async () => {
    const text = wordsOf(await readFile(wanted.path));
    if (text === null) throw new ProblemError({ kind: 'planNotUtf8', file: basename(wanted.path) });
    return text;
  });

async function orFileProblem<T>({ path, key }: Wanted, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw new ProblemError(
        key === undefined ? { kind: 'fileNotFound' } : { kind: 'planFileNotFound', key, file: path },
      );
    }
    if (error.code === 'EISDIR') throw new ProblemError({ kind: 'fileIsFolder' });
    if (error.code === 'EACCES' || error.code === 'EPERM') throw new ProblemError({ kind: 'fileNoAccess' });
    throw error;
  }
}
