import type { Store } from '#main/store/store.ts';
import type { Clock, Random } from '#shared/clock.ts';
import { unreachable } from '#shared/result.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Sessions } from '../account/sessions.ts';
import { refreshRefusals } from '../audience/refusals.ts';
import type { Events } from '../events.ts';
import type { Snapshots } from '../snapshots.ts';
import { blocked, finished, type StageEnd, stopped } from '../work.ts';
import { enlistMore, enlistRecipients } from './enlist.ts';
import type { Receipts } from './receipts.ts';
import { sendMessages } from './send.ts';

export interface CampaignJobDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly sessions: Sessions;
  readonly events: Events;
  readonly snapshots: Snapshots;
  readonly receipts: Receipts;
}

/** Works on a campaign until all recipients came to an end, a person or the clock is needed, or it is told to stop. */
export async function runCampaign(deps: CampaignJobDeps, campaignId: number, signal: AbortSignal): Promise<void> {
  const { store, clock, events, snapshots } = deps;
  const job = jobIdOf.campaign(campaignId);
  let isFresh = false;
  for (;;) {
    const { phase, status, enlistedTo } = store.campaigns.get(campaignId);
    if (status !== 'running' || phase === 'done') return;
    const end = await runPhase(deps, { campaignId, phase, isFresh, signal });
    isFresh = phase === 'enlist' && enlistedTo === 0;
    switch (end.kind) {
      case 'stopped':
        return;
      case 'blocked':
        store.campaigns.move(campaignId, { phase, status: 'paused', reason: end.problem, finishedAt: null });
        return;
      case 'finished':
        if (phase === 'enlist') {
          store.campaigns.move(campaignId, { phase: 'send', status: 'running', reason: null, finishedAt: null });
          snapshots.meterOf(job).reset();
          break;
        }
        switch (await enlistMore(deps, { campaignId, signal, onRows: () => events.changed(job) })) {
          case 'stopped':
            return;
          case 'more':
            // The queue was empty, and this process enlisted what is in it now: nobody can have sent anything of it.
            isFresh = true;
            break;
          case 'over':
            store.campaigns.move(campaignId, { phase: 'done', status: 'done', reason: null, finishedAt: clock.now() });
            break;
        }
        break;
      default:
        unreachable(end);
    }
    events.changed(job);
  }
}

async function runPhase(
  deps: CampaignJobDeps,
  task: {
    readonly campaignId: number;
    readonly phase: 'enlist' | 'send';
    readonly isFresh: boolean;
    readonly signal: AbortSignal;
  },
): Promise<StageEnd> {
  const { campaignId, phase, isFresh, signal } = task;
  const { store, sessions, events, snapshots, receipts, clock } = deps;
  const job = jobIdOf.campaign(campaignId);
  const onRows = (count: number) => {
    snapshots.meterOf(job).add(count, clock.monotonic());
    events.changed(job);
  };
  const campaign = store.campaigns.get(campaignId);
  const { accountId, serviceId } = campaign;
  if (phase === 'send' && store.deliveries.isOver(campaignId)) return finished;
  const opened = await sessions.open(accountId);
  if (!opened.ok) return blocked(opened.error);
  if (phase === 'enlist') {
    // Law 5: whom the account itself marks as unsubscribed or blocked is known before anybody is chosen.
    const problem = await refreshRefusals(deps, opened.value, { accountId, serviceId }, signal);
    if (signal.aborted) return stopped;
    return problem === null ? enlistRecipients(deps, { campaignId, signal, onRows }) : blocked(problem);
  }
  const service = store.accounts.get(accountId).services.find(({ id }) => id === campaign.serviceId);
  receipts.nudge(accountId);
  receipts.listen(accountId);
  return sendMessages(deps, {
    campaignId,
    session: opened.value,
    serviceName: service?.name ?? '',
    isFresh,
    signal,
    onRows,
    onAccepted: () => receipts.nudge(accountId),
  });
}
