import type { Rate } from '#shared/pace/limits.ts';
import { ProblemError } from '#shared/problem.ts';
import { unreachable } from '#shared/result.ts';
import { briskPace, type TestEngine } from '../../support/engine.ts';
import { brokenLaws, brokenNow, type Promises } from './laws.ts';
import { type Operation, paces, troubles } from './operation.ts';
import { openWorld, type World } from './world.ts';

/** Two campaigns may say the same to the same people: their messages cannot be told apart. */
const beginnings = ['Olá', 'Novidade'] as const;
const mostCampaigns = 3;

type CampaignJob = `c${number}`;

/** What a story came to. */
export interface Played {
  /** The laws that it broke, each with where. */
  readonly broken: readonly string[];
  /** The messages that arrived at the account, in their order: when, what, and what became of it. */
  readonly received: readonly string[];
}

/**
 * Plays a story to its end. The same account and operations play the same story.
 */
export async function playStory(practiceSeed: number, operations: readonly Operation[]): Promise<Played> {
  const world = await openWorld(practiceSeed);
  const received = async () =>
    (await world.practice.requests())
      .filter(({ route }) => route === 'messages.create')
      .map(({ arrivedMs, text, outcome }) => `${arrivedMs} ${text} ${outcome}`);
  try {
    const { promises, play, end } = createModel(world);
    for (const operation of operations) {
      await play(operation);
      const broken = brokenNow(world);
      if (broken.length === 0) continue;
      return { broken: broken.map((law) => `after ${JSON.stringify(operation)}: ${law}`), received: await received() };
    }
    await end();
    return { broken: await brokenLaws(world, promises()), received: await received() };
  } finally {
    await world.close();
  }
}

function createModel(world: World) {
  const { time, practice } = world;
  const now = () => time.clock.monotonic();
  const beginningOf = new Map<CampaignJob, string>();
  const quiet: { beginning: string; fromMs: number; toMs: number }[] = [];
  const quietSince = new Map<string, number>();
  const epochs: { rate: Rate; fromMs: number; toMs: number }[] = [];
  const words = new Map<number, { sent: boolean; dropped: boolean; sends: number }>();
  let pace = paces[0] ?? briskPace;
  let paceSinceMs = now();

  const jobs = () => [...beginningOf.keys()];
  const jobAt = (place: number): CampaignJob | null => jobs()[place % Math.max(1, jobs().length)] ?? null;
  const statusOf = (job: CampaignJob) => world.malote().job(job).status;
  /** Running, or interrupted by a death: then a start may go on with it by itself. */
  const mayGoOn = (job: CampaignJob) => {
    const { status, reason } = world.malote().job(job);
    return status === 'running' || reason?.kind === 'interrupted';
  };

  /** From here on something may leave again. */
  function endQuiet(): void {
    for (const [beginning, fromMs] of quietSince) quiet.push({ beginning, fromMs, toMs: now() });
    quietSince.clear();
  }
  function noteQuiet(): void {
    for (const beginning of beginnings) {
      const isOpen = jobs().some((job) => beginningOf.get(job) === beginning && mayGoOn(job));
      if (!isOpen && !quietSince.has(beginning)) quietSince.set(beginning, now());
    }
  }

  /** A person asks for something; that it cannot be had now is an answer as well. */
  async function ask(task: (malote: TestEngine) => Promise<unknown>): Promise<void> {
    try {
      await world.act(task);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  async function changePace(place: number): Promise<void> {
    epochs.push({ rate: pace.rate, fromMs: paceSinceMs, toMs: now() });
    pace = paces[place] ?? pace;
    for (const job of jobs()) {
      await ask(({ engine }) => engine.campaigns.setPace(Number(job.slice(1)), { ...briskPace, ...pace }));
    }
    paceSinceMs = now();
  }

  async function decide(job: CampaignJob, decision: 'sent' | 'send' | 'drop', all: boolean): Promise<void> {
    const campaignId = Number(job.slice(1));
    const held = world.malote().store.deliveries.heldIds(campaignId);
    for (const deliveryId of all ? held : held.slice(0, 1)) {
      const before = words.get(deliveryId) ?? { sent: false, dropped: false, sends: 0 };
      words.set(deliveryId, {
        sent: before.sent || decision === 'sent',
        dropped: before.dropped || decision === 'drop',
        sends: before.sends + (decision === 'send' ? 1 : 0),
      });
      await ask(({ engine }) => engine.campaigns.decide({ campaignId, deliveryId, decision }));
    }
  }

  async function optOut(place: number, how: 'reply' | 'hand'): Promise<void> {
    const { store, engine } = world.malote();
    const rows = store.rows.inState(1, 'ready', 100);
    const row = rows[place % rows.length];
    if (row?.contactId == null || row.phone === null) return;
    if (how === 'hand') engine.optouts.add(`+${row.phone}`);
    else await practice.write({ contactId: row.contactId, text: 'SAIR', from: 'person' });
  }

  async function act(operation: Operation): Promise<void> {
    const job = 'campaign' in operation ? jobAt(operation.campaign) : null;
    switch (operation.kind) {
      case 'send': {
        if (jobs().length >= mostCampaigns) return;
        const beginning = beginnings[operation.text] ?? beginnings[0];
        return ask(async (malote) => {
          const template = `${beginning}, {{nome}}!`;
          const campaignId = await malote.send(1, { template, pace, inDoubt: operation.rule });
          beginningOf.set(`c${campaignId}`, beginning);
        });
      }
      case 'pass':
        return world.pass(operation.ms);
      case 'pause':
      case 'resume':
      case 'cancel':
      case 'retry':
        return job === null ? undefined : ask(({ engine }) => engine.jobs[operation.kind](job));
      case 'decide':
        return job === null ? undefined : decide(job, operation.decision, operation.all);
      case 'pace':
        return changePace(operation.pace);
      case 'crash':
        return world.crash(operation);
      case 'quit':
        return world.quit(operation.goOn);
      case 'trouble':
        return practice.setFaults(troubles[operation.trouble] ?? []);
      case 'connection':
        return operation.isOn ? practice.connect() : practice.disconnect();
      case 'clock':
        return time.moveWall(operation.ms);
      case 'optOut':
        return optOut(operation.person, operation.how);
      default:
        return unreachable(operation);
    }
  }

  const starts: readonly Operation['kind'][] = ['send', 'resume', 'retry', 'decide'];

  return {
    async play(operation: Operation): Promise<void> {
      if (starts.includes(operation.kind)) endQuiet();
      await act(operation);
      noteQuiet();
    },

    /** The account is well again, everything goes on that may, and time passes until nothing is left to do. */
    async end(): Promise<void> {
      endQuiet();
      await practice.setFaults([]);
      await practice.connect();
      for (let rounds = 0; rounds < 10; rounds += 1) {
        for (const job of jobs()) if (statusOf(job) !== 'running') await ask(({ engine }) => engine.jobs.resume(job));
        await world.malote().until('everything stands still', () => jobs().every((job) => statusOf(job) !== 'running'));
        if (jobs().every((job) => ['done', 'cancelled'].includes(statusOf(job)))) return;
      }
      throw new Error(`paused again and again: ${JSON.stringify(jobs().map((job) => world.malote().job(job).reason))}`);
    },

    promises: (): Promises => ({
      paces: [...epochs, { rate: pace.rate, fromMs: paceSinceMs, toMs: Number.POSITIVE_INFINITY }],
      quiet,
      words,
    }),
  };
}
