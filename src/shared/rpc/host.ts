import { oc } from '@orpc/contract';
import { z } from 'zod';

/** What the engine asks of the host that runs it: the two things that only a host has. */
export const hostContract = {
  /** Tokens, in the system's keychain or a file of mode 0600 (law 7). `key` names the account, never a secret. */
  secrets: {
    get: oc.input(z.object({ key: z.string() })).output(z.object({ token: z.string().nullable() })),
    set: oc.input(z.object({ key: z.string(), token: z.string() })),
    remove: oc.input(z.object({ key: z.string() })),
  },
  /** Where the practice account listens, started when it is not running. The port differs from start to start. */
  practice: {
    address: oc.output(z.object({ address: z.string(), token: z.string() })),
  },
};

/** What a host hands to the engine's thread (`workerData`), besides the port on which it answers `hostContract`. */
export interface EngineThreadData {
  /** Absolute. The database, uploads and reports stand here. */
  readonly dataFolder: string;
  /** Absolute: where the sample sheets are. */
  readonly resources: string;
  readonly version: string;
  /** Jobs that were running when the last process ended go on by themselves (the window), or wait (the command line). */
  readonly goOnAtStart: boolean;
  /** The last thread broke: the database is looked through for damage before it is trusted again. */
  readonly looksForDamage: boolean;
}

/** What the engine's thread tells its host. `failed` carries the problem that kept it from starting. */
export const threadNoticeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('failed'), problem: z.unknown() }),
  z.object({ type: z.literal('stopped') }),
]);
export type ThreadNotice = z.infer<typeof threadNoticeSchema>;

/**
 * What a host tells the engine's thread; a new face comes with its port as the transferred `port`. `rest` and `wake`: the
 * machine goes to sleep, and has woken, from hosts that are told so by their system.
 */
export type ThreadOrder = { readonly type: 'connect' | 'stop' | 'rest' | 'wake' };
