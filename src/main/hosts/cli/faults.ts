import { ORPCError } from '@orpc/client';
import { type Problem, ProblemError, problemSchema } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { SentenceKey } from '#shared/sentences/sentences.ts';
import { type Facts, problemSentence, type Translate } from '#shared/sentences/translate.ts';
import { crashOf } from '../crash.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** What was typed can't be understood, or not be done like this. The sentence says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly key: SentenceKey;
  readonly facts: Facts;
  constructor(key: SentenceKey, facts: Facts = {}) {
    super(key);
    this.key = key;
    this.facts = facts;
  }
}

/** The value of what went well; else its problem, on its way to the edge (`run.ts`). */
export function orThrow<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
}

/** The value, where there is one; else the problem of an option that got this value. */
export function orInvalid<T>(parsed: T | null, option: string, value: string): T {
  if (parsed !== null) return parsed;
  throw new ProblemError({ kind: 'optionInvalid', option, value });
}

/** The problem that an error brings along: our own, or one that the engine told; null for the unexpected. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof ORPCError) || error.code !== 'PROBLEM') return null;
  const problem = problemSchema.safeParse(error.data);
  return problem.success ? problem.data : null;
}

/** How a command that failed ends: what people read, what programs read, and the exit code. */
export interface Failure {
  readonly sentence: string;
  readonly kind: string;
  readonly exitCode: ExitCode;
  /** What `--help` says helps here. */
  readonly needsHelp: boolean;
  /** For `--verbose`: names, codes and places, never what an error says (it may quote a row or a number, law 7). */
  readonly details: string;
}

export function failureOf(error: unknown, translate: Translate): Failure {
  if (error instanceof UsageError) {
    const sentence = translate(error.key, error.facts);
    return { sentence, kind: 'usage', exitCode: exitCodes.usage, needsHelp: true, details: error.message };
  }
  const problem = problemOf(error);
  if (problem === null) {
    const sentence = translate('cli.unexpected');
    return { sentence, kind: 'unexpected', exitCode: exitCodes.unexpected, needsHelp: false, details: placesOf(error) };
  }
  const exitCode = exitCodeOfProblem(problem);
  return {
    sentence: problemSentence(translate, problem),
    kind: problem.kind,
    exitCode,
    needsHelp: ofOptions.has(problem.kind),
    details: JSON.stringify(problem),
  };
}

/** The contract of cli.md: which problem ends the process with which code. */
export function exitCodeOfProblem({ kind }: Problem): ExitCode {
  if (kind === 'dataFolderHeld') return exitCodes.held;
  if (refusals.has(kind)) return exitCodes.refused;
  if (limits.has(kind)) return exitCodes.limited;
  if (wrongWords.has(kind)) return exitCodes.usage;
  if (kind === 'planFileNotFound' || kind === 'blockListEmpty') return exitCodes.unreadable;
  if (/^plan[A-Z]/.test(kind)) return exitCodes.usage;
  return /^(file|workbook)/.test(kind) ? exitCodes.unreadable : exitCodes.unexpected;
}

/** Of the account, whatever it is asked for. */
const refusals: ReadonlySet<Problem['kind']> = new Set([
  'tokenRefused',
  'permissionDenied',
  'loginRefused',
  'signInEnded',
]);

/** Paused by what the campaign itself asked for, or by a person elsewhere. */
const limits: ReadonlySet<Problem['kind']> = new Set([
  'outsideWindow',
  'dailyLimitReached',
  'maxReached',
  'notYetTime',
  'startMissed',
  'pausedByUser',
]);

/** What an option takes, its help says. */
const ofOptions: ReadonlySet<Problem['kind']> = new Set([
  'encodingUnknown',
  'columnUnknown',
  'targetUnknown',
  'addressInvalid',
  'tokenMissing',
  'rateInvalid',
  'windowInvalid',
  'daysInvalid',
  'timeZoneInvalid',
  'dateInvalid',
  'optionInvalid',
  'phoneOfOptionInvalid',
]);

/** What is mended by typing something else. */
const wrongWords: ReadonlySet<Problem['kind']> = new Set([
  ...ofOptions,
  'sheetNotFound',
  'targetThere',
  'noNumberColumn',
  'noAccount',
  'accountUnknown',
  'noService',
  'serviceUnknown',
  'serviceAmbiguous',
  'departmentUnknown',
  'webhookUnknown',
  'fieldUnknown',
  'userUnknown',
  'topicUnknown',
  'nobodyChosen',
  'confirmWrong',
  'copyUnknown',
  'jobUnknown',
  'routineUnknown',
  'routineBusy',
  'jobWrongState',
  'importNotReady',
  'reportOfCampaignsOnly',
  'nobodyToSendTo',
  'blockListUnknown',
  'audienceEmpty',
  'audienceFileWrong',
  'audienceGone',
  'audienceNameUnknown',
  'audienceSourceGone',
  'audienceUnknown',
  'templateEmpty',
  'templateBroken',
  'templateUnknownVariable',
  'templateTooLong',
]);

function placesOf(error: unknown): string {
  const { what, where } = crashOf(error);
  return [what, ...where].join('\n  ');
}
