import type { Command } from './command.ts';
import { accountsCommand } from './commands/accounts.ts';
import { audienceCommand } from './commands/audience.ts';
import { blockCommand, unblockCommand } from './commands/block.ts';
import { blockListCommand } from './commands/blocklist.ts';
import { cancelCommand } from './commands/cancel.ts';
import { commentCommand } from './commands/comment.ts';
import { connectionsCommand } from './commands/connections.ts';
import { contactsCommand } from './commands/contacts.ts';
import { decideCommand } from './commands/decide.ts';
import { deleteCommand } from './commands/delete.ts';
import { demoCommand } from './commands/demo.ts';
import { departmentCommand } from './commands/department.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { exportCommand } from './commands/export.ts';
import { fieldCommand } from './commands/field.ts';
import { groupCommand } from './commands/group.ts';
import { importCommand } from './commands/import.ts';
import { inspectCommand } from './commands/inspect.ts';
import { integrationsCommand } from './commands/integrations.ts';
import { jobsCommand } from './commands/jobs.ts';
import { loginCommand } from './commands/login.ts';
import { nowCommand } from './commands/now.ts';
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
import { statsCommand } from './commands/stats.ts';
import { tagCommand } from './commands/tag.ts';
import { ticketCommand } from './commands/ticket.ts';
import { ticketsCommand } from './commands/tickets.ts';
import { undoCommand } from './commands/undo.ts';
import { webhooksCommand } from './commands/webhooks.ts';

/** In the order in which the help tells of them. */
export const commands: readonly Command[] = [
  demoCommand,
  loginCommand,
  accountsCommand,
  connectionsCommand,
  nowCommand,
  statsCommand,
  integrationsCommand,
  webhooksCommand,
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
  contactsCommand,
  ticketsCommand,
  exportCommand,
  tagCommand,
  fieldCommand,
  departmentCommand,
  commentCommand,
  ticketCommand,
  blockCommand,
  unblockCommand,
  deleteCommand,
  groupCommand,
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
