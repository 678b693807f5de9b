import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import type { Clock } from '#shared/clock.ts';
import { collisionRules } from '#shared/contacts/merge.ts';
import { unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportPhase } from '#shared/rpc/imports.ts';
import type { JobStatus } from '#shared/rpc/jobs.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Snapshots } from '../snapshots.ts';
import { blocked, type StageEnd, stopped } from '../work.ts';
import { checkRows, checksPace, practiceChecksPace } from './check.ts';
import { leaveOutUncorrected } from './corrections.ts';
import { createContacts } from './create.ts';
import { departmentIds } from './departments.ts';
import type { DraftRules } from './drafts.ts';
import { createFieldLabels } from './labels.ts';
import { normaliseRows } from './normalise.ts';
import type { CreationOptions } from './requests.ts';
import { stageSheet } from './stage.ts';

export interface ImportJobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly tabular: TabularDeps;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly snapshots: Snapshots;
}

/** What an import has to do by itself now; `map`, `review` and `done` wait for a person. */
type WorkingPhase = Extract<ImportPhase, 'stage' | 'normalise' | 'check' | 'create'>;

const isWorking = (phase: ImportPhase): phase is WorkingPhase =>
  phase === 'stage' || phase === 'normalise' || phase === 'check' || phase === 'create';

/** Where a finished phase leads. */
function phaseAfter(source: StoredImport): { readonly phase: ImportPhase; readonly status: JobStatus } {
  switch (source.phase) {
    case 'stage':
      return source.mapping.some((target) => target.kind === 'number')
        ? { phase: 'normalise', status: 'running' }
        : { phase: 'map', status: 'waiting' };
    case 'normalise':
    case 'check':
      return { phase: 'review', status: 'waiting' };
    case 'create':
      return { phase: 'done', status: 'done' };
    case 'map':
    case 'review':
    case 'done':
      throw new Error(`nothing to do in phase ${source.phase}`);
    default:
      return unreachable(source.phase);
  }
}

/** Works on an import, phase by phase, until a person is needed, it is done, or it is told to stop. */
export async function runImport(deps: ImportJobDeps, importId: number, signal: AbortSignal): Promise<void> {
  const { store, clock, events } = deps;
  for (;;) {
    const source = store.imports.get(importId);
    if (source.status !== 'running' || !isWorking(source.phase)) return;
    const end = await runPhase(deps, source, source.phase, signal);
    const { phase } = source;
    switch (end.kind) {
      case 'stopped':
        return;
      case 'blocked':
        // A sheet that cannot be read is over until it is opened anew; whatever else stands in the way may go away.
        store.imports.move(importId, {
          phase,
          status: phase === 'stage' ? 'failed' : 'paused',
          reason: end.problem,
          finishedAt: null,
        });
        return;
      case 'finished': {
        const next = phaseAfter(store.imports.get(importId));
        const finishedAt = next.phase === 'done' ? clock.now() : null;
        store.imports.move(importId, { ...next, reason: null, finishedAt });
        deps.snapshots.meterOf(jobIdOf.import(importId)).reset();
        events.changed(jobIdOf.import(importId));
        break;
      }
      default:
        unreachable(end);
    }
  }
}

async function runPhase(
  deps: ImportJobDeps,
  source: StoredImport,
  phase: WorkingPhase,
  signal: AbortSignal,
): Promise<StageEnd> {
  const job = jobIdOf.import(source.id);
  const onRows = (count: number) => {
    deps.snapshots.meterOf(job).add(count, deps.clock.monotonic());
    deps.events.changed(job);
  };
  const options = { importId: source.id, signal, onRows };
  switch (phase) {
    case 'stage': {
      const staged = await stageSheet(deps, options);
      if (staged.kind !== 'finished') return staged;
      return (await leaveOutUncorrected(deps, options)) ? staged : stopped;
    }
    case 'normalise':
      return normaliseRows(deps, options);
    case 'check':
    case 'create':
      return onAccount(deps, source, options, phase === 'create');
    default:
      return unreachable(phase);
  }
}

/** Numbers are checked in either case: whoever goes straight to the creation has them checked on the way. */
async function onAccount(
  deps: ImportJobDeps,
  source: StoredImport,
  options: { readonly importId: number; readonly signal: AbortSignal; readonly onRows: (count: number) => void },
  creates: boolean,
): Promise<StageEnd> {
  const { store, sessions } = deps;
  const { accountId } = source.options;
  if (accountId === null) return blocked({ kind: 'noAccount' });
  const account = store.accounts.get(accountId);
  const service = serviceFor(account, source.options.serviceId);
  if (!service.ok) return blocked(service.error);
  const opened = await sessions.open(accountId);
  if (!opened.ok) return blocked(opened.error);
  const session = opened.value;
  const job = jobIdOf.import(source.id);

  session.checks.setPace(job, account.kind === 'practice' ? practiceChecksPace : checksPace);
  try {
    const checked = await checkRows(deps, { ...options, accountId, session, service: service.value });
    if (checked.kind !== 'finished' || !creates) return checked;
  } finally {
    session.checks.setPace(job, null);
  }

  const creation: CreationOptions = { ...options, accountId, session, serviceId: service.value.id };
  const rules = await rulesFor(deps, source, creation);
  if (!('rules' in rules)) return rules;
  return createContacts(deps, {
    ...creation,
    rules: rules.rules,
    serviceName: service.value.name,
  });
}

/** The custom fields of the mapping stand on the account before the first contact does. */
async function rulesFor(
  deps: ImportJobDeps,
  source: StoredImport,
  creation: CreationOptions & { readonly session: Session },
): Promise<{ readonly rules: DraftRules } | StageEnd> {
  const { mapping, options, findings } = source;
  const names = new Set(mapping.flatMap((target) => (target.kind === 'field' ? [target.name] : [])));
  const fields = createFieldLabels(deps, creation);
  const fieldIds = new Map<string, string>();
  for (const name of names) {
    const field = await fields.ensure(name);
    if (!field.ok) return field.error;
    fieldIds.set(name, field.value.id);
  }
  const departments = await departmentIds(creation.session, source, creation.signal);
  if (!departments.ok) return departments.error;
  return {
    rules: {
      header: findings?.header ?? [],
      mapping,
      serviceId: creation.serviceId,
      departmentId: options.departmentId,
      departmentIds: departments.value,
      tags: options.tags,
      fieldIds,
      collision: collisionRules(mapping, options),
      tagRule: options.tagRule,
    },
  };
}
