import { createTranslator, type Translate } from '#shared/sentences/translate.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { languageOf } from '../node-platform.ts';
import { hostText } from '../texts.ts';
import { asksFor, languageAsked, splitVerb } from './args.ts';
import type { Command, Context, Task } from './command.ts';
import { commands } from './commands.ts';
import type { Console, StopCause } from './console.ts';
import { failureOf, orThrow, problemOf, UsageError } from './faults.ts';
import { commandHelp, overallHelp } from './help.ts';
import type { CliHost, OpenEngine, Place } from './host.ts';
import { createOutput, type Output } from './output.ts';

/** One run of the command line, from its arguments to its exit code (shared contract: cli.md). */
export async function runCli(
  argv: readonly string[],
  { console, host }: { readonly console: Console; readonly host: CliHost },
): Promise<ExitCode> {
  const asked = languageAsked(argv);
  const language = asked === null || asked === 'unknown' ? languageOf(console.env) : asked;
  const translate = createTranslator(language);
  const { verb, rest } = splitVerb(argv);
  const command = commands.find((one) => one.verb === verb) ?? null;
  const outputFor = (options: { readonly json: boolean; readonly quiet: boolean }) =>
    createOutput({ console, isJson: options.json, isQuiet: options.quiet, language, translate });
  const early = outputFor({ json: argv.includes('--json'), quiet: false });

  if (asksFor(argv, 'help') || verb === 'help') return help(console, translate, verb === 'help' ? rest[0] : verb);
  if (asksFor(argv, 'version')) {
    console.out.write(`malote ${host.version}\n`);
    return exitCodes.done;
  }
  const fail = (output: Output, error: unknown, isVerbose: boolean) =>
    tellFailure(output, error, { translate, verb: command?.verb ?? null, isVerbose });
  try {
    if (asked === 'unknown') throw new UsageError('cli.usage.language');
    if (verb === null) throw new UsageError('cli.usage.commandMissing');
    if (command === null) throw unknownCommand(verb);
    const { common: options, task } = command.read(rest);
    const output = outputFor(options);
    const place: Place = {
      dataDir: options.dataDir,
      language,
      onFirstSecretInFile: () => output.warn(hostText(language, 'secretsInFile')),
    };
    const job: Job = { command, task, console, host };
    return await carryOut(job, { options, language, translate, console, output, host, place }, (error) =>
      fail(output, error, options.verbose),
    );
  } catch (error) {
    return fail(early, error, argv.includes('--verbose'));
  }
}

function help(console: Console, translate: Translate, verb: string | null | undefined): ExitCode {
  const command = commands.find((one) => one.verb === verb);
  const lines = command === undefined ? overallHelp(translate, commands) : commandHelp(translate, command);
  console.out.write(`${lines.join('\n')}\n`);
  return exitCodes.done;
}

/** Only what looks like a word is quoted: it may be a token that was pasted at the wrong place (law 7). */
const unknownCommand = (verb: string): UsageError =>
  /^[a-z-]{1,16}$/i.test(verb)
    ? new UsageError('cli.usage.commandUnknown', { command: verb })
    : new UsageError('cli.usage.commandMissing');

interface Job {
  readonly command: Command;
  readonly task: Task;
  readonly console: Console;
  readonly host: CliHost;
}

const exitCodeOfStop = { SIGINT: exitCodes.interrupted, SIGTERM: exitCodes.terminated, gone: exitCodes.done } as const;

/** Runs a command until it is done, fails, or is told to stop; then leaves the engine in order. */
async function carryOut(
  { command, task, console, host }: Job,
  base: Pick<Context, 'options' | 'language' | 'translate' | 'console' | 'output' | 'host' | 'place'>,
  fail: (error: unknown) => ExitCode,
): Promise<ExitCode> {
  const { output, translate } = base;
  const stop = new AbortController();
  const stopAsked = Promise.withResolvers<StopCause>();
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const cleanUps = new Set<() => Promise<void>>();
  const engines: ReturnType<CliHost['openEngine']>[] = [];
  let cause: StopCause | null = null;

  if (!command.hearsSignals) {
    console.onStop((why) => {
      // A broken pipe is told by every line that does not get through.
      if (cause !== null && why !== 'gone') host.endNow(exitCodeOfStop[why]);
      if (cause !== null) return;
      cause = why;
      stopAsked.resolve(why);
    });
  }
  const context: Context = {
    ...base,
    signal: stop.signal,
    engine: async (sharing, place = base.place) => {
      const opening = host.openEngine(place, sharing);
      engines.push(opening);
      const engine = orThrow(await opening);
      stop.signal.throwIfAborted();
      engine.broken.catch(broken.reject);
      return engine.client;
    },
    atStop: (cleanUp) => {
      cleanUps.add(cleanUp);
      return () => void cleanUps.delete(cleanUp);
    },
  };

  const work = task(context);
  try {
    const end = await Promise.race([work, stopAsked.promise, broken.promise]);
    if (typeof end === 'number') return end;
    return await stopCleanly(end);
  } catch (error) {
    output.settle();
    return fail(error);
  } finally {
    for (const opening of engines) await closeOpened(opening);
  }

  async function stopCleanly(why: StopCause): Promise<ExitCode> {
    // What is taken off while the work unwinds is to be done all the same; the latest first.
    const due = [...cleanUps].reverse();
    output.settle();
    if (due.length > 0 && why !== 'gone') output.warn(translate('cli.secondCtrlC'));
    stop.abort();
    // The work ends by the signal; whatever else it says then comes too late.
    work.catch(() => undefined);
    for (const cleanUp of due) {
      await cleanUp().catch((error: unknown) => {
        if (problemOf(error) === null) throw error;
      });
    }
    if (!output.isConcluded()) output.tell({ type: 'result', job: null, state: 'interrupted', counts: {} });
    return exitCodeOfStop[why];
  }
}

async function closeOpened(opening: Promise<{ ok: true; value: OpenEngine } | { ok: false }>): Promise<void> {
  const opened = await opening.catch(() => null);
  if (opened?.ok) await opened.value.close();
}

function tellFailure(
  output: Output,
  error: unknown,
  about: { readonly translate: Translate; readonly verb: string | null; readonly isVerbose: boolean },
): ExitCode {
  const { translate, verb, isVerbose } = about;
  const { sentence, kind, exitCode, needsHelp, details } = failureOf(error, translate);
  output.warn(sentence);
  if (needsHelp) output.warn(translate('cli.helpHint', { command: verb === null ? 'malote' : `malote ${verb}` }));
  if (isVerbose) output.warn(details);
  output.tell({ type: 'error', kind, message: sentence, exitCode });
  output.tell({ type: 'result', job: null, state: 'failed', counts: {} });
  return exitCode;
}
