import type { Problem } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { PracticeAddress } from '../practice-thread.ts';
import type { StoreKeeper } from '../store-keeper.ts';
import type { WebhooksWanted } from '../webhooks/open.ts';

/** An engine that answers, and the way to leave it. */
export interface OpenEngine {
  readonly client: EngineClient;
  /** Rejects when the engine broke too often to go on; it never resolves. */
  readonly broken: Promise<never>;
  /** Lets what is under way come to its end. Another Malote's engine is left alone. */
  readonly close: () => Promise<void>;
}

/** Which data folder a command works in, and who hears of what concerns it. */
export interface Place {
  readonly dataDir: string | null;
  readonly language: Language;
  /** Told once in the life of a data folder: tokens stand in a file. */
  readonly onFirstSecretInFile: () => void;
}

/** What the command line can start: the real things in `main.ts`, doubles in tests. */
export interface CliHost {
  readonly version: string;
  /** Problems: dataFolderHeld, dataFolderNoAccess, databaseDamaged, databaseFromFuture, diskFull. */
  readonly openEngine: (place: Place, sharing: 'own' | 'shared') => Promise<Result<OpenEngine, Problem>>;
  /** Looks after the database while no engine runs on it. */
  readonly storeKeeper: (place: Place) => StoreKeeper;
  /** Where the data of this place stand. Absolute. */
  readonly folderOf: (dataDir: string | null) => string;
  readonly keepAwake: (on: boolean) => void;
  /** The window in the browser, until its end. */
  readonly serve: (
    place: Place,
    options: { readonly port: number; readonly webhooks: WebhooksWanted | null },
  ) => Promise<ExitCode>;
  /** The practice account alone; it listens when this resolves. Problems: dataFolderNoAccess, diskFull. */
  readonly practise: (
    place: Place,
    options: PracticeOptions,
  ) => Promise<Result<{ readonly at: PracticeAddress; readonly close: () => Promise<void> }, Problem>>;
  readonly endNow: (code: ExitCode) => void;
}

/** How the practice account behaves; what is left out is as the window has it. */
export interface PracticeOptions {
  readonly port: number | null;
  readonly seed: number | null;
  readonly dialect: readonly string[];
  readonly faults: readonly string[];
  readonly official: boolean;
}
