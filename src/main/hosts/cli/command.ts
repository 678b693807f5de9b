import type { EngineClient } from '#shared/rpc/contract.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { SentenceKey } from '#shared/sentences/sentences.ts';
import type { Translate } from '#shared/sentences/translate.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type Arguments, type CommonOptions, type OptionSpecs, readArguments } from './args.ts';
import type { Console } from './console.ts';
import type { CliHost, Place } from './host.ts';
import type { Output } from './output.ts';

/** What a command works with. */
export interface Context {
  readonly options: CommonOptions;
  readonly language: Language;
  readonly translate: Translate;
  readonly console: Console;
  readonly output: Output;
  readonly host: CliHost;
  /** Aborts when the command is to end before its work does. */
  readonly signal: AbortSignal;
  /**
   * The engine, started when it is first asked for. `shared`: where another Malote holds the data folder, its engine
   * answers. `own`: then this ends with dataFolderHeld.
   */
  readonly engine: (sharing: 'own' | 'shared', place?: Place) => Promise<EngineClient>;
  readonly place: Place;
  /**
   * What is to be done should the command be told to stop (Ctrl-C) from here on, while the engine is still there.
   * The function that comes back takes it off again.
   */
  readonly atStop: (cleanUp: () => Promise<void>) => () => void;
}

export type Task = (context: Context) => Promise<ExitCode>;

/** One verb of the command line. */
export interface Command {
  readonly verb: string;
  /** `malote show JOB [options]`: the same in all languages. */
  readonly usage: string;
  readonly about: SentenceKey;
  readonly options: OptionSpecs;
  /** It hears signals itself, and ends by them as the contract says. */
  readonly hearsSignals: boolean;
  /** Understands the arguments, or throws a UsageError or ProblemError before anything is done. */
  readonly read: (argv: readonly string[]) => { readonly common: CommonOptions; readonly task: Task };
}

export function defineCommand<const O extends OptionSpecs>(spec: {
  readonly verb: string;
  /** What stands behind the verb: `JOB`, `FILE`. */
  readonly operands: string;
  readonly positionals: readonly [least: number, most: number];
  readonly about: SentenceKey;
  readonly options: O;
  readonly hearsSignals?: true;
  readonly read: (given: Arguments<O>, common: CommonOptions) => Task;
}): Command {
  const { verb, operands, about, options, positionals } = spec;
  const usage = ['malote', verb, operands].filter((part) => part !== '').join(' ');
  return {
    verb,
    usage,
    about,
    options,
    hearsSignals: spec.hearsSignals === true,
    read: (argv) => {
      const { own, common } = readArguments(argv, { options, positionals, usage });
      return { common, task: spec.read(own, common) };
    },
  };
}
