import { worstWindow } from '#main/practice/window.ts';
import type { Rate } from '#shared/pace/limits.ts';
import type { World } from './world.ts';

/** What the model knows of a story: what was promised when, and what a person decided. Moments are monotonic. */
export interface Promises {
  /** The pace that held between two changes of it; both ends left out. */
  readonly paces: readonly { readonly rate: Rate; readonly fromMs: number; readonly toMs: number }[];
  /** Stretches in which nothing that begins like this may arrive: its campaigns were paused, cancelled or done. */
  readonly quiet: readonly { readonly beginning: string; readonly fromMs: number; readonly toMs: number }[];
  /** Deliveries about which a person said a word, and how often it was "send it". */
  readonly words: ReadonlyMap<number, { readonly sent: boolean; readonly dropped: boolean; readonly sends: number }>;
}

interface DeliveryRow {
  readonly id: number;
  readonly campaign_id: number;
  readonly contact_id: string;
  readonly person: string;
  readonly text: string;
  readonly state: string;
  readonly problem: string | null;
  readonly message_id: string | null;
}

const taken = ['accepted', 'sent', 'delivered', 'read'];
const ends = [...taken, 'failed', 'held', 'skipped', 'cancelled'];

/**
 * What holds at any moment: what is counted as it goes is what there is (law 8), it adds up to the recipients (law 3),
 * and nothing is under way of a campaign that stands still (law 2).
 */
export function brokenNow({ malote, db }: World): readonly string[] {
  const { store } = malote();
  return store.campaigns.list().flatMap(({ id, importId, phase, status }) => {
    const sorted = (counts: readonly { state: string; problem: string | null; count: number }[]) =>
      JSON.stringify(counts.map(({ state, problem, count }) => [state, problem || null, count]).sort());
    const counts = store.deliveries.counts(id);
    const broken: string[] = [];
    if (sorted(counts) !== sorted(store.deliveries.recount(id))) broken.push(`law 8: c${id} counts what is not there`);
    if (status !== 'running' && counts.some(({ state }) => state === 'sending')) {
      broken.push(`law 2: c${id} is ${status}, and messages of it are under way`);
    }
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const ready = db
      .prepare<[number], { count: number }>(
        "SELECT count(*) AS count FROM rows WHERE import_id = ? AND state = 'ready'",
      )
      .get(importId)?.count;
    if (phase !== 'enlist' && total !== ready) broken.push(`law 3: c${id} has ${total} recipients of ${ready}`);
    return broken;
  });
}

/** Judges a story that has come to its end, by what the account received. */
export async function brokenLaws(world: World, promises: Promises): Promise<readonly string[]> {
  const { practice, db, optOuts } = world;
  const sent = await practice.messagesTo();
  const arrivals = (await practice.requests()).filter(({ route }) => route === 'messages.create');
  const deliveries = db
    .prepare<[], DeliveryRow>(
      'SELECT id, campaign_id, contact_id, person, text, state, problem, message_id FROM deliveries ORDER BY id',
    )
    .all();
  const broken: string[] = [];

  // Law 2, and law 3: what is to one contact with one text, against what the log says of it.
  const keyOf = (contactId: string, text: string) => `${contactId} ${text}`;
  for (const key of new Set(sent.map(({ contactId, text }) => keyOf(contactId, text)))) {
    const count = sent.filter(({ contactId, text }) => keyOf(contactId, text) === key).length;
    const its = deliveries.filter((delivery) => keyOf(delivery.contact_id, delivery.text) === key);
    const most = its.reduce((sum, delivery) => sum + mostMessages(delivery, promises), 0);
    if (count > most) {
      const states = its.map(({ id, campaign_id, state }) => `c${campaign_id}#${id} ${state}`).join(', ');
      broken.push(`law 2: ${count} messages where ${most} are accounted for: ${key} (${states})`);
    }
  }
  const claimed = new Set<string>();
  for (const { id, state, text, contact_id, message_id } of deliveries) {
    if (!ends.includes(state)) broken.push(`law 3: #${id} ends as ${state}`);
    if (!taken.includes(state) || (message_id === null && promises.words.get(id)?.sent)) continue;
    const own = sent.find((message) => message.id === message_id);
    if (own?.contactId !== contact_id || own.text !== text)
      broken.push(`law 3: #${id} is ${state} without its message`);
    if (claimed.has(message_id ?? '')) broken.push(`law 2: #${id} counts another one's message as its own`);
    claimed.add(message_id ?? '');
  }

  for (const { rate, fromMs, toMs } of promises.paces) {
    const within = arrivals.flatMap(({ arrivedMs }) => (arrivedMs > fromMs && arrivedMs < toMs ? [arrivedMs] : []));
    const worst = worstWindow(within, rate.windowMs);
    if (worst > rate.count) broken.push(`law 4: ${worst} in ${rate.windowMs} ms where ${rate.count} were promised`);
  }

  const personOf = new Map(deliveries.map(({ contact_id, person }) => [contact_id, person]));
  for (const [person, { sinceMs, underWay }] of optOuts) {
    const after = sent.filter(({ contactId, arrivedMs }) => personOf.get(contactId) === person && arrivedMs > sinceMs);
    if (after.length > underWay) broken.push(`law 5: ${after.length} messages after the opt-out of ${person}`);
  }

  for (const { beginning, fromMs, toMs } of promises.quiet) {
    const count = arrivals.filter(
      ({ text, arrivedMs }) => text?.startsWith(beginning) && arrivedMs > fromMs && arrivedMs < toMs,
    ).length;
    if (count > 0) broken.push(`${count} messages ("${beginning}…") left while nothing of it was running`);
  }
  return [...broken, ...brokenNow(world)];
}

/** How many messages at most a delivery accounts for. A person who says "send it" takes the chance of one more. */
function mostMessages(delivery: DeliveryRow, { words }: Promises): number {
  const { id, state, message_id } = delivery;
  const word = words.get(id);
  const mayHaveLeft = taken.includes(state) || state === 'held' || (state === 'failed' && message_id !== null);
  return (mayHaveLeft || word?.dropped || (word?.sends ?? 0) > 0 ? 1 : 0) + (word?.sends ?? 0);
}
