import { z } from 'zod';
import { buttonSchema, mostButtons, mostVersions } from '../campaign/content.ts';
import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '../contacts/rules.ts';
import type { SentenceKey } from '../sentences/sentences.ts';
import {
  parseArea,
  parseBound,
  parseCountry,
  parseDays,
  parseDelimiter,
  parseMoment,
  parseRamp,
  parseRates,
  parseShare,
  parseTimeZone,
  parseWindow,
} from './values.ts';

// A plan file, as it is written. Its names are those of the command line: what `malote import` and `malote send` call
// `--default-area` stands here as `default-area`. `resources/plan.schema.json` is made of it.

/** What each name is for, in the words of `malote … --help`; names that only a plan has are told apart here. */
const about: Readonly<Record<string, SentenceKey>> = {
  account: 'cli.option.account',
  service: 'cli.option.service',
  sheet: 'cli.option.sheet',
  encoding: 'cli.option.encoding',
  delimiter: 'cli.option.delimiter',
  map: 'cli.option.map',
  'column-existing': 'cli.option.columnExisting',
  tag: 'cli.option.tag',
  department: 'cli.option.department',
  'default-area': 'cli.option.defaultArea',
  country: 'cli.option.country',
  existing: 'cli.option.existing',
  blank: 'cli.option.blank',
  'tags-rule': 'cli.option.tagsRule',
  text: 'cli.option.text',
  'text-file': 'cli.option.textFile',
  attach: 'cli.option.attach',
  button: 'cli.option.button',
  comment: 'cli.option.comment',
  template: 'cli.option.template',
  param: 'cli.option.param',
  'header-param': 'cli.option.headerParam',
  'header-link': 'cli.option.headerLink',
  'button-suffix': 'cli.option.buttonSuffix',
  'not-contacted-within': 'cli.option.notContactedWithin',
  'most-per-week': 'cli.option.mostPerWeek',
  'same-text-within': 'cli.option.sameTextWithin',
  'no-same-text-check': 'cli.option.noSameTextCheck',
  'no-block-lists': 'cli.option.noBlockLists',
  'begin-early': 'cli.option.beginEarly',
  seed: 'cli.option.drawSeed',
  rate: 'cli.option.rate',
  jitter: 'cli.option.jitter',
  ramp: 'cli.option.ramp',
  max: 'cli.option.max',
  daily: 'cli.option.daily',
  window: 'cli.option.window',
  days: 'cli.option.days',
  tz: 'cli.option.tz',
  'start-at': 'cli.option.startAt',
  concurrency: 'cli.option.concurrency',
  'open-ticket': 'cli.option.openTicket',
  'in-doubt': 'cli.option.inDoubt',
};
export const aboutOf = (name: string): SentenceKey | null => about[name] ?? null;

/** What is shown to whoever wrote a value that cannot be understood. */
export const examples: Readonly<Record<string, string>> = {
  map: "'Celular=number', 'Cidade=field:Cidade'",
  'column-existing': "'Nome=leave', 'Cidade=overwrite'",
  delimiter: "';', ',', tab",
  'default-area': '11',
  country: 'BR',
  rate: '30/min, 300/h',
  jitter: '20%',
  ramp: "'50:1.5'",
  max: '100',
  daily: '800',
  window: "'09:00-18:00'",
  days: 'mon-fri',
  tz: 'America/Sao_Paulo, recipient',
  'start-at': '2026-11-23T09:00',
  concurrency: '4',
  share: '1, 2, 50',
  button: 'Sim',
  'not-contacted-within': '7, 7d, false',
  'most-per-week': '2, false',
  'same-text-within': '24, 24h, false',
  seed: '0',
};

const word = z.string().trim().min(1).max(500);
const file = z.string().trim().min(1).max(2_000);
const oneOrMore = <T extends z.ZodType>(one: T, most: number) => z.union([one, z.array(one).min(1).max(most)]);
const wholeNumber = (least: number, most: number) => z.int().min(least).max(most);
/** `7`, `7d`, or false for none. */
const bound = (most: number, unit: 'd' | 'h' | '') =>
  z.union([
    wholeNumber(1, most),
    z.string().transform((text, context) => {
      const value = parseBound(text, unit, most);
      if (value !== null) return value;
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }),
    z.literal(false),
  ]);
/** Anything goes for a moment of a time zone that is told elsewhere in the plan. */
const anyZone = 'UTC';

export const mostMaps = 1_000;

export const importPlanSchema = z.strictObject({
  file,
  account: word.optional(),
  service: word.optional(),
  sheet: word.optional(),
  encoding: word.optional(),
  delimiter: z
    .string()
    .refine((value) => parseDelimiter(value) !== null)
    .optional(),
  map: oneOrMore(
    word.refine((value) => value.includes('=')),
    mostMaps,
  ).optional(),
  'column-existing': oneOrMore(
    word.refine((value) => value.includes('=')),
    mostMaps,
  ).optional(),
  tag: oneOrMore(word, 50).optional(),
  department: word.optional(),
  // 11 without quotes is a number to YAML.
  'default-area': z
    .union([z.string(), z.int()])
    .refine((value) => parseArea(String(value)) !== null)
    .optional(),
  country: z
    .string()
    .refine((value) => parseCountry(value) !== null)
    .optional(),
  existing: existingRuleSchema.optional(),
  blank: blanksRuleSchema.optional(),
  'tags-rule': tagRuleSchema.optional(),
});

const message = z.string().max(20_000);
const version = z.strictObject({ text: message, share: wholeNumber(1, 100).optional() });

export const campaignPlanSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  text: z
    .union([
      message,
      z
        .array(z.union([message, version]))
        .min(1)
        .max(mostVersions),
    ])
    .optional(),
  'text-file': file.optional(),
  attach: file.optional(),
  button: oneOrMore(buttonSchema.shape.text, mostButtons).optional(),
  comment: z.boolean().optional(),
  template: word.optional(),
  param: oneOrMore(z.string().max(2_000), 50).optional(),
  'header-param': oneOrMore(z.string().max(2_000), 10).optional(),
  'header-link': z.string().max(2_000).optional(),
  'button-suffix': oneOrMore(z.string().max(2_000), 10).optional(),
  rate: oneOrMore(
    z.string().refine((value) => parseRates(value).ok),
    5,
  ).optional(),
  jitter: z
    .string()
    .refine((value) => parseShare(value) !== null)
    .optional(),
  ramp: z
    .union([z.string(), z.int()])
    .refine((value) => parseRamp(String(value)) !== null)
    .optional(),
  max: wholeNumber(1, 100_000_000).optional(),
  daily: wholeNumber(1, 100_000_000).optional(),
  window: z
    .string()
    .refine((value) => parseWindow(value).ok)
    .optional(),
  days: oneOrMore(
    z.string().refine((value) => parseDays(value).ok),
    7,
  ).optional(),
  tz: z
    .string()
    .refine((value) => value === 'recipient' || parseTimeZone(value).ok)
    .optional(),
  'start-at': z
    .string()
    .refine((value) => parseMoment(value, anyZone).ok)
    .optional(),
  concurrency: wholeNumber(1, 64).optional(),
  'open-ticket': z.boolean().optional(),
  'in-doubt': z.enum(['settle', 'hold']).optional(),
  'begin-early': z.boolean().optional(),
  // Whom it leaves out. Days, campaigns in seven days, hours; false: no such bound.
  'not-contacted-within': bound(365, 'd').optional(),
  'most-per-week': bound(50, '').optional(),
  'same-text-within': bound(24 * 365, 'h').optional(),
  'block-lists': z.boolean().optional(),
  // As the command line has them.
  'no-same-text-check': z.boolean().optional(),
  'no-block-lists': z.boolean().optional(),
  seed: wholeNumber(0, 2_147_483_647).optional(),
});
export type CampaignPart = z.infer<typeof campaignPlanSchema>;

export const planSchema = z.strictObject({ import: importPlanSchema, campaign: campaignPlanSchema.optional() });
export type Plan = z.infer<typeof planSchema>;

/** What can be given once or several times, as several. */
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] | undefined =>
  value === undefined ? undefined : isList(value) ? value : [value];

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);
