import { z } from 'zod';

/** As `POST /messages` takes a file: facts, section 6. Audio has no caption. */
export const attachmentKinds = ['image', 'document', 'audio', 'video'] as const;

/** A file of a campaign, kept in the data folder under its hash: what is planned does not change with the file it came from. */
export const attachmentSchema = z.object({
  /** SHA-256 of its bytes, hex: its name in the folder `attachments`. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** As the recipient sees it. */
  name: z.string().min(1).max(200),
  mimetype: z.string().min(3).max(100),
  bytes: z.int().positive(),
  kind: z.enum(attachmentKinds),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** One text of a campaign. Of several, each recipient gets one, by their shares (A/B). */
export const versionSchema = z.object({
  template: z.string().max(20_000),
  /** Against the sum of all shares. */
  share: z.int().min(1).max(100),
});
export type Version = z.infer<typeof versionSchema>;

export const mostVersions = 4;
const versions = z.array(versionSchema).min(1).max(mostVersions);

/** A reply that the recipient can give by touching it; WhatsApp allows three, of 20 letters each. */
export const buttonSchema = z.object({ text: z.string().trim().min(1).max(20) });
export const mostButtons = 3;

/** The parts of an approved template that this campaign fills, each a text with variables of its own. */
const approvedSchema = z.object({
  kind: z.literal('approved'),
  /** `id` of the template in the account, which is the `hsmId` of a message. */
  hsmId: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  language: z.string().max(20),
  /** As approved, with its `{{1}}`: what the recipient will see is made of it. */
  body: z.string().max(20_000),
  /** One for each placeholder of the body, in their order. */
  parameters: z.array(z.string().max(2_000)).max(50),
  /** Null where the template has no picture, video or document on top. The link may hold variables. */
  header: z.object({ kind: z.enum(['image', 'video', 'document']), link: z.string().max(2_000) }).nullable(),
  /** Placeholders of a text on top. */
  headerParameters: z.array(z.string().max(2_000)).max(10).default([]),
  /** Buttons with a changing end of their address, by their place among all buttons of the template. */
  buttons: z.array(z.object({ index: z.int().min(0).max(9), suffix: z.string().max(2_000) })).max(10),
});
export type Approved = z.infer<typeof approvedSchema>;

/**
 * What a campaign says. `message` leaves over WhatsApp; `approved` as well, through the official connection; `comment` is a
 * note at the contact, for colleagues only.
 */
export const contentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    versions,
    attachment: attachmentSchema.nullable(),
    buttons: z.array(buttonSchema).max(mostButtons),
  }),
  approvedSchema,
  z.object({ kind: z.literal('comment'), versions }),
]);
export type Content = z.infer<typeof contentSchema>;

/** One text to everybody, and nothing else. */
export const plainText = (template: string): Content => ({
  kind: 'message',
  versions: [{ template, share: 1 }],
  attachment: null,
  buttons: [],
});

/** The texts with variables in it, as they are written. */
export function textsOf(content: Content): readonly string[] {
  if (content.kind !== 'approved') return content.versions.map(({ template }) => template);
  const { header, headerParameters, parameters, buttons } = content;
  return [
    ...(header === null ? [] : [header.link]),
    ...headerParameters,
    ...parameters,
    ...buttons.map(({ suffix }) => suffix),
  ];
}

/** What lists of campaigns show of it. */
export const headlineOf = (content: Content): string =>
  content.kind === 'approved' ? content.body : (content.versions[0]?.template ?? '');
