import { type Approved, type Content, textsOf } from '../campaign/content.ts';
import type { Exclusions } from '../campaign/exclusions.ts';
import type { Pace } from '../pace/limits.ts';
import { paceOptions } from './pace.ts';
import type { CampaignPart } from './schema.ts';

/** A campaign as it was composed, with all that a plan says of it. */
export interface CampaignSetup {
  readonly name: string;
  readonly content: Content;
  readonly exclusions: Exclusions;
  readonly seed: number;
  readonly pace: Pace;
  readonly inDoubt: 'settle' | 'hold';
  readonly openTicket: boolean;
  readonly beginsEarly: boolean;
}

/** Editors of code look the names up there, and complete them. */
const schemaComment = '# yaml-language-server: $schema=plan.schema.json\n';

/** A plan of an import (as `importPlan` writes it) and a campaign. Reading it gives the same campaign again. */
export const wholePlan = (importPart: string, campaign: CampaignSetup | null, nowMs: number): string =>
  `${schemaComment}${importPart}${campaign === null ? '' : `\n${campaignPlan(campaign, nowMs)}`}`;

type Value = string | number | boolean | readonly (string | { readonly text: string; readonly share: number })[];

function campaignPlan(setup: CampaignSetup, nowMs: number): string {
  const { exclusions } = setup;
  const entries: Partial<Record<keyof CampaignPart, Value | undefined>> = {
    name: setup.name.trim() === '' ? undefined : setup.name,
    ...contentEntries(setup.content),
    ...paceEntries(setup.pace, nowMs),
    'open-ticket': setup.openTicket,
    'in-doubt': setup.inDoubt,
    'begin-early': setup.beginsEarly,
    'not-contacted-within': exclusions.contactedWithinDays ?? false,
    'most-per-week': exclusions.mostPerWeek ?? false,
    'same-text-within': exclusions.sameTextWithinHours ?? false,
    'block-lists': exclusions.blockLists,
    seed: setup.seed,
  };
  const lines = Object.entries(entries).map(([name, value]) => (value === undefined ? '' : entry(name, value)));
  return `campaign:\n${lines.join('')}`;
}

function contentEntries(content: Content): Partial<Record<keyof CampaignPart, Value | undefined>> {
  if (content.kind === 'approved') return approvedEntries(content);
  const [only, ...others] = content.versions;
  const isOne = others.length === 0;
  const text = isOne
    ? (only?.template ?? '')
    : content.versions.map(({ template, share }) => ({ text: template, share }));
  if (content.kind === 'comment') return { text, comment: true };
  return {
    // A file goes alone as well.
    text: content.attachment !== null && textsOf(content).every((one) => one === '') ? undefined : text,
    attach: content.attachment?.name,
    button: content.buttons.length === 0 ? undefined : content.buttons.map((button) => button.text),
  };
}

const approvedEntries = (content: Approved): Partial<Record<keyof CampaignPart, Value | undefined>> => ({
  template: content.hsmId,
  param: listed(content.parameters),
  'header-param': listed(content.headerParameters),
  'header-link': content.header?.link,
  'button-suffix': listed(content.buttons.map(({ suffix }) => suffix)),
});

const listed = (texts: readonly string[]): readonly string[] | undefined => (texts.length === 0 ? undefined : texts);

function paceEntries(pace: Pace, nowMs: number): Partial<Record<keyof CampaignPart, Value | undefined>> {
  const { max, daily, concurrency, rate, ...texts } = paceOptions(pace, nowMs);
  const [only, ...caps] = rate ?? [];
  const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return {
    rate: caps.length === 0 ? only : rate,
    ...texts,
    max: numberOf(max),
    daily: numberOf(daily),
    concurrency: numberOf(concurrency),
  };
}

/** Texts stand in double quotes as JSON writes them, which YAML reads as well. */
function entry(name: string, value: Value): string {
  if (typeof value !== 'object') return `  ${name}: ${JSON.stringify(value)}\n`;
  const items = value.map((item) =>
    typeof item === 'string'
      ? `    - ${JSON.stringify(item)}\n`
      : `    - text: ${JSON.stringify(item.text)}\n      share: ${item.share}\n`,
  );
  return `  ${name}:\n${items.join('')}`;
}
