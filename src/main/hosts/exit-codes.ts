import type { Problem } from '#shared/problem.ts';

/** How a process of Malote ends: part of the contract of the command line. */
export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  rowsLeft: 3,
  refused: 4,
  unreadable: 5,
  held: 6,
  limited: 7,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The end of a host whose engine could not start. */
export const exitCodeOfStart = (problem: Problem): ExitCode =>
  problem.kind === 'dataFolderHeld' ? exitCodes.held : exitCodes.unexpected;
