import type { Failure } from '#main/digisac/failure.ts';
import type { OptOut } from '#main/store/optouts.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import type { Told } from '#shared/optout/source.ts';
import { personKey } from '#shared/phone/person.ts';
import { err, ok, type Result, unreachable } from '#shared/result.ts';
import { createPollers, type PollerEnd } from '../account/pollers.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { createTagLabels, type Labels } from '../import/labels.ts';
import { withIntent } from '../import/requests.ts';
import type { Log } from '../log.ts';

/** People told of in one round: their tag goes out in one request. */
const peopleAtOnce = 20;
/** Between two requests: telling must never starve the sending. */
const gapMs = 200;
/** The same change without an answer so often is a refusal. */
const mostTries = 4;
/** After an outage, or where the account asked for patience. */
const patienceMs = 30_000;

/** What one step came to: done, another step, or nothing can be asked any more. */
type Step = 'more' | 'nothing' | Extract<PollerEnd, 'noToken' | 'stopped'>;

/** Someone of whom the account is told, with the contacts that it has of them. */
interface Known {
  readonly person: string;
  readonly contactIds: readonly string[];
}

/**
 * Tells accounts who opted out of them, and who came back: the contact's own mark (`unsubscribed`) and a tag, so that whoever
 * works in Digisac sees it too; and sends the last message that confirms it, where the user wants one. Work that waits stands in
 * the register, so it survives whatever ends the process; what is said twice says the same, but for the confirmation, which is
 * given up rather than sent twice (law 2).
 */
export function createTeller(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly log: Log;
  /** The tag and the last message; blank: none. */
  readonly wishes: () => { readonly tag: string; readonly confirmation: string };
}) {
  const { store, clock, sessions, log, wishes } = deps;

  async function run(accountId: number, signal: AbortSignal, sleep: (ms: number) => Promise<void>): Promise<PollerEnd> {
    // Whoever starts it may be inside a transaction.
    await sleep(0);
    const tries = new Map<string, number>();
    let tags: { session: Session | null; labels: Labels } | undefined;
    while (!signal.aborted) {
      if (!isNeeded(accountId)) return 'nothingLeft';
      const opened = await sessions.open(accountId);
      // Whoever connects the account starts it again.
      if (!opened.ok) return 'noToken';
      const session = opened.value;
      if (tags?.session !== session) {
        tags = { session, labels: createTagLabels({ store, clock }, { accountId, importId: null, session, signal }) };
      }
      const step = await round({ accountId, session, signal, sleep, tries, labels: tags.labels });
      if (step === 'noToken' || step === 'stopped') return step;
      await sleep(step === 'more' ? gapMs : patienceMs);
    }
    return 'stopped';
  }

  interface Round {
    readonly accountId: number;
    readonly session: Session;
    readonly signal: AbortSignal;
    readonly sleep: (ms: number) => Promise<void>;
    /** Unanswered tries, by what was tried. */
    readonly tries: Map<string, number>;
    readonly labels: Labels;
  }

  /** The confirmation comes first: the person waits for it. Then who wants out, then who came back. */
  async function round(at: Round): Promise<Step> {
    if (!(await at.session.ready(at.signal))) return 'stopped';
    const [toConfirm] = store.optouts.toConfirm(at.accountId, 1);
    if (toConfirm) return confirm(at, toConfirm);
    const out = store.optouts.toTell(at.accountId, peopleAtOnce);
    if (out.length > 0) return tellOut(at, out);
    return tellBack(at);
  }

  async function tellOut(at: Round, people: readonly OptOut[]): Promise<Step> {
    const known: Known[] = [];
    for (const optOut of people) {
      const found = await contactsOf(at, optOut);
      if (!found.ok) return found.error;
      known.push({ person: optOut.person, contactIds: found.value });
    }
    return mark(at, known, true, (person, told) =>
      store.optouts.tell({ accountId: at.accountId, person, told, nowMs: clock.now() }),
    );
  }

  async function tellBack(at: Round): Promise<Step> {
    const lifted = store.optouts.liftsToTell(at.accountId, peopleAtOnce);
    if (lifted.length === 0) return 'nothing';
    const known = lifted.map(({ person }) => ({ person, contactIds: knownContacts(at.accountId, person, null) }));
    return mark(at, known, false, (person) =>
      store.optouts.liftTold({ accountId: at.accountId, person, nowMs: clock.now() }),
    );
  }

  /** Sets the mark and the tag of these people, or takes them away; then notes that the account knows. */
  async function mark(
    at: Round,
    people: readonly Known[],
    isOut: boolean,
    note: (person: string, told: Told) => void,
  ): Promise<Step> {
    const marked: Known[] = [];
    const outcomes = new Map<string, Told>();
    for (const one of people) {
      let told: Told = one.contactIds.length === 0 ? 'noContact' : 'marked';
      for (const contactId of one.contactIds) {
        const set = await change(at, isOut ? 'markOptOut' : 'markOptIn', contactId, () =>
          at.session.digisac.updateContact(contactId, { unsubscribed: isOut }),
        );
        if (set === 'again') return 'nothing';
        if (set === 'noToken' || set === 'stopped') return set;
        if (set === 'refused') told = 'refused';
        await at.sleep(gapMs);
      }
      outcomes.set(one.person, told);
      if (told === 'marked') marked.push(one);
    }
    const tagged = await retag(
      at,
      marked.flatMap(({ contactIds }) => contactIds),
      isOut,
    );
    if (tagged !== 'done') return tagged === 'again' ? 'nothing' : tagged;
    store.transact(() => {
      for (const [person, told] of outcomes) note(person, told);
    });
    log.info(isOut ? 'optout.told' : 'optin.told', { people: outcomes.size });
    return 'more';
  }

  /** A tag that the account refuses is left out: the mark is what counts. */
  async function retag(
    at: Round,
    contactIds: readonly string[],
    isOut: boolean,
  ): Promise<'done' | 'again' | 'noToken' | 'stopped'> {
    const { tag } = wishes();
    if (tag === '' || contactIds.length === 0) return 'done';
    const label = await at.labels.ensure(tag);
    if (!label.ok) return at.signal.aborted ? 'stopped' : 'done';
    const { id } = label.value;
    const set = await change(at, isOut ? 'tagContacts' : 'untagContacts', `${id}:${contactIds[0]}`, () =>
      isOut ? at.session.digisac.tagContacts(id, contactIds) : at.session.digisac.untagContacts(id, contactIds),
    );
    return set === 'refused' ? 'done' : set;
  }

  /** One change of a contact, its intent committed before (law 1). What is said twice says the same. */
  async function change(
    at: Round,
    kind: RequestKind,
    subject: string,
    send: () => Promise<Result<unknown, Failure>>,
  ): Promise<'done' | 'refused' | 'again' | 'noToken' | 'stopped'> {
    const answer = await withIntent(
      { store, clock },
      {
        accountId: at.accountId,
        importId: null,
        kind,
        subject: null,
        send: () => at.session.write(send),
        after: () => undefined,
      },
    );
    if (answer.ok) return 'done';
    if (at.signal.aborted) return 'stopped';
    const { kind: failure } = answer.error;
    switch (failure) {
      case 'unusable':
        return 'noToken';
      case 'rejected':
      case 'serviceDown':
        return 'refused';
      case 'away':
      case 'slowDown':
        return 'again';
      case 'trouble':
      case 'unexpected': {
        const count = (at.tries.get(subject) ?? 0) + 1;
        at.tries.set(subject, count);
        return count >= mostTries ? 'refused' : 'again';
      }
      default:
        return unreachable(failure);
    }
  }

  /** What is known here already: the one that answered, and whoever was read from the account. */
  function knownContacts(accountId: number, person: string, deliveryId: number | null): readonly string[] {
    const answered = deliveryId === null ? null : (store.deliveries.find(deliveryId)?.contactId ?? null);
    const known = store.personalData.contactsOf(person).filter((contact) => contact.accountId === accountId);
    return [...new Set([...(answered === null ? [] : [answered]), ...known.map(({ contactId }) => contactId)])];
  }

  /** Of a whole list only those are marked that are known: to ask for a hundred thousand strangers would take a day. */
  async function contactsOf(
    at: Round,
    optOut: OptOut,
  ): Promise<Result<readonly string[], 'noToken' | 'stopped' | 'nothing'>> {
    const known = knownContacts(at.accountId, optOut.person, optOut.deliveryId);
    if (known.length > 0 || optOut.source === 'import' || optOut.phone === '') return ok(known);
    const found: string[] = [];
    for (const { id: serviceId } of store.accounts.find(at.accountId)?.services ?? []) {
      const asked = await at.session.read(
        (signal) => at.session.digisac.contactsLike({ serviceId, number: optOut.phone }, signal),
        at.signal,
      );
      if (asked.kind === 'ended') return err(at.signal.aborted ? 'stopped' : 'noToken');
      if (asked.kind === 'refused') continue;
      const theirs = asked.value.filter((contact) => personKey(contact.number) === optOut.person);
      found.push(...theirs.map(({ id }) => id));
    }
    return ok([...new Set(found)]);
  }

  /** The last message. It is taken off the list before it leaves: a lost answer is never asked for again. */
  async function confirm(at: Round, optOut: OptOut): Promise<Step> {
    const { accountId, session, signal } = at;
    const { person } = optOut;
    const { confirmation } = wishes();
    const answered = optOut.deliveryId === null ? null : store.deliveries.find(optOut.deliveryId);
    if (confirmation === '' || answered === null) {
      store.transact(() => store.optouts.confirm({ accountId, person }));
      return 'more';
    }
    const { serviceId } = store.campaigns.get(answered.campaignId);
    const message = { contactId: answered.contactId, serviceId, text: confirmation, dontOpenTicket: true };
    const sent = await session.messages.run(signal, async (enter) => {
      // They may have come back while it waited for its turn.
      if (store.optouts.toConfirm(accountId, peopleAtOnce).every((one) => one.person !== person)) return null;
      return withIntent(
        { store, clock },
        {
          accountId,
          importId: null,
          kind: 'confirmOptOut',
          subject: null,
          before: () => {
            store.optouts.confirm({ accountId, person });
          },
          send: async () => {
            const entry = enter();
            const outcome = await session.send((late) => session.digisac.sendMessage(message, late), signal);
            entry.leave();
            return outcome;
          },
          after: () => undefined,
        },
      );
    });
    if (sent !== null) log.info('optout.confirmed', { deliveryId: optOut.deliveryId, ok: sent.ok });
    return signal.aborted ? 'stopped' : 'more';
  }

  const isNeeded = (accountId: number): boolean => store.optouts.accountsWaiting().includes(accountId);

  const pollers = createPollers({ clock, log, name: 'optouts', run, isNeeded });

  return {
    /** There is something to tell an account. */
    nudge: pollers.nudge,
    stopAll: pollers.stopAll,
    /** At start: what the last process left untold. */
    expect(): void {
      for (const accountId of store.optouts.accountsWaiting()) pollers.start(accountId);
    },
  };
}
