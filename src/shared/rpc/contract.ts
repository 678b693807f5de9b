import type { ContractRouterClient } from '@orpc/contract';
import { accounts } from './accounts.ts';
import { campaigns } from './campaigns.ts';
import { imports } from './imports.ts';
import { jobs } from './jobs.ts';
import { mappings } from './mappings.ts';
import { optouts } from './optouts.ts';
import { reports } from './reports.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { system } from './system.ts';
import { undos } from './undos.ts';

/** All that a face may ask of the engine. One handler answers it, over a port, a relayed port or a WebSocket. */
export const contract = {
  accounts,
  imports,
  campaigns,
  jobs,
  mappings,
  optouts,
  reports,
  review,
  settings,
  system,
  undos,
};

/** The contract as a caller sees it: `engine.imports.get({ importId })`. */
export type EngineClient = ContractRouterClient<typeof contract>;
