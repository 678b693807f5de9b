import { dirname } from 'node:path';
import type { StoredExport } from '#main/store/exports.ts';
import { problemOfWriting } from '#main/tabular/file-problem.ts';
import { partPath } from '#shared/export/name.ts';
import { unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Session } from '../account/session.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { writeConversations } from './conversations.ts';
import { finishExport } from './finish.ts';
import { writeList } from './lists.ts';
import { writeOwnFile } from './own-file.ts';
import { asOurs, makePlan } from './plan.ts';
import type { ExportDeps } from './writing.ts';

/** Works on an export until its file is whole, something stands in the way, or it is told to stop. */
export async function runExport(deps: ExportDeps, exportId: number, signal: AbortSignal): Promise<void> {
  const { store, events } = deps;
  if (store.exports.get(exportId).status !== 'running') return;
  const end = await work(deps, exportId, signal).catch((error: unknown): StageEnd => {
    if (signal.aborted) return stopped;
    const problem = problemOfWriting(error, store.exports.get(exportId).path);
    if (problem === null) throw error;
    return blocked(problem);
  });
  if (end.kind === 'blocked') {
    const { phase } = store.exports.get(exportId);
    store.exports.move(exportId, { phase, status: 'paused', reason: end.problem, finishedAt: null });
  }
  events.changed(jobIdOf.export(exportId));
}

async function work(deps: ExportDeps, exportId: number, signal: AbortSignal): Promise<StageEnd> {
  const { store } = deps;
  for (;;) {
    if (signal.aborted) return stopped;
    const one = store.exports.get(exportId);
    const folder = dirname(one.path);
    if (!(await deps.parts.isFolder(folder))) return blocked({ kind: 'folderNotFound', folder });
    switch (one.phase) {
      case 'read': {
        const end = await read(deps, one, signal);
        if (end.kind !== 'finished') return end;
        break;
      }
      case 'finish': {
        const end = await finishExport(deps, one, signal);
        if (end.kind !== 'lost') return end;
        begin(deps, exportId);
        break;
      }
      case 'done':
        return { kind: 'finished' };
      default:
        unreachable(one.phase);
    }
  }
}

/** From its beginning. */
function begin({ store }: ExportDeps, exportId: number): void {
  store.transact(() => {
    store.exports.restart(exportId);
    store.exports.move(exportId, { phase: 'read', status: 'running', reason: null, finishedAt: null });
  });
}

async function read(deps: ExportDeps, from: StoredExport, signal: AbortSignal): Promise<StageEnd> {
  const { store, parts } = deps;
  let one = from;
  const part = partPath(one.path);
  const length = one.bytes === 0 ? null : await parts.lengthOf(part);
  if (length === null || length < one.bytes) {
    if (one.bytes > 0) begin(deps, one.id);
    await parts.create(part);
  }
  const opened = await deps.sessions.open(one.accountId);
  if (!opened.ok) return blocked(opened.error);
  const session = opened.value;
  if (one.plan === null) {
    const plan = await makePlan(session, one.wish, signal);
    if (!plan.ok) return plan.error;
    store.transact(() => store.exports.savePlan(one.id, plan.value));
  }
  one = store.exports.get(one.id);
  return readWith(deps, one, session, signal);
}

async function readWith(deps: ExportDeps, one: StoredExport, session: Session, signal: AbortSignal): Promise<StageEnd> {
  const { store } = deps;
  const { wish, plan } = one;
  if (plan === null) throw new Error('an export without its plan');
  switch (wish.what) {
    case 'contacts':
    case 'tickets':
      return writeList(deps, { one, wish, plan, session, signal });
    case 'conversations':
      return writeConversations(deps, { one, wish, session, signal });
    case 'contactsOfAccount':
    case 'history': {
      if (plan.isOurs) return writeList(deps, { one, wish: asOurs(wish), plan, session, signal });
      const own = await writeOwnFile(deps, { one, wish, serviceType: typeOf(deps, one), session, signal });
      if (own.kind !== 'none') return own;
      await deps.parts.create(partPath(one.path));
      store.transact(() => store.exports.savePlan(one.id, { ...plan, isOurs: true }));
      return readWith(deps, store.exports.get(one.id), session, signal);
    }
    default:
      return unreachable(wish);
  }
}

/** Of the connection whose contacts are exported. */
function typeOf({ store }: ExportDeps, { accountId, wish }: StoredExport): string {
  const services = store.accounts.get(accountId).services;
  return services.find(({ id }) => wish.what === 'contactsOfAccount' && id === wish.serviceId)?.type ?? 'whatsapp';
}
