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
import { parseTemplate } from '#shared/template/parse.ts';
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
  const plan = orThrow(readPlan(await readWords({ path })));
  checkTexts(plan.campaign);
  const folder = dirname(resolve(path));
  const pathOf = (written: string) => resolve(folder, written);
  const sheet = pathOf(plan.import.file);
  const hash = createHash('sha256').update(JSON.stringify(plan)).update('\0');
  const textFile = plan.campaign?.['text-file'];
  if (textFile !== undefined) {
    hash.update(await readWords({ path: pathOf(textFile), key: 'text-file' })).update('\0');
  }
  const attach = plan.campaign?.attach;
  const files = [
    { path: sheet, key: 'file' },
    ...(attach === undefined ? [] : [{ path: pathOf(attach), key: 'attach' }]),
  ];
  for (const file of files) {
    await orFileProblem(file, async () => {
      for await (const chunk of createReadStream(file.path)) hash.update(chunk);
    });
    hash.update('\0');
  }
  return { plan, sheet, pathOf, key: hash.digest('hex') };
}

/** A text that is no template on any sheet. Problems: those of templates, but for one without words. */
function checkTexts(part: CampaignPart | undefined): void {
  const texts = [part?.text, part?.param, part?.['header-param'], part?.['button-suffix']].flatMap(
    (value) => listOf<string | { readonly text: string }>(value) ?? [],
  );
  for (const one of texts) {
    const parsed = parseTemplate(typeof one === 'string' ? one : one.text);
    if (!parsed.ok && parsed.error.kind !== 'templateEmpty') throw new ProblemError(parsed.error);
  }
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
      fileText: textFile === undefined ? null : await readWords({ path: pathOf(textFile) }),
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

/** A file that is needed; `key`: the name by which a plan asks for it. */
interface Wanted {
  readonly path: string;
  readonly key?: string;
}

/**
 * A line end at the end of a file is the editor's, not the message's. Problems: planNotUtf8 (letters would be sent broken),
 * those of the file.
 */
export const readWords = (wanted: Wanted): Promise<string> =>
  orFileProblem(wanted, async () => {
    const text = decoded(await readFile(wanted.path));
    if (text === null) throw new ProblemError({ kind: 'planNotUtf8', file: basename(wanted.path) });
    return text.replace(/\r\n/g, '\n').trimEnd();
  });

/** UTF-8, or UTF-16 that says so, as Notepad has it; null: anything else. */
function decoded(bytes: Uint8Array): string | null {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

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
