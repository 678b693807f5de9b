import { setImmediate as letOthersRun } from 'node:timers/promises';
import { writeReport } from '#main/tabular/write.ts';
import { formatPhone } from '#shared/phone/format.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createTranslator } from '#shared/sentences/translate.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import type { CreationDeps } from '../import/requests.ts';
import { ownPlace } from '../report/place.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { lookAt, lookedAtAtOnce } from './look.ts';

/** What the reading of a contact ended with, thrown through the writer of the file. */
class Ended extends Error {
  override readonly name = 'Ended';
  readonly end: StageEnd;
  constructor(end: StageEnd) {
    super('reading the contacts ended');
    this.end = end;
  }
}

/**
 * Writes down all that the account shows of the contacts which are to be deleted, as a sheet that can be imported again, whole
 * and on the disk before the first of them goes. Its path. Problems: those of writing, and of the account.
 */
export async function saveContacts(
  deps: CreationDeps,
  options: {
    readonly actionId: number;
    readonly session: Session;
    readonly language: Language;
    readonly signal: AbortSignal;
  },
): Promise<Result<string, StageEnd>> {
  const { store, clock } = deps;
  const { actionId, session, language, signal } = options;
  const translate = createTranslator(language);
  const { name } = store.actions.get(actionId);
  const place = ownPlace(store.folder, { job: jobIdOf.action(actionId), name, format: 'csv', nowMs: clock.now() });
  if (!place.ok) return err(blocked(place.error));
  const fields = valueOrEnd(await session.read((s) => session.digisac.customFields(s), signal));
  if (!fields.ok) return fields;
  const tags = valueOrEnd(await session.read((s) => session.digisac.tags(s), signal));
  if (!tags.ok) return tags;
  const departments = valueOrEnd(await session.read((s) => session.digisac.departments(s), signal));
  if (!departments.ok) return departments;
  const own = fields.value;
  const labels = new Map(tags.value.map(({ id, label }) => [id, label]));
  const departmentNames = new Map(departments.value.map((one) => [one.id, one.name]));

  async function* lines(): AsyncGenerator<readonly string[]> {
    for (let itemNo = 0; ; ) {
      const items = store.actions.after(actionId, itemNo, lookedAtAtOnce);
      const last = items.at(-1);
      if (last === undefined) return;
      itemNo = last.itemNo;
      const ids = items.flatMap(({ contactId, state }) =>
        state === 'planned' && contactId !== null ? [contactId] : [],
      );
      const read = await lookAt(session, { verb: 'delete' }, ids, signal);
      if (!read.ok) throw new Ended(read.error);
      for (const id of ids) {
        const contact = read.value.get(id)?.contact;
        if (!contact) continue;
        yield [
          contact.id,
          contact.name,
          formatPhone(contact.number).replace(/^\+/, ''),
          contact.tagIds.map((tagId) => labels.get(tagId) ?? tagId).join(', '),
          departmentNames.get(contact.departmentId ?? '') ?? contact.departmentId ?? '',
          contact.createdAtMs === null ? '' : new Date(contact.createdAtMs).toISOString(),
          ...own.map((field) => contact.fields[field.id] ?? ''),
        ];
      }
      await letOthersRun();
    }
  }

  let problem: Problem | null;
  try {
    const titles = (['contact', 'name', 'number', 'tags', 'department', 'since'] as const).map((key) =>
      translate(`cli.saved.${key}`),
    );
    const columns = [...titles, ...own.map((field) => field.name)];
    const written = await writeReport(place.value, { title: name, columns, rows: lines() }, { format: 'csv', signal });
    problem = written.ok ? null : written.error;
  } catch (error) {
    if (error instanceof Ended) return err(error.end);
    if (signal.aborted) return err(stopped);
    throw error;
  }
  return problem === null ? ok(place.value) : err(blocked(problem));
}
