import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Clock } from '#shared/clock.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import { isTimeZone } from '#shared/pace/hours.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { opensAt } from '#shared/pace/opens-at.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import { isReportFilter } from '#shared/report/filter.ts';
import type {
  Audience,
  CampaignDetail,
  DeliveryFilter,
  DeliveryView,
  InDoubtRule,
  Preview,
} from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { openService } from '../account/open-service.ts';
import type { Sessions } from '../account/sessions.ts';
import type { Events } from '../events.ts';
import type { Jobs } from '../jobs.ts';
import type { ReportReader } from '../report/reader.ts';
import { inSlices } from '../slice.ts';
import { refuseIfUndone } from '../undo/undone.ts';
import { checkApproved } from './approved.ts';
import { createExcluder } from './exclude.ts';
import { sentSoFar } from './limits.ts';
import type { Receipts } from './receipts.ts';
import { understandContent, variablesOfImport, writeTo } from './recipients.ts';
import { lanePaceOf } from './send.ts';

/** A campaign before it is one. */
interface Draft {
  readonly importId: number;
  readonly content: Content;
  readonly exclusions: Exclusions;
  readonly seed: number;
}

const rowsAtOnce = 250;
const stripLength = 24;
const chartMs = 3_600_000;
/** A retry waits for less than this. */
const longestRetryMs = 120_000;

/** What a campaign is and does when somebody asks; the sending itself is the job's. */
export function createCampaigns(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessions: Sessions;
  readonly jobs: Jobs;
  readonly receipts: Receipts;
  readonly reports: ReportReader;
}) {
  const { store, clock, events, sessions, jobs, receipts, reports } = deps;

  function get(campaignId: number): StoredCampaign {
    const found = store.campaigns.find(campaignId);
    if (!found) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.campaign(campaignId) });
    return found;
  }
  function sourceOf(importId: number): StoredImport {
    const found = store.imports.find(importId);
    if (!found) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
    return found;
  }

  function toView(source: StoredImport, delivery: StoredDelivery): DeliveryView {
    const row = store.rows.find(source.id, delivery.rowNo);
    const { id, phone, text, version, state, problem, attempts, acceptedAt, updatedAt } = delivery;
    const { deliveredAt, readAt, repliedAt, optedOutAt } = delivery;
    const name = row ? applyMapping(row.cells, source.findings?.header ?? [], source.mapping).name : '';
    const times = { sentAt: acceptedAt, deliveredAt, readAt, repliedAt, optedOutAt, updatedAt };
    return { id, line: row?.line ?? 0, name, phone, text, version, state, problem, attempts, ...times };
  }

  const excluderFor = (source: StoredImport, exclusions: Exclusions) =>
    createExcluder(store, { accountId: source.options.accountId ?? 0, exclusions, nowMs: clock.now() });

  const readyRows = (importId: number): number =>
    store.rows
      .counts(importId)
      .filter(({ state, problem }) => state === 'ready' && problem === null)
      .reduce((sum, { count }) => sum + count, 0);

  function checkPace(pace: Pace): void {
    if (!isTimeZone(pace.timeZone)) throw new ProblemError({ kind: 'timeZoneInvalid', value: pace.timeZone });
  }

  return {
    get,

    /** The recipient at `offset`, as it would be written to. */
    preview(ask: Draft & { offset: number }): Preview {
      const source = sourceOf(ask.importId);
      const understood = understandContent(source, ask.content, ask.seed);
      const excluder = excluderFor(source, ask.exclusions);
      // Rows whose person was erased have a problem.
      const filter = { states: ['ready' as const], problem: null };
      const { total, rows } = store.rows.page({ importId: ask.importId, filter, offset: ask.offset, limit: 1 });
      const [row] = rows;
      if (!row) return { total, recipient: null };
      const written = writeTo(source, understood, row);
      return {
        total,
        recipient: {
          line: row.line,
          name: written.name,
          phone: row.phone ?? '',
          text: written.text,
          version: written.version,
          problem: excluder.reasonFor(row, written.text) ?? written.problem,
        },
      };
    },

    /** Renders the template for every recipient, giving way between pages. */
    async audience(ask: Draft, signal: AbortSignal): Promise<Audience> {
      const source = sourceOf(ask.importId);
      const variables = [...variablesOfImport(source)];
      const understood = understandContent(source, ask.content, ask.seed);
      const excluder = excluderFor(source, ask.exclusions);
      const leftOut = new Map<string, { readonly problem: Problem; count: number }>();
      const missing = new Map<string, number>();
      let after = 0;
      let recipients = 0;
      let optedOut = 0;
      let longest = 0;
      await inSlices(deps, {
        signal,
        step: () => {
          const rows = store.rows.inState(ask.importId, 'ready', rowsAtOnce, after);
          for (const row of rows) {
            const written = writeTo(source, understood, row);
            const { problem } = written;
            const lacks =
              problem?.kind === 'missingVariable' || problem?.kind === 'valueUnreadable' ? problem.name : null;
            const isCounted = lacks !== null || problem?.kind === 'templateTooLong';
            const reason = excluder.reasonFor(row, written.text) ?? (isCounted ? null : problem);
            if (reason !== null) {
              if (reason.kind === 'optedOut') optedOut += 1;
              const key = JSON.stringify(reason);
              const known = leftOut.get(key) ?? { problem: reason, count: 0 };
              known.count += 1;
              leftOut.set(key, known);
            } else if (lacks !== null) missing.set(lacks, (missing.get(lacks) ?? 0) + 1);
            else if (problem?.kind === 'templateTooLong') longest = Math.max(longest, problem.length);
            else {
              recipients += 1;
              longest = Math.max(longest, written.text.length);
            }
          }
          after = rows.at(-1)?.rowNo ?? after;
          return rows.length > 0 ? 'more' : 'done';
        },
      });
      return {
        recipients,
        optedOut,
        leftOut: [...leftOut.values()].sort((a, b) => b.count - a.count),
        missing: [...missing].map(([name, count]) => ({ name, count })),
        longest,
        variables,
      };
    },

    async create(
      ask: Draft & {
        readonly name: string;
        readonly pace: Pace;
        readonly inDoubt: InDoubtRule;
        readonly openTicket: boolean;
        readonly beginsEarly: boolean;
        readonly follows: number | null;
      },
    ): Promise<number> {
      const source = sourceOf(ask.importId);
      understandContent(source, ask.content, ask.seed);
      checkPace(ask.pace);
      const isCreating = source.phase === 'create' && source.status !== 'cancelled';
      if (source.phase !== 'done' && !(ask.beginsEarly && isCreating)) {
        throw new ProblemError({ kind: 'importNotReady', job: jobIdOf.import(ask.importId) });
      }
      refuseIfUndone(store, ask.importId);
      if (source.phase === 'done' && readyRows(ask.importId) === 0) throw new ProblemError({ kind: 'nobodyToSendTo' });
      const { accountId, session, service } = await openService(deps, source.options);
      await checkApproved(session, service, ask.content);
      const campaignId = store.campaigns.create({ ...ask, accountId, serviceId: service.id, nowMs: clock.now() });
      jobs.start(jobIdOf.campaign(campaignId));
      return campaignId;
    },

    detail(campaignId: number): CampaignDetail {
      const campaign = get(campaignId);
      const source = store.imports.get(campaign.importId);
      const { id, importId, name, content, exclusions, seed, beginsEarly, follows, pace, inDoubt, openTicket, phase } =
        campaign;
      return {
        id,
        importId,
        name,
        content,
        exclusions,
        seed,
        beginsEarly,
        follows,
        pace,
        inDoubt,
        openTicket,
        phase,
        counts: [...store.deliveries.counts(id)],
        toRetry: store.deliveries.toRetry(id),
        soFar: sentSoFar(store, campaign, clock.now()),
        latest: store.deliveries.latest(id, stripLength).map((delivery) => toView(source, delivery)),
        perMinute: [...store.deliveries.acceptedPerMinute(id, clock.now() - chartMs)],
        heard: store.report.heard(id),
        outcomesPerMinute: [...store.report.outcomesPerMinute(id, clock.now() - chartMs)],
      };
    },

    async rows(ask: { campaignId: number; filter: DeliveryFilter; offset: number; limit: number }) {
      const campaign = get(ask.campaignId);
      const source = store.imports.get(campaign.importId);
      const { total, deliveries } = isReportFilter(ask.filter)
        ? await reports.page(campaign, ask)
        : store.deliveries.page(ask);
      return { total, rows: deliveries.map((delivery) => toView(source, delivery)) };
    },

    failures(campaignId: number) {
      get(campaignId);
      return [...store.deliveries.causes(campaignId)];
    },

    async setPace(campaignId: number, pace: Pace): Promise<void> {
      const campaign = get(campaignId);
      checkPace(pace);
      store.campaigns.setPace(campaignId, pace);
      // Who was put off to an hour of the old pace is looked at anew; who waits for a retry goes on waiting.
      store.deliveries.hurry(campaignId, clock.now() + longestRetryMs);
      const job = jobIdOf.campaign(campaignId);
      if (campaign.status === 'running') {
        const opened = await sessions.open(campaign.accountId);
        // Only where it is under way: a lane keeps the pace of each job that works in it.
        if (opened.ok && campaign.phase === 'send') opened.value.messages.setPace(job, lanePaceOf(pace));
      }
      // What waited for the hours of the old pace need not wait any more; if it must, it pauses again by itself.
      if (campaign.status === 'paused' && opensAt(campaign.reason) !== null) await jobs.resume(job);
      events.changed(job);
    },

    /** A person's word on what could not be settled. `send` asks the account once more: what is there is not doubled. */
    async decide(ask: {
      campaignId: number;
      deliveryId: number | null;
      decision: 'sent' | 'send' | 'drop';
    }): Promise<number> {
      const campaign = get(ask.campaignId);
      if (ask.decision === 'send') refuseIfUndone(store, campaign.importId);
      const held = store.deliveries.heldIds(ask.campaignId);
      const chosen = ask.deliveryId === null ? held : held.filter((id) => id === ask.deliveryId);
      const nowMs = clock.now();
      store.transact(() => {
        for (const id of chosen) {
          switch (ask.decision) {
            case 'sent':
              store.deliveries.accept(id, 'held', { messageId: null, acceptedAt: nowMs, pollAt: null, nowMs });
              break;
            case 'send':
              store.deliveries.requeue(id, 'held', { notBefore: 0, giveBack: false, nowMs });
              break;
            case 'drop':
              store.deliveries.move(id, 'held', 'cancelled', { problem: { kind: 'cancelled' }, nowMs });
              break;
          }
        }
      });
      // A paused one waits for its own word; one that was cancelled is not left with a message in its queue for ever.
      const waits = campaign.status === 'paused' || campaign.status === 'waiting';
      if (ask.decision === 'send' && chosen.length > 0 && !waits) await jobs.goOn(ask.campaignId);
      events.changed(jobIdOf.campaign(ask.campaignId));
      return chosen.length;
    },

    /** After the engine started again: receipts of accepted messages are asked for as before. */
    expectReceipts(): void {
      for (const account of store.accounts.list()) receipts.nudge(account.id);
    },
  };
}
