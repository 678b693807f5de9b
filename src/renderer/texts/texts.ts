import type { Language } from '#shared/sentences/languages.ts';
import enAccount from './en/account.json' with { type: 'json' };
import enAccounts from './en/accounts.json' with { type: 'json' };
import enActions from './en/actions.json' with { type: 'json' };
import enAudience from './en/audience.json' with { type: 'json' };
import enCalendar from './en/calendar.json' with { type: 'json' };
import enCampaign from './en/campaign.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enHome from './en/home.json' with { type: 'json' };
import enImport from './en/import.json' with { type: 'json' };
import enLookup from './en/lookup.json' with { type: 'json' };
import enMonitor from './en/monitor.json' with { type: 'json' };
import enPlan from './en/plan.json' with { type: 'json' };
import enPrivacy from './en/privacy.json' with { type: 'json' };
import enReport from './en/report.json' with { type: 'json' };
import enRoutines from './en/routines.json' with { type: 'json' };
import enSettings from './en/settings.json' with { type: 'json' };
import esAccount from './es/account.json' with { type: 'json' };
import esAccounts from './es/accounts.json' with { type: 'json' };
import esActions from './es/actions.json' with { type: 'json' };
import esAudience from './es/audience.json' with { type: 'json' };
import esCalendar from './es/calendar.json' with { type: 'json' };
import esCampaign from './es/campaign.json' with { type: 'json' };
import esCommon from './es/common.json' with { type: 'json' };
import esHome from './es/home.json' with { type: 'json' };
import esImport from './es/import.json' with { type: 'json' };
import esLookup from './es/lookup.json' with { type: 'json' };
import esMonitor from './es/monitor.json' with { type: 'json' };
import esPlan from './es/plan.json' with { type: 'json' };
import esPrivacy from './es/privacy.json' with { type: 'json' };
import esReport from './es/report.json' with { type: 'json' };
import esRoutines from './es/routines.json' with { type: 'json' };
import esSettings from './es/settings.json' with { type: 'json' };
import ptAccount from './pt-BR/account.json' with { type: 'json' };
import ptAccounts from './pt-BR/accounts.json' with { type: 'json' };
import ptActions from './pt-BR/actions.json' with { type: 'json' };
import ptAudience from './pt-BR/audience.json' with { type: 'json' };
import ptCalendar from './pt-BR/calendar.json' with { type: 'json' };
import ptCampaign from './pt-BR/campaign.json' with { type: 'json' };
import ptCommon from './pt-BR/common.json' with { type: 'json' };
import ptHome from './pt-BR/home.json' with { type: 'json' };
import ptImport from './pt-BR/import.json' with { type: 'json' };
import ptLookup from './pt-BR/lookup.json' with { type: 'json' };
import ptMonitor from './pt-BR/monitor.json' with { type: 'json' };
import ptPlan from './pt-BR/plan.json' with { type: 'json' };
import ptPrivacy from './pt-BR/privacy.json' with { type: 'json' };
import ptReport from './pt-BR/report.json' with { type: 'json' };
import ptRoutines from './pt-BR/routines.json' with { type: 'json' };
import ptSettings from './pt-BR/settings.json' with { type: 'json' };

// One file per area and language; Portuguese is written first, and what it has the others owe.
const portuguese = {
  common: ptCommon,
  home: ptHome,
  import: ptImport,
  account: ptAccount,
  accounts: ptAccounts,
  actions: ptActions,
  routines: ptRoutines,
  settings: ptSettings,
  audience: ptAudience,
  calendar: ptCalendar,
  campaign: ptCampaign,
  lookup: ptLookup,
  monitor: ptMonitor,
  plan: ptPlan,
  privacy: ptPrivacy,
  report: ptReport,
};

type Texts = typeof portuguese;

export type Area = keyof Texts;

/** All that the window says, by language. Quantities are written `{{count, number}}`; plurals as `key` and `key_one`. */
export const texts: Readonly<Record<Language, Texts>> = {
  'pt-BR': portuguese,
  en: {
    common: enCommon,
    home: enHome,
    import: enImport,
    account: enAccount,
    accounts: enAccounts,
    actions: enActions,
    routines: enRoutines,
    settings: enSettings,
    audience: enAudience,
    calendar: enCalendar,
    campaign: enCampaign,
    lookup: enLookup,
    monitor: enMonitor,
    plan: enPlan,
    privacy: enPrivacy,
    report: enReport,
  },
  es: {
    common: esCommon,
    home: esHome,
    import: esImport,
    account: esAccount,
    accounts: esAccounts,
    actions: esActions,
    routines: esRoutines,
    settings: esSettings,
    audience: esAudience,
    calendar: esCalendar,
    campaign: esCampaign,
    lookup: esLookup,
    monitor: esMonitor,
    plan: esPlan,
    privacy: esPrivacy,
    report: esReport,
  },
};

type WithoutPlural<K extends string> = K extends `${infer Stem}_${'zero' | 'one' | 'many' | 'other'}` ? Stem : K;

type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];

/** Names of the texts of one area: `drop.title`. One that does not exist does not compile. */
export type TextKey<A extends Area> = KeyOf<Texts[A]>;

/** What a text speaks of. `count` decides between singular and plural. */
export type TextFacts = Readonly<Record<string, string | number>>;
