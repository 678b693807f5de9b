import type { ContractRouterClient } from '@orpc/contract';
import { accounts } from './accounts.ts';
import { actions } from './actions.ts';
import { audiences } from './audiences.ts';
import { blockLists } from './block-lists.ts';
import { calendar } from './calendar.ts';
import { campaigns } from './campaigns.ts';
import { contacts } from './contacts.ts';
import { desk } from './desk.ts';
import { exportJobs } from './exports.ts';
import { imports } from './imports.ts';
import { jobs } from './jobs.ts';
import { mappings } from './mappings.ts';
import { messages } from './messages.ts';
import { optouts } from './optouts.ts';
import { plans } from './plans.ts';
import { privacy } from './privacy.ts';
import { reports } from './reports.ts';
import { review } from './review.ts';
import { routines } from './routines.ts';
import { settings } from './settings.ts';
import { system } from './system.ts';
import { tickets } from './tickets.ts';
import { undos } from './undos.ts';
import { webhooks } from './webhooks.ts';

/** All that a face may ask of the engine. One handler answers it, over a port, a relayed port or a WebSocket. */
export const contract = {
  accounts,
  actions,
  audiences,
  blockLists,
  imports,
  calendar,
  campaigns,
  contacts,
  desk,
  exports: exportJobs,
  jobs,
  mappings,
  messages,
  optouts,
  privacy,
  plans,
  reports,
  review,
  routines,
  settings,
  system,
  tickets,
  undos,
  webhooks,
};

/** The contract as a caller sees it: `engine.imports.get({ importId })`. */
export type EngineClient = ContractRouterClient<typeof contract>;
