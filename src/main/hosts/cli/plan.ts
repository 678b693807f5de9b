import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Content } from '#shared/campaign/content.ts';
import { contentOf } from '#shared/plan/campaign.ts';
import { readPlan } from '#shared/plan/read.ts';
import { type CampaignPart, listOf, type Plan } from '#shared/plan/schema.ts';
import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { orThrow } from './faults.ts';

/** A plan file on its way: what it says, and how its run is known again. */
export interface OpenedPlan {
  readonly plan: Plan;
  /** Absolute, of the sheet. */
  readonly sheet: string;
  /** From the plan's folder, where a path in it is not absolute. */
  readonly pathOf: (written: string) => string;
  /** Of what the plan says and of the bytes of its files: SHA-256, hex. */
  readonly key: string;
}

/** Reads a plan, and its files once for the key. Problems: of the plan, of either file. */
export async function openPlan(path: string): Promise<OpenedPlan> {
  const plan = orThrow(readPlan(await readWords(path)));
  const folder = dirname(resolve(path));
  const pathOf = (written: string) => resolve(folder, written);
  const sheet = pathOf(plan.import.file);
  const hash = createHash('sha256').update(JSON.stringify(plan)).update('\0');
  const textFile = plan.campaign?.['text-file'];
  if (textFile !== undefined) hash.update(await readWords(pathOf(textFile))).update('\0');
  const attach = plan.campaign?.attach;
  for (const file of [sheet, ...(attach === undefined ? [] : [pathOf(attach)])]) {
    await orFileProblem(async () => {
      for await (const chunk of createReadStream(file)) hash.update(chunk);
    });
    hash.update('\0');
  }
  return { plan, sheet, pathOf, key: hash.digest('hex') };
}

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
      fileText: textFile === undefined ? null : await readWords(pathOf(textFile)),
      attachment: path === null ? null : await engine.messages.attach({ path, fileName: basename(path) }),
      templates: template === undefined ? [] : await engine.messages.approved({ importId }),
    }),
  );
}

/** What `malote import` would have been given. */
export function importValues(part: Plan['import']) {
  const { map, tag, 'column-existing': rules, 'default-area': area, ...plain } = part;
  return {
    ...plain,
    map: copyOf(listOf(map)),
    tag: copyOf(listOf(tag)),
    'column-existing': copyOf(listOf(rules)),
    'default-area': area === undefined ? undefined : String(area),
  };
}

const copyOf = (list: readonly string[] | undefined): string[] | undefined =>
  list === undefined ? undefined : [...list];

/** A line end at the end of a file is the editor's, not the message's. */
const readWords = (path: string): Promise<string> =>
  orFileProblem(async () =>
    (await readFile(path, 'utf8'))
      .replace(/^\uFEFF/, '')
      .replace(/\r\n/g, '\n')
      .trimEnd(),
  );

async function orFileProblem<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT') throw new ProblemError({ kind: 'fileNotFound' });
    if (error.code === 'EISDIR') throw new ProblemError({ kind: 'fileIsFolder' });
    if (error.code === 'EACCES' || error.code === 'EPERM') throw new ProblemError({ kind: 'fileNoAccess' });
    throw error;
  }
}
