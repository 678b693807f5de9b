import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { ProblemError } from '#shared/problem.ts';
import { ok, type Result } from '#shared/result.ts';
import { type Session, valueOrEnd } from '../account/session.ts';
import type { StageEnd } from '../work.ts';
import { eachGoodDraft } from './good-rows.ts';

/** So many unknown names are told: a column that is no department at all would name its every cell. */
const mostTold = 5;

const hasDepartments = (source: Pick<StoredImport, 'mapping'>): boolean =>
  source.mapping.some(({ kind }) => kind === 'department');

/** The ids of the account's departments by the key of their names; none where no column names departments. */
export async function departmentIds(
  session: Pick<Session, 'read' | 'digisac'>,
  source: Pick<StoredImport, 'mapping'>,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, string>, StageEnd>> {
  if (!hasDepartments(source)) return ok(new Map());
  const read = valueOrEnd(await session.read((s) => session.digisac.departments(s), signal));
  return read.ok ? ok(new Map(read.value.map(({ id, name }) => [variableKey(name), id]))) : read;
}

/**
 * Throws departmentUnknown where rows that are to be created name departments that the account does not have: before anything
 * is created, so that a person can put the cells right. Problems: those of the account.
 */
export async function checkDepartments(
  deps: { readonly store: Store; readonly clock: Clock },
  session: Pick<Session, 'departments'>,
  source: StoredImport,
): Promise<void> {
  if (!hasDepartments(source)) return;
  const departments = await session.departments();
  const known = new Set(departments.map(({ name }) => variableKey(name)));
  const unknown = new Map<string, string>();
  await eachGoodDraft(
    deps,
    source,
    ({ department }) => {
      const key = variableKey(department);
      if (key !== '' && !known.has(key) && !unknown.has(key)) unknown.set(key, department);
      return unknown.size < mostTold ? 'more' : 'enough';
    },
    new AbortController().signal,
  );
  if (unknown.size === 0) return;
  const names = departments.map(({ name }) => name).join(', ');
  throw new ProblemError({
    kind: 'departmentUnknown',
    department: [...unknown.values()].join(', '),
    departments: names,
  });
}
