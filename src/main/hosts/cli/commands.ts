import type { Command } from './command.ts';
import { accountsCommand } from './commands/accounts.ts';
import { audienceCommand } from './commands/audience.ts';
import { blockListCommand } from './commands/blocklist.ts';
import { cancelCommand } from './commands/cancel.ts';
import { decideCommand } from './commands/decide.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { importCommand } from './commands/import.ts';
import { inspectCommand } from './commands/inspect.ts';
import { jobsCommand } from './commands/jobs.ts';
import { loginCommand } from './commands/login.ts';
import { optoutCommand } from './commands/optout.ts';
import { pauseCommand } from './commands/pause.ts';
import { personCommand } from './commands/person.ts';
import { practiceCommand } from './commands/practice.ts';
import { reportCommand } from './commands/report.ts';
import { restoreCommand } from './commands/restore.ts';
import { resumeCommand } from './commands/resume.ts';
import { retentionCommand } from './commands/retention.ts';
import { retryCommand } from './commands/retry.ts';
import { routinesCommand } from './commands/routines.ts';
import { rowsCommand } from './commands/rows.ts';
import { runCommand } from './commands/run.ts';
import { sendCommand } from './commands/send.ts';
import { serveCommand } from './commands/serve.ts';
import { showCommand } from './commands/show.ts';
import { undoCommand } from './commands/undo.ts';

/** In the order in which the help tells of them. */
export const commands: readonly Command[] = [
  demoCommand,
  loginCommand,
  accountsCommand,
  inspectCommand,
  importCommand,
  audienceCommand,
  sendCommand,
  runCommand,
  routinesCommand,
  resumeCommand,
  pauseCommand,
  cancelCommand,
  retryCommand,
  decideCommand,
  jobsCommand,
  showCommand,
  rowsCommand,
  reportCommand,
  undoCommand,
  optoutCommand,
  blockListCommand,
  personCommand,
  eraseCommand,
  retentionCommand,
  practiceCommand,
  serveCommand,
  doctorCommand,
  restoreCommand,
];
