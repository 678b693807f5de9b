import type { ActionChange, StoredActionItem } from '#main/store/actions.ts';
import { settledBy } from '#shared/actions/plan.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { type Evidence, matchEvidence } from '#shared/settle/evidence.ts';
import { marginMs } from '../campaign/settle.ts';
import type { CreationDeps } from '../import/requests.ts';
import { type StageEnd, stopped } from '../work.ts';
import type { ActOptions } from './act-options.ts';
import { lookAt } from './look.ts';

/** How long an effect may take to show, before its absence counts. A note takes longer than what stands in the contact. */
const settleDelayMs = 5_000;
const noteDelayMs = 15_000;
/** The same request sent so often without an answer is a failure of the contact. */
const mostAttempts = 5;
/** A doubt that stays unclear so often is held for a person. */
const mostReadings = 3;
const pauseMs = 2_000;

type Step = Result<null, StageEnd>;

/**
 * Settles requests whose answer was lost by what the account shows (law 2): done, certainly not done, or held for a person.
 * Never by guessing.
 */
export function createActionSettler(deps: CreationDeps, options: ActOptions) {
  const { store, clock } = deps;
  const { actionId, accountId, wish, tagId, session, signal, onItems } = options;
  const readings = new Map<number, number>();
  const delayMs = wish.verb === 'comment' ? noteDelayMs : settleDelayMs;

  function apply(changes: readonly ActionChange[]): void {
    if (changes.length === 0) return;
    store.transact(() => store.actions.apply(actionId, changes));
    const over = changes.filter(({ to }) => to !== 'planned');
    if (over.length > 0) onItems(over.length);
  }

  const again = (item: StoredActionItem): ActionChange =>
    item.attempts < mostAttempts
      ? { item, to: 'planned' }
      : { item, to: 'failed', problem: { kind: 'actionUnanswered', attempts: item.attempts } };

  /** A reading that told nothing: once more, or a person decides. */
  function unclear(item: StoredActionItem): readonly ActionChange[] {
    const count = (readings.get(item.itemNo) ?? 0) + 1;
    readings.set(item.itemNo, count);
    return count < mostReadings ? [] : [{ item, to: 'held', problem: { kind: 'actionInDoubt' } }];
  }

  async function byLooking(items: readonly StoredActionItem[]): Promise<Step> {
    if (wish.verb === 'comment') return byMessages(items, wish.text);
    const looked = await lookAt(
      session,
      wish,
      items.flatMap(({ contactId }) => contactId ?? []),
      signal,
    );
    if (!looked.ok) return looked;
    apply(
      items.flatMap((item): readonly ActionChange[] => {
        const seen = looked.value.get(item.contactId ?? '') ?? { contact: null, ticket: null };
        const settled = settledBy(wish, seen, { tagId, ticketId: item.evidence });
        switch (settled) {
          case 'done':
            return [{ item, to: 'done' }];
          case 'absent':
            return [again(item)];
          case 'unclear':
            return unclear(item);
          default:
            return [{ item, to: 'skipped', problem: settled.problem }];
        }
      }),
    );
    return ok(null);
  }

  async function byMessages(items: readonly StoredActionItem[], text: string): Promise<Step> {
    const sinceMs = Math.min(...items.map(({ intentServerAt }) => intentServerAt ?? 0)) - marginMs;
    const contactIds = items.flatMap(({ contactId }) => contactId ?? []);
    const asked = await session.read((s) => session.digisac.messagesOf({ contactIds, sinceMs }, s), signal, 'prompt');
    if (asked.kind === 'ended') return err(asked.end);
    if (asked.kind === 'refused') {
      apply(items.flatMap(unclear));
      return ok(null);
    }
    const { messages, complete } = asked.value;
    apply(
      items.flatMap((item) => {
        const contactId = item.contactId ?? '';
        const evidence = matchEvidence({
          intents: [{ deliveryId: item.itemNo, text, form: { kind: 'comment' }, intentAtMs: item.intentServerAt ?? 0 }],
          messages: messages.filter((message) => message.contactId === contactId),
          claimed: claimedOf(contactId),
          complete,
          nowMs: clock.now() + session.skewMs(),
          settleDelayMs: noteDelayMs,
          marginMs,
        }).get(item.itemNo);
        return evidence === undefined ? [] : changeBy(item, evidence);
      }),
    );
    return ok(null);
  }

  /** Messages that are known to have become of something else. */
  const claimedOf = (contactId: string): ReadonlySet<string> =>
    new Set([
      ...store.actions.evidenceOf(contactId),
      ...store.deliveries.ofContact(accountId, contactId).flatMap(({ messageId }) => messageId ?? []),
    ]);

  function changeBy(item: StoredActionItem, evidence: Evidence): readonly ActionChange[] {
    switch (evidence.kind) {
      case 'sent':
        return [{ item, to: 'done', set: { evidence: evidence.messageId } }];
      case 'absent':
        return [again(item)];
      case 'unclear':
        return unclear(item);
      case 'tooEarly':
        return [];
      default:
        return unreachable(evidence);
    }
  }

  return {
    /** Up to twenty that are in doubt: waits until absence can count, and looks. */
    async settle(doubtful: readonly StoredActionItem[]): Promise<Step> {
      const nowMs = clock.now() + session.skewMs();
      const latest = Math.max(...doubtful.map(({ intentServerAt }) => intentServerAt ?? 0)) + delayMs;
      const isAgain = doubtful.some(({ itemNo }) => readings.has(itemNo));
      // At most the delay itself: the clock may have been moved since the intent.
      await clock.sleep(Math.max(isAgain ? pauseMs : 0, Math.min(delayMs, latest - nowMs)), signal);
      return signal.aborted ? err(stopped) : byLooking(doubtful);
    },

    /** Right after a good answer for several that does not tell of each: who is as wanted is done, the others are tried again. */
    async lookAfter(sending: readonly StoredActionItem[]): Promise<Step> {
      store.transact(() =>
        store.actions.apply(
          actionId,
          sending.map((item) => ({ item, to: 'inDoubt' })),
        ),
      );
      return byLooking(sending.map((item) => ({ ...item, state: 'inDoubt' })));
    },
  };
}
