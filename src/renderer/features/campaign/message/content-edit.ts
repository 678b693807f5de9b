import type { Attachment, Content } from '#shared/campaign/content.ts';
import { mostButtons, mostVersions, plainText } from '#shared/campaign/content.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import type { Draft } from '../draft.ts';

export type Kind = Content['kind'];
export type Written = Extract<Content, { kind: 'message' | 'comment' }>;
export type Message = Extract<Content, { kind: 'message' }>;
export type Approved = Extract<Content, { kind: 'approved' }>;

const blank: Readonly<Record<Kind, Content>> = {
  message: plainText(''),
  approved: {
    kind: 'approved',
    hsmId: '',
    name: '',
    language: '',
    body: '',
    parameters: [],
    header: null,
    headerParameters: [],
    buttons: [],
  },
  comment: { kind: 'comment', versions: [{ template: '', share: 1 }] },
};

/** Another kind of content in the place of this one, which is laid aside; a kind that was there before comes back as it was. */
export function toKind(draft: Pick<Draft, 'content' | 'aside'>, kind: Kind): Pick<Draft, 'content' | 'aside'> {
  const { content, aside } = draft;
  if (content.kind === kind) return { content, aside: [...aside] };
  const others = aside.filter((one) => one.kind !== kind && one.kind !== content.kind);
  return { content: aside.find((one) => one.kind === kind) ?? blank[kind], aside: [...others, content] };
}

/** The content with another text in one of its versions. */
export const withText = (content: Written, index: number, template: string): Written => ({
  ...content,
  versions: content.versions.map((version, at) => (at === index ? { ...version, template } : version)),
});

/** The versions with one more that begins as the text of the first, all with shares as even as hundredths can be. */
export function withAnotherVersion(content: Written): Written {
  if (content.versions.length >= mostVersions) return content;
  const [first] = content.versions;
  return { ...content, versions: evenly([...content.versions, { template: first?.template ?? '', share: 1 }]) };
}

/** The versions without one of them. The last one stays. */
export function withoutVersion(content: Written, index: number): Written {
  if (content.versions.length < 2) return content;
  return { ...content, versions: evenly(content.versions.filter((_, at) => at !== index)) };
}

type Versions = Written['versions'];

function evenly(versions: Versions): Versions {
  if (versions.length === 1) return versions.map((version) => ({ ...version, share: 1 }));
  const each = Math.floor(100 / versions.length);
  const over = 100 - each * versions.length;
  return versions.map((version, at) => ({ ...version, share: each + (at < over ? 1 : 0) }));
}

/**
 * The versions with so many per cent for one of them; the others keep their proportions. All together make 100, and each gets
 * at least one: a text that nobody gets is no version.
 */
export function withShare(content: Written, index: number, percent: number): Written {
  const { versions } = content;
  const others = versions.filter((_, at) => at !== index);
  if (others.length === 0) return content;
  const mine = Math.min(100 - others.length, Math.max(1, Math.round(percent)));
  const before = others.reduce((sum, { share }) => sum + share, 0);
  // One each, and the rest by what they had; what rounding leaves goes to the first of them.
  const spare = 100 - mine - others.length;
  const parts = others.map(({ share }) => 1 + Math.floor((spare * share) / before));
  const left = 100 - mine - parts.reduce((sum, part) => sum + part, 0);
  let other = 0;
  return {
    ...content,
    versions: versions.map((version, at) => {
      if (at === index) return { ...version, share: mine };
      const share = (parts[other] ?? 1) + (other === 0 ? left : 0);
      other += 1;
      return { ...version, share };
    }),
  };
}

/** The name of a version: A, B, C, D. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** The content that says only this one of its texts, to see what it would be for somebody who gets another. */
export function onlyVersion(content: Content, index: number | null): Content {
  if (content.kind === 'approved' || index === null) return content;
  const version = content.versions[index];
  return version === undefined ? content : { ...content, versions: [version] };
}

export const withAttachment = (content: Message, attachment: Attachment | null): Message => ({
  ...content,
  attachment,
});

export const withAnotherButton = (content: Message): Message =>
  content.buttons.length >= mostButtons ? content : { ...content, buttons: [...content.buttons, { text: '' }] };

export const withButton = (content: Message, index: number, text: string): Message => ({
  ...content,
  buttons: content.buttons.map((button, at) => (at === index ? { text } : button)),
});

export const withoutButton = (content: Message, index: number): Message => ({
  ...content,
  buttons: content.buttons.filter((_, at) => at !== index),
});

/** An approved template as the content of a campaign, with everything that is to be filled in still empty. */
export const approvedFrom = (template: ApprovedTemplate): Approved => ({
  kind: 'approved',
  hsmId: template.hsmId,
  name: template.name,
  language: template.language,
  body: template.body,
  parameters: template.placeholders.map(() => ''),
  header:
    template.header.kind === 'none' || template.header.kind === 'text'
      ? null
      : { kind: template.header.kind, link: '' },
  headerParameters:
    template.header.kind === 'text' ? Array.from({ length: template.header.placeholders }, () => '') : [],
  buttons: template.buttons.filter(({ takesSuffix }) => takesSuffix).map(({ index }) => ({ index, suffix: '' })),
});

/** A list with one of its texts changed. */
export const withNth = (texts: readonly string[], index: number, text: string): string[] =>
  texts.map((one, at) => (at === index ? text : one));
