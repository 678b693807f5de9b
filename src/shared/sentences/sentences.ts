import type { ActionPhase, ActionState } from '../actions/state.ts';
import type { ActionVerb } from '../actions/wish.ts';
import type { ExportPhase } from '../export/state.ts';
import type { ExportWhat } from '../export/wish.ts';
import type { ContactColumn } from '../lookup/contacts.ts';
import type { TicketColumn } from '../lookup/tickets.ts';
import type { PhoneNote } from '../phone/phone.ts';
import type { ProblemKind } from '../problem.ts';
import type { DeliveryState } from '../recipient/delivery.ts';
import type { Origin, RowState, Verdict } from '../recipient/row.ts';
import type { UndoState } from '../recipient/undo.ts';
import type { CampaignPhase } from '../rpc/campaigns.ts';
import type { ImportPhase } from '../rpc/imports.ts';
import type { JobStatus } from '../rpc/jobs.ts';
import type { RunState } from '../rpc/routines.ts';
import type { UndoPhase } from '../rpc/undos.ts';
import englishCli from './en/cli.json' with { type: 'json' };
import englishLookup from './en/lookup.json' with { type: 'json' };
import englishPhone from './en/phone.json' with { type: 'json' };
import englishProblem from './en/problem.json' with { type: 'json' };
import englishState from './en/state.json' with { type: 'json' };
import spanishCli from './es/cli.json' with { type: 'json' };
import spanishLookup from './es/lookup.json' with { type: 'json' };
import spanishPhone from './es/phone.json' with { type: 'json' };
import spanishProblem from './es/problem.json' with { type: 'json' };
import spanishState from './es/state.json' with { type: 'json' };
import type { Language } from './languages.ts';
import portugueseCli from './pt-BR/cli.json' with { type: 'json' };
import portugueseLookup from './pt-BR/lookup.json' with { type: 'json' };
import portuguesePhone from './pt-BR/phone.json' with { type: 'json' };
import portugueseProblem from './pt-BR/problem.json' with { type: 'json' };
import portugueseState from './pt-BR/state.json' with { type: 'json' };

/** A short label, and one line that explains it. */
export interface Wording {
  readonly label: string;
  readonly explanation: string;
}

/** What must be said in every language: a kind, state or note without its sentence does not compile. */
interface Owed {
  readonly problem: Readonly<Record<ProblemKind, string>>;
  readonly state: {
    readonly row: Readonly<Record<RowState, Wording>>;
    readonly delivery: Readonly<Record<DeliveryState, Wording>>;
    readonly undo: Readonly<Record<UndoState, Wording>>;
    readonly action: Readonly<Record<ActionState, Wording>>;
    readonly undoPhase: Readonly<Record<UndoPhase, Wording>>;
    readonly actionPhase: Readonly<Record<ActionPhase, Wording>>;
    readonly actionVerb: Readonly<Record<ActionVerb, Wording>>;
    readonly exportPhase: Readonly<Record<ExportPhase, Wording>>;
    readonly exportWhat: Readonly<Record<ExportWhat, Wording>>;
    readonly job: Readonly<Record<JobStatus, Wording>>;
    readonly run: Readonly<Record<RunState, Wording>>;
    readonly importPhase: Readonly<Record<ImportPhase, Wording>>;
    readonly campaignPhase: Readonly<Record<CampaignPhase, Wording>>;
    readonly verdict: Readonly<Record<Verdict, Wording>>;
    readonly origin: Readonly<Record<Origin, Wording>>;
  };
  readonly phone: { readonly note: Readonly<Record<PhoneNote, string>> };
  readonly lookup: {
    readonly contact: Readonly<Record<ContactColumn, string>>;
    readonly ticket: Readonly<Record<TicketColumn, string>>;
  };
}

// One file per area and language. A new area is one import and one word here and in the two below.
const portuguese = {
  problem: portugueseProblem,
  state: portugueseState,
  phone: portuguesePhone,
  cli: portugueseCli,
  lookup: portugueseLookup,
} satisfies Owed & Readonly<Record<string, object>>;

/** The same sentences in another language: what one has, the others have. */
type Sentences = typeof portuguese;

/** All that people read, by language; `{{facts}}` as i18next takes them, plurals as `key` and `key_one`. */
export const sentences: Readonly<Record<Language, Sentences>> = {
  'pt-BR': portuguese,
  en: { problem: englishProblem, state: englishState, phone: englishPhone, cli: englishCli, lookup: englishLookup },
  es: { problem: spanishProblem, state: spanishState, phone: spanishPhone, cli: spanishCli, lookup: spanishLookup },
};

type WithoutPlural<K extends string> = K extends `${infer Stem}_${'zero' | 'one' | 'many' | 'other'}` ? Stem : K;

type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];

/** The name of a sentence: `problem.areaCodeMissing`, `state.row.ready.label`. */
export type SentenceKey = KeyOf<Sentences>;
