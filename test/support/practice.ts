import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import type { DialectChoice, FaultChoice, PracticeOptions } from '#main/practice/options.ts';
import { startServer } from '#main/practice/server.ts';
import type { PracticeClock } from '#main/practice/time.ts';

export interface PracticeSetup extends Partial<Omit<PracticeOptions, 'token'>> {
  /** Of the account's receipts, replies and delays; only where it runs in this process. */
  readonly clock?: PracticeClock;
}

const counts = z.record(z.string(), z.number());

const summarySchema = z.object({
  requests: z.number(),
  requestsByRoute: counts,
  /** Requests that each kind of fault met. */
  faults: counts,
  /** What really changed, by kind: contactCreated, contactChanged, messageAccepted, … */
  effects: counts,
  messages: z.object({
    /** Asked for, in whatever way it ended: what the pace is measured by. */
    arrived: z.number(),
    /** Took effect. */
    sent: z.number(),
    contacts: z.number(),
    numbers: z.number(),
    mostToOneContact: z.number(),
    /** To people who had visibly asked to be left out. */
    afterOptOut: z.number(),
  }),
  ticketsOpened: z.number(),
  /** Contacts that there are now. */
  contacts: z.number(),
  /** The most messages that arrived within a second, a minute, an hour. */
  worstWindows: counts,
});

const sentSchema = z.object({
  id: z.string(),
  contactId: z.string(),
  /** As the account knows it: perhaps without the ninth digit. */
  number: z.string(),
  text: z.string(),
  /** When it took effect, by the account's own clock. */
  atMs: z.number(),
  /** When it arrived, by the monotonic clock. */
  arrivedMs: z.number(),
  isAfterOptOut: z.boolean(),
  /** `chat`, `image`, `hsm`, … */
  type: z.string(),
  hsmId: z.string().nullable(),
  /** Of an approved template, as they were sent. */
  parameters: z.array(z.unknown()).nullable(),
  buttons: z.array(z.string()).nullable(),
  file: z.object({ hash: z.string(), bytes: z.number(), mimetype: z.string(), name: z.string().nullable() }).nullable(),
});

const requestSchema = z.object({
  n: z.number(),
  atMs: z.number(),
  arrivedMs: z.number(),
  method: z.string(),
  /** Such as `messages.create`; null where the account knows no such route. */
  route: z.string().nullable(),
  contactId: z.string().nullable(),
  number: z.string().nullable(),
  text: z.string().nullable(),
  /** As they came: below the base of the API, with its query; a long body is not remembered. */
  path: z.string(),
  body: z.string().nullable(),
  outcome: z.enum(['changed', 'read', 'refused']),
  /** Null where no answer was given. */
  status: z.number().nullable(),
  faults: z.array(z.string()),
});

const outcomesSchema = z.object({
  sent: z.array(z.object({ id: z.string(), contactId: z.string(), ack: z.number() })),
  replies: z.array(z.object({ id: z.string(), contactId: z.string(), text: z.string(), atMs: z.number() })),
});

const serviceSchema = z.object({ id: z.string(), name: z.string(), number: z.string(), isConnected: z.boolean() });

/** A practice account, and what only the one who runs it can see and do. It counts what took effect, answered or not. */
export interface Practice {
  /** With `/api/v1`. */
  readonly address: string;
  readonly token: string;
  /** Of somebody who can sign in; everybody's password is the token. */
  readonly email: string;
  /** The connection that can send: "Vendas". "Suporte" is off, and "Vendas (antigo)" is archived. */
  readonly serviceId: string;
  readonly services: readonly z.infer<typeof serviceSchema>[];
  readonly summary: () => Promise<z.infer<typeof summarySchema>>;
  /** Messages that took effect: all, or those to a contact, or to a number in either of its forms. */
  readonly messagesTo: (whom?: {
    readonly contactId?: string;
    readonly number?: string;
  }) => Promise<z.infer<typeof sentSchema>[]>;
  /** How many took effect, by contact and by number. */
  readonly messageCounts: () => Promise<{
    readonly byContact: Readonly<Record<string, number>>;
    readonly byNumber: Readonly<Record<string, number>>;
  }>;
  /** What the people did so far: receipts (-1 failed, 0 pending, 1 sent, 2 delivered, 3 read), and what they wrote. */
  readonly outcomes: () => Promise<z.infer<typeof outcomesSchema>>;
  /** The most messages within any stretch of this length: those that arrived, or those that took effect. */
  readonly worstWindow: (windowMs: number, of?: 'arrived' | 'sent') => Promise<number>;
  /** The latest requests (20,000 at least), oldest first. */
  readonly requests: (afterN?: number) => Promise<z.infer<typeof requestSchema>[]>;
  readonly setFaults: (faults: FaultChoice) => Promise<void>;
  readonly setDialect: (dialect: DialectChoice) => Promise<void>;
  /** By id or by name. */
  readonly connect: (service?: string) => Promise<void>;
  readonly disconnect: (service?: string) => Promise<void>;
  /** The person writes, or an agent in the panel. */
  readonly write: (message: {
    readonly contactId?: string;
    readonly number?: string;
    readonly text: string;
    readonly from?: 'person' | 'agent';
  }) => Promise<void>;
  readonly setWhatsapp: (number: string, hasWhatsapp: boolean) => Promise<void>;
  /** As it began, and nothing counted; dialect and faults stay. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface PracticeProcess extends Practice {
  /** Ends it as a power cut would: nothing is finished, nothing is said. */
  readonly kill: () => Promise<void>;
}

const usual = { seed: 1, statePath: null } as const;
const token = 'practice-token-0123456789abcdef';

/** A practice account in this process, on a port of the system's choice. */
export async function startPractice({ clock, ...setup }: PracticeSetup = {}): Promise<Practice> {
  const server = await startServer({ ...usual, ...setup, token }, clock);
  return practiceAt(server.address, server.close);
}

/** The same as a process of its own, which goes on when the one under test is killed. */
export async function spawnPractice(setup: Omit<PracticeSetup, 'clock'> = {}): Promise<PracticeProcess> {
  const options: PracticeOptions = { ...usual, ...setup, token };
  const child = fork(new URL('./practice-process.ts', import.meta.url), [JSON.stringify(options)], { execArgv: [] });
  const exited = once(child, 'exit');
  const { address } = await firstNotice(child);
  const end = async (how: () => unknown) => {
    how();
    await exited;
  };
  // It ends when it hears nobody any more.
  const practice = await practiceAt(address, () => end(() => child.disconnect()));
  return { ...practice, kill: () => end(() => child.kill('SIGKILL')) };
}

function firstNotice(child: ChildProcess): Promise<{ address: string }> {
  return new Promise((resolve, reject) => {
    child.once('message', (notice) => resolve(z.object({ address: z.string() }).parse(notice)));
    child.once('exit', (code) => reject(new Error(`the practice account ended before it listened: ${code}`)));
  });
}

async function practiceAt(address: string, close: () => Promise<void>): Promise<Practice> {
  async function control<T>(method: 'GET' | 'POST', path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    const response = await fetch(new URL(`/practice/${path}`, address), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`the practice account refuses ${path}: ${JSON.stringify(answer)}`);
    return schema.parse(answer);
  }
  const ask = <T>(path: string, schema: z.ZodType<T>) => control('GET', path, schema);
  const tell = async (path: string, body: unknown) => {
    await control('POST', path, z.unknown(), body);
  };
  const services = await ask('services', z.array(serviceSchema));

  return {
    address,
    token,
    email: 'marina@example.com',
    services,
    serviceId: services[0]?.id ?? '',
    summary: () => ask('summary', summarySchema),
    messagesTo: (whom = {}) => ask(`sent?${new URLSearchParams(whom)}`, z.array(sentSchema)),
    messageCounts: () => ask('sent/counts', z.object({ byContact: counts, byNumber: counts })),
    outcomes: () => ask('outcomes', outcomesSchema),
    worstWindow: async (windowMs, of = 'arrived') =>
      (await ask(`window?ms=${windowMs}&of=${of}`, z.object({ worst: z.number() }))).worst,
    requests: (afterN = 0) => ask(`journal?after=${afterN}`, z.array(requestSchema)),
    setFaults: (faults) => tell('faults', { faults }),
    setDialect: (dialect) => tell('dialect', { dialect }),
    connect: (service = 'Vendas') => tell('services', { service, isConnected: true }),
    disconnect: (service = 'Vendas') => tell('services', { service, isConnected: false }),
    write: (message) => tell('messages', message),
    setWhatsapp: (number, hasWhatsapp) => tell('people', { number, hasWhatsapp }),
    reset: () => tell('reset', {}),
    close,
  };
}
