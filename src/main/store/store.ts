import { statSync } from 'node:fs';
import { createAccounts } from './accounts.ts';
import { createActions } from './actions.ts';
import { createAttachments } from './attachments.ts';
import { createBlockLists } from './block-lists.ts';
import { createCampaigns } from './campaigns.ts';
import { createChecks } from './checks.ts';
import { createConsents } from './consents.ts';
import { createContactChanges } from './contact-changes.ts';
import { createContacts } from './contacts.ts';
import { bytesLackingForCopy, isSound } from './copies.ts';
import type { Db } from './database.ts';
import { createDeeds } from './deeds.ts';
import { createDeliveries } from './deliveries.ts';
import { createEdits } from './edits.ts';
import { createErasures } from './erasures.ts';
import { createExports } from './exports.ts';
import { storeFiles } from './files.ts';
import { createHeardPosts } from './heard-posts.ts';
import { createImportPlans } from './import-plans.ts';
import { createImports } from './imports.ts';
import type { Lineage } from './lineage.ts';
import { createOptOuts } from './optouts.ts';
import { createPaceLedger } from './pace.ts';
import { createPersonalData } from './personal-data.ts';
import { createPlanRuns } from './plan-runs.ts';
import { createRefusals } from './refusals.ts';
import { createRefusedRequests } from './refused-requests.ts';
import { createReportQueries } from './report.ts';
import { createRequests } from './requests.ts';
import { createRoutines } from './routines.ts';
import { createRows } from './rows.ts';
import { createSavedAudiences } from './saved-audiences.ts';
import { createSavedMappings } from './saved-mappings.ts';
import { createSavedTexts } from './saved-texts.ts';
import { createSendingDays } from './sending-days.ts';
import { createSettings } from './settings.ts';
import { createSources } from './sources.ts';
import { createUndos } from './undos.ts';

/** All tables on one connection: the engine's thread is the only writer. */
export function createStore(
  db: Db,
  about: {
    readonly schema: number;
    readonly folder: string;
    /** It is a copy, or was restored from one: `store/lineage.ts`. */
    readonly wasRestored?: boolean;
    readonly nextBeat?: Lineage['nextBeat'];
    readonly onClose: () => void;
  },
) {
  const path = storeFiles(about.folder).database;
  let personalData: ReturnType<typeof createPersonalData> | null = null;
  return {
    /** Migrations done. */
    schema: about.schema,
    folder: about.folder,
    /** Of the database. */
    path,
    wasRestored: about.wasRestored ?? false,
    settings: createSettings(db),
    accounts: createAccounts(db),
    imports: createImports(db),
    importPlans: createImportPlans(db),
    rows: createRows(db),
    edits: createEdits(db),
    checks: createChecks(db),
    contacts: createContacts(db),
    contactChanges: createContactChanges(db),
    requests: createRequests(db),
    campaigns: createCampaigns(db),
    deliveries: createDeliveries(db),
    report: createReportQueries(db),
    pace: createPaceLedger(db),
    planRuns: createPlanRuns(db),
    routines: createRoutines(db),
    savedMappings: createSavedMappings(db),
    savedTexts: createSavedTexts(db),
    attachments: createAttachments(about.folder),
    sendingDays: createSendingDays(db),
    optouts: createOptOuts(db),
    consents: createConsents(db),
    erasures: createErasures(db),
    // Made when it is first asked for: it is as much as a quarter of all statements, and seldom needed.
    get personalData() {
      personalData ??= createPersonalData(db);
      return personalData;
    },
    undos: createUndos(db),
    actions: createActions(db),
    exports: createExports(db),
    sources: createSources(db),
    savedAudiences: createSavedAudiences(db),
    blockLists: createBlockLists(db),
    refusals: createRefusals(db),
    refusedRequests: createRefusedRequests(db),
    deeds: createDeeds(db),
    heardPosts: createHeardPosts(db),

    /**
     * Everything in `work` is committed, or nothing is. Synchronous on purpose: an await inside would let other
     * statements slip into the transaction.
     */
    transact<T>(work: () => T extends PromiseLike<unknown> ? never : T): T {
      const beat = db.inTransaction ? null : (about.nextBeat?.() ?? null);
      const value = db
        .transaction((): T => {
          const result = work();
          if (result instanceof Promise) throw new Error('a transaction may not wait');
          beat?.enter();
          return result;
        })
        .immediate();
      beat?.settle();
      return value;
    },

    /** Does SQLite find nothing wrong? Reads the whole file. */
    isSound: (): boolean => isSound(db),

    /** What the disk lacks for a copy of the day, in bytes; 0 where there is room. */
    lacksForCopy: (): number => bytesLackingForCopy(about.folder, path),

    about(): { readonly sqlite: string; readonly databaseBytes: number } {
      const version = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get();
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      return { sqlite: version?.version ?? '', databaseBytes: size };
    },

    close(): void {
      db.close();
      about.onClose();
    },
  };
}

export type Store = ReturnType<typeof createStore>;
