import type { EffectKind, Entry } from './effects.ts';
import { personOf } from './numbers.ts';
import type { SentFile } from './things.ts';
import { worstWindow } from './window.ts';

/** One request as it was received and answered. */
export interface RequestRecord {
  /** Counts from 1. */
  readonly n: number;
  /** When it arrived, by the account's clock and by the monotonic one. */
  readonly atMs: number;
  readonly arrivedMs: number;
  readonly method: string;
  /** Such as `messages.create`; null where the account knows no such route. */
  readonly route: string | null;
  readonly contactId: string | null;
  readonly number: string | null;
  readonly text: string | null;
  /** As they came: below the base of the API, with its query; a long body is not remembered. */
  readonly path: string;
  readonly body: string | null;
  /** `changed`: it had its effect, whatever was answered. */
  readonly outcome: 'changed' | 'read' | 'refused';
  /** Null where no answer was given. */
  readonly status: number | null;
  /** The faults that met it. */
  readonly faults: readonly string[];
}

/** A message that took effect, as the receiver saw it. */
export interface SentRecord {
  readonly id: string;
  readonly contactId: string;
  readonly number: string;
  readonly text: string;
  /** When it took effect, by the account's clock. */
  readonly atMs: number;
  /** When it arrived, by the monotonic clock. */
  readonly arrivedMs: number;
  /** The person had asked, visibly, to be left out. */
  readonly isAfterOptOut: boolean;
  readonly type: string;
  /** What it carried beside its text. */
  readonly hsmId: string | null;
  readonly parameters: readonly unknown[] | null;
  readonly buttons: readonly string[] | null;
  readonly file: SentFile | null;
}

// Details of the latest requests only; the counts below are of all.
const recordsKept = 20_000;
const optOut = /^\s*(sair|pare|parar|stop)\b/i;

/**
 * The receiver's side of the story, which tests judge by: what arrived when, what took effect and how often. It is
 * counted from the kept entries, so it is the same after a restart; requests are remembered for this process only.
 */
export function createJournal() {
  let records: RequestRecord[] = [];
  let requestCount = 0;
  const byRoute = new Map<string, number>();
  const byFault = new Map<string, number>();
  const effects = new Map<EffectKind, number>();
  const sent: SentRecord[] = [];
  const sentByContact = new Map<string, number>();
  const sentByNumber = new Map<string, number>();
  const optedOutAtMs = new Map<string, number>();
  let mostToOneContact = 0;
  const arrivals: number[] = [];
  const add = <K>(map: Map<K, number>, key: K): number => {
    const count = (map.get(key) ?? 0) + 1;
    map.set(key, count);
    return count;
  };

  return {
    count(entry: Entry): void {
      if (entry.messageArrivedMs !== null) arrivals.push(entry.messageArrivedMs);
      for (const effect of entry.effects) {
        add(effects, effect.kind);
        if (effect.kind === 'messageReceived' && optOut.test(effect.message.text)) {
          const person = personOf(effect.message.number);
          const before = optedOutAtMs.get(person) ?? Number.POSITIVE_INFINITY;
          optedOutAtMs.set(person, Math.min(before, effect.message.appearsAtMs));
        }
        if (effect.kind !== 'messageAccepted') continue;
        const { id, contactId, number, text, type, hsmId } = effect.message;
        const { parameters = null, buttons = null, file = null } = effect.message;
        const isAfterOptOut = (optedOutAtMs.get(personOf(number)) ?? Number.POSITIVE_INFINITY) <= entry.at.atMs;
        const arrivedMs = entry.messageArrivedMs ?? entry.at.monotonicMs;
        sent.push({
          ...{ id, contactId, number, text, atMs: entry.at.atMs, arrivedMs, isAfterOptOut },
          ...{ type, hsmId, parameters, buttons, file },
        });
        mostToOneContact = Math.max(mostToOneContact, add(sentByContact, contactId));
        add(sentByNumber, number);
      }
    },

    record(request: Omit<RequestRecord, 'n'>): void {
      requestCount += 1;
      add(byRoute, request.route ?? 'unknown');
      for (const fault of request.faults) add(byFault, fault);
      records.push({ n: requestCount, ...request });
      if (records.length >= 2 * recordsKept) records = records.slice(-recordsKept);
    },

    /** The latest requests, oldest first, after the n-th. */
    records: (afterN: number): readonly RequestRecord[] => records.slice(-recordsKept).filter(({ n }) => n > afterN),

    sentTo: (whom: { readonly contactId?: string; readonly number?: string }): readonly SentRecord[] =>
      sent.filter(
        (record) =>
          (whom.contactId === undefined || record.contactId === whom.contactId) &&
          (whom.number === undefined || personOf(record.number) === personOf(whom.number)),
      ),

    /** The most messages that arrived (or took effect) within any stretch of this length. */
    worstWindow: (windowMs: number, of: 'arrived' | 'sent'): number =>
      worstWindow(of === 'arrived' ? arrivals : sent.map((record) => record.arrivedMs), windowMs),

    summary: () => ({
      requests: requestCount,
      requestsByRoute: Object.fromEntries(byRoute),
      faults: Object.fromEntries(byFault),
      effects: Object.fromEntries(effects),
      messages: {
        arrived: arrivals.length,
        sent: sent.length,
        contacts: sentByContact.size,
        numbers: sentByNumber.size,
        mostToOneContact,
        afterOptOut: sent.filter((record) => record.isAfterOptOut).length,
      },
      ticketsOpened: effects.get('ticketOpened') ?? 0,
    }),

    /** How many messages took effect, by contact and by number. */
    sentCounts: () => ({ byContact: Object.fromEntries(sentByContact), byNumber: Object.fromEntries(sentByNumber) }),
  };
}

export type Journal = ReturnType<typeof createJournal>;
