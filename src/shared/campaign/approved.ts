import type { Problem } from '../problem.ts';
import type { ApprovedTemplate } from '../rpc/messages.ts';
import type { Approved } from './content.ts';
import type { Payload } from './payload.ts';
import { isNumbered, placeholdersOf } from './placeholders.ts';

/** The values of one recipient, in the order in which the template has its places. */
export interface Filling {
  readonly header: string | null;
  readonly headerParameters: readonly string[];
  readonly parameters: readonly string[];
  /** By their place in `content.buttons`. */
  readonly suffixes: readonly string[];
}

/** A value as part of an address. */
export const inAddress = (text: string): string => text.replaceAll(' ', '%20');

/** WhatsApp takes neither line breaks nor runs of spaces in a value. */
export const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Its own files WhatsApp fetches over https only, from an address that gives them at once. */
export const isFetchable = (link: string): boolean => /^https:\/\/[^\s/.]+\.[^\s/]+\/\S+$/i.test(link);

/** The parts of the template as the API takes them. Source: facts, section 8. */
export function payloadOf(content: Approved, filling: Filling): Payload {
  const { header, headerParameters, parameters, suffixes } = filling;
  const names = placeholdersOf(content.body);
  const parts: Payload['parameters'] = [];
  if (content.header !== null && header !== null) {
    const { kind } = content.header;
    parts.push({ type: 'header', parameters: [{ type: kind, [kind]: mediaOf(kind, header) }] });
  } else if (headerParameters.length > 0) parts.push({ type: 'header', parameters: headerParameters.map(asText) });
  if (parameters.length > 0) {
    const named = parameters.map((text, index) => {
      const name = names[index] ?? '';
      return isNumbered(name) ? asText(text) : { ...asText(text), parameter_name: name };
    });
    parts.push({ type: 'body', parameters: named });
  }
  content.buttons.forEach(({ index }, place) => {
    const text = inAddress(suffixes[place] ?? '');
    parts.push({ type: 'button', sub_type: 'url', index, parameters: [asText(text)] });
  });
  return { kind: 'approved', hsmId: content.hsmId, parameters: parts };
}

const asText = (text: string) => ({ type: 'text', text });

/** A document is shown under its name. */
function mediaOf(kind: string, link: string) {
  if (kind !== 'document') return { link };
  const filename = (link.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';
  return filename === '' ? { link } : { link, filename };
}

/**
 * Does what was composed still fit the template as the account has it now? Whatever every message would be refused for is
 * found here, before the first. Null where it fits; `found` null: the connection has it no more.
 */
export function problemOfApproved(content: Approved, found: ApprovedTemplate | null): Problem | null {
  const template = content.name;
  if (found === null) return { kind: 'approvedGone', template };
  if (!found.isApproved) return { kind: 'approvedNot', template, status: found.status };
  const needsMedia = found.header.kind !== 'none' && found.header.kind !== 'text';
  if (needsMedia && content.header === null) return { kind: 'approvedHeader', template };
  const needed = found.placeholders.length;
  if (content.body === found.body && content.parameters.length !== needed) {
    return { kind: 'approvedParameters', needed, given: content.parameters.length };
  }
  const headerFits = needsMedia
    ? content.header?.kind === found.header.kind
    : content.header === null &&
      content.headerParameters.length === (found.header.kind === 'text' ? found.header.placeholders : 0);
  const suffixes = found.buttons.filter(({ takesSuffix }) => takesSuffix).map(({ index }) => index);
  const given = content.buttons.map(({ index }) => index);
  const buttonsFit = suffixes.length === given.length && suffixes.every((index) => given.includes(index));
  return content.body === found.body && headerFits && buttonsFit ? null : { kind: 'approvedChanged', template };
}
