import type { Store } from '#main/store/store.ts';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import type { Pace } from '#shared/pace/limits.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';

export const someOptions: ImportOptions = {
  accountId: null,
  serviceId: null,
  defaultArea: null,
  country: 'BR',
  tags: [],
  departmentId: null,
  existing: 'leave',
  blanks: 'leave',
  tagRule: 'add',
  keep: 'first',
  legalBasis: null,
  legalNote: '',
};

export const somePace: Pace = {
  rate: { count: 600, windowMs: 60_000 },
  jitter: 0,
  concurrency: 2,
  caps: [],
  dailyLimit: null,
  rampUp: null,
  hoursOf: 'campaign',
  max: null,
  hours: null,
  days: null,
  timeZone: 'America/Sao_Paulo',
  startAt: null,
};

/** An import whose particulars do not matter. */
export const anImport = (store: Store): number =>
  store.imports.create({
    accountId: null,
    path: '/sheet.csv',
    fileName: 'sheet.csv',
    fileBytes: 10,
    options: someOptions,
    nowMs: 1,
  });

export const anAccount = (store: Store): number =>
  store.accounts.open({ kind: 'digisac', address: 'https://acme.digisac.example', name: 'acme', nowMs: 1 }).id;

/** A campaign of an import, whose particulars do not matter. */
export function aCampaign(
  store: Store,
  { beginsEarly = false }: { readonly beginsEarly?: boolean } = {},
): {
  readonly campaignId: number;
  readonly accountId: number;
  readonly importId: number;
} {
  const accountId = anAccount(store);
  const importId = anImport(store);
  const campaignId = store.campaigns.create({
    accountId,
    importId,
    serviceId: 's1',
    name: 'Campanha',
    content: plainText('Olá'),
    exclusions: noExclusions,
    seed: 0,
    beginsEarly,
    follows: null,
    pace: somePace,
    inDoubt: 'settle',
    openTicket: false,
    nowMs: 1,
  });
  return { campaignId, accountId, importId };
}
