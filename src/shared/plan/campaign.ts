import { type Attachment, type Content, contentSchema, type Version } from '../campaign/content.ts';
import { type Exclusions, usualExclusions } from '../campaign/exclusions.ts';
import type { Pace } from '../pace/limits.ts';
import type { Problem } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import type { ApprovedTemplate } from '../rpc/messages.ts';
import { type PaceOptions, paceOf } from './pace.ts';
import { type CampaignPart, listOf } from './schema.ts';

/** What the plan only names, found by whoever carries it out. */
export interface PlanParts {
  /** Of `text-file`. */
  readonly fileText: string | null;
  /** Of `attach`. */
  readonly attachment: Attachment | null;
  /** What the connection has; asked for where the plan names one. */
  readonly templates: readonly ApprovedTemplate[];
}

/** What a plan says, as a campaign takes it. Problems: planTemplateUnknown, planTooLong. */
export function contentOf(part: CampaignPart, parts: PlanParts): Result<Content, Problem> {
  if (part.template !== undefined) return approvedOf(part, part.template, parts.templates);
  const { text } = part;
  const written = parts.fileText ?? text ?? '';
  const versions: readonly Version[] = (typeof written === 'string' ? [written] : written).map((one) =>
    typeof one === 'string' ? { template: one, share: 1 } : { template: one.text, share: one.share ?? 1 },
  );
  const content = contentSchema.safeParse(
    part.comment === true
      ? { kind: 'comment', versions }
      : {
          kind: 'message',
          versions,
          attachment: parts.attachment,
          buttons: (listOf(part.button) ?? []).map((button) => ({ text: button })),
        },
  );
  // All else was looked at when the plan was read; a file was not.
  if (!content.success) return err({ kind: 'planTooLong', key: 'text-file', most: 20_000, line: 1, column: 1 });
  return ok(content.data);
}

/** By its id, or by its name where one of that name is approved; of several languages the first. */
function approvedOf(
  part: CampaignPart,
  wanted: string,
  templates: readonly ApprovedTemplate[],
): Result<Content, Problem> {
  const usable = templates.filter(({ isApproved }) => isApproved);
  const key = wanted.trim().toLowerCase();
  const found =
    usable.find(({ hsmId }) => hsmId === wanted) ?? usable.find(({ name }) => name.trim().toLowerCase() === key);
  if (found === undefined) {
    const names = usable.map(({ name }) => name).join(', ');
    return err({ kind: 'planTemplateUnknown', template: wanted, templates: names });
  }
  const { header } = found;
  const suffixes = listOf(part['button-suffix']) ?? [];
  return ok({
    kind: 'approved',
    hsmId: found.hsmId,
    name: found.name,
    language: found.language,
    body: found.body,
    parameters: [...(listOf(part.param) ?? [])],
    header:
      header.kind === 'none' || header.kind === 'text' ? null : { kind: header.kind, link: part['header-link'] ?? '' },
    headerParameters: [...(listOf(part['header-param']) ?? [])],
    buttons: found.buttons
      .filter(({ takesSuffix }) => takesSuffix)
      .flatMap(({ index }, i) => (suffixes[i] === undefined ? [] : [{ index, suffix: suffixes[i] }])),
  });
}

/** Whom it leaves out: what is not said is as in the window. */
export function exclusionsOf(part: CampaignPart): Exclusions {
  const bound = (value: number | false | undefined, usual: number | null) =>
    value === undefined ? usual : value === false ? null : value;
  return {
    contactedWithinDays: bound(part['not-contacted-within'], usualExclusions.contactedWithinDays),
    mostPerWeek: bound(part['most-per-week'], usualExclusions.mostPerWeek),
    sameTextWithinHours:
      part['no-same-text-check'] === true ? null : bound(part['same-text-within'], usualExclusions.sameTextWithinHours),
    blockLists: part['no-block-lists'] !== true && (part['block-lists'] ?? usualExclusions.blockLists),
  };
}

export const paceOfPlan = (part: CampaignPart, ownTimeZone: string): Result<Pace, Problem> =>
  paceOf(optionsOf(part), ownTimeZone);

const textOf = (value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

const optionsOf = (part: CampaignPart): PaceOptions => ({
  rate: listOf(part.rate),
  jitter: part.jitter,
  ramp: textOf(part.ramp),
  max: textOf(part.max),
  daily: textOf(part.daily),
  window: part.window,
  days: listOf(part.days)?.join(','),
  tz: part.tz,
  'start-at': part['start-at'],
  concurrency: textOf(part.concurrency),
});
