import type { Store } from '#main/store/store.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import { type AudienceDefinition, sourcesOf } from '#shared/audience/definition.ts';
import { placeIn } from '#shared/audience/people.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Clock } from '#shared/clock.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type {
  AccountRefusals,
  AudienceCounted,
  AudienceCounting,
  AudienceMaking,
  AudienceSources,
  SavedAudience,
} from '#shared/rpc/audiences.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Sessions } from '../account/sessions.ts';
import { createExcluder } from '../campaign/exclude.ts';
import { inSlices } from '../slice.ts';
import { createDirectory } from './directory.ts';
import { type GatherDeps, type Gathered, gather, isHere, sessionOf } from './gather.ts';
import { createLeftOut } from './left-out.ts';
import { makeList } from './make-list.ts';
import { refreshRefusals } from './refusals.ts';

const peopleAtOnce = 250;
/** A list that no campaign was made of is forgotten after so long. */
const staleMs = 3 * 86_400_000;
/** Some 10 ms. */
const rowsForgottenAtOnce = 2_000;

/** Audiences as faces know them: what can be chosen, how many that is, and the list that a campaign is made of. */
export function createAudiences(deps: { readonly store: Store; readonly clock: Clock; readonly sessions: Sessions }) {
  const { store, clock } = deps;
  const gathering: GatherDeps = { ...deps, directory: createDirectory({ clock }) };

  /** Law 3: everybody who is meant is a recipient, or left out for one reason. */
  async function reckon(
    ask: { readonly definition: AudienceDefinition; readonly exclusions: Exclusions },
    { people, reachable }: Gathered,
    signal: AbortSignal,
  ): Promise<AudienceCounted> {
    const { accountId } = ask.definition;
    // What will be said is not known yet.
    const exclusions = { ...ask.exclusions, sameTextWithinHours: null };
    const excluder = createExcluder(store, { accountId, exclusions, nowMs: clock.now() });
    const leftOut = new Map<string, { readonly problem: Problem; count: number }>();
    let recipients = 0;
    let done = 0;
    const isWhole = await inSlices(deps, {
      signal,
      step: () => {
        if (done >= people.length) return 'done';
        const to = Math.min(people.length, done + peopleAtOnce);
        for (const person of people.subarray(done, to)) {
          const problem: Problem | null =
            placeIn(reachable, person) < 0
              ? { kind: 'noContactHere' }
              : excluder.reasonFor({ person: String(person), phone: null }, '');
          if (problem === null) recipients += 1;
          else {
            const key = JSON.stringify(problem);
            const known = leftOut.get(key) ?? { problem, count: 0 };
            known.count += 1;
            leftOut.set(key, known);
          }
        }
        done = to;
        return 'more';
      },
    });
    if (!isWhole) throw new ProblemError({ kind: 'interrupted' });
    const byCount = [...leftOut.values()].sort((a, b) => b.count - a.count);
    return { type: 'counted', people: people.length, recipients, leftOut: byCount };
  }

  async function forgetStaleLists(signal: AbortSignal): Promise<void> {
    for (const importId of store.sources.staleLists(clock.now() - staleMs)) {
      const step = () => (store.rows.removeSome(importId, rowsForgottenAtOnce) > 0 ? 'more' : 'done');
      if (!(await inSlices(deps, { step, signal }))) return;
      store.imports.remove(importId);
    }
  }

  const readyRows = (importId: number): number =>
    store.rows.counts(importId).reduce((sum, { state, count }) => (state === 'ready' ? sum + count : sum), 0);

  return {
    sources(where: { readonly accountId: number; readonly serviceId: string }): AudienceSources {
      const imports = store.imports.list().flatMap((source) => {
        const { id: importId, fileName: name, createdAt, phase } = source;
        const people = phase === 'done' && source.options.accountId === where.accountId ? readyRows(importId) : 0;
        if (people === 0) return [];
        return [{ importId, name, people, createdAt, isHere: isHere(store, { kind: 'import', importId }, where) }];
      });
      const campaigns = store.campaigns.list().flatMap((campaign) => {
        if (campaign.accountId !== where.accountId) return [];
        const { id: campaignId, name, createdAt, content, serviceId } = campaign;
        const causes = store.deliveries.counts(campaignId).flatMap(({ state, problem, count }) => {
          const outcome = state === 'failed' || state === 'skipped' ? state : null;
          return outcome === null || problem === null ? [] : [{ outcome, problem, count }];
        });
        const versions = content.kind === 'approved' ? 1 : content.versions.length;
        return [{ campaignId, name, createdAt, versions, isHere: serviceId === where.serviceId, causes }];
      });
      return { imports, campaigns };
    },

    async directory(accountId: number) {
      const session = await sessionOf(gathering, accountId);
      const people = await session.askOnce(() => session.digisac.people());
      const organisations = await session.askOnce(() => session.digisac.organisations());
      return { people: people.map(({ id, name }) => ({ id, name })), organisations: [...organisations] };
    },

    async *count(
      ask: { readonly definition: AudienceDefinition; readonly exclusions: Exclusions },
      signal: AbortSignal,
    ): AsyncGenerator<AudienceCounting, void> {
      const gathered = yield* gather(gathering, ask.definition, signal);
      yield await reckon(ask, gathered, signal);
    },

    async *make(
      ask: { readonly definition: AudienceDefinition; readonly name: string },
      signal: AbortSignal,
    ): AsyncGenerator<AudienceMaking, void> {
      const gathered = yield* gather(gathering, ask.definition, signal);
      if (gathered.reachable.length === 0) throw new ProblemError({ kind: 'audienceEmpty' });
      await forgetStaleLists(signal);
      const importId = yield* makeList(gathering, { ...ask, gathered, signal });
      yield { type: 'made', importId, people: gathered.people.length };
    },

    leftOut: createLeftOut({ store, clock }),

    /** Asks the account anew, where that is some minutes since. What stands in the way is told, and what was known counts. */
    async refusals(importId: number, signal: AbortSignal): Promise<AccountRefusals> {
      const source = store.imports.find(importId);
      if (!source) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
      const account = store.accounts.find(source.options.accountId ?? 0);
      if (!account) throw new ProblemError({ kind: 'noAccount' });
      const service = serviceFor(account, source.options.serviceId);
      if (!service.ok) return { problem: service.error, readings: [] };
      const where = { accountId: account.id, serviceId: service.value.id };
      const opened = await deps.sessions.open(account.id);
      const problem = opened.ok ? await refreshRefusals(deps, opened.value, where, signal) : opened.error;
      return { problem, readings: [...store.refusals.readings(where)] };
    },

    saved: (): SavedAudience[] => [...store.savedAudiences.list()],
    save(ask: { readonly name: string; readonly definition: AudienceDefinition }): number {
      if (!store.accounts.find(ask.definition.accountId)) throw new ProblemError({ kind: 'noAccount' });
      if (sourcesOf(ask.definition.root).length === 0) throw new ProblemError({ kind: 'audienceEmpty' });
      return store.savedAudiences.save({ ...ask, nowMs: clock.now() });
    },
    remove: (id: number): void => store.savedAudiences.remove(id),
  };
}
