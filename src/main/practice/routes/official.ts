import type { Ask } from '../ask.ts';
import { at, isList, isText, textAt } from '../json.ts';
import type { Contact, Fate, Template } from '../things.ts';

// What WhatsApp's official API does with a message that Digisac has taken already: as the facts tell, it refuses late.

type Refusal = Pick<Extract<Fate, { kind: 'fails' }>, 'code' | 'said'>;

const windowMs = 24 * 3_600_000;

/** What the account itself refuses at once. */
export function wrongTemplate({ account, body }: Ask): string | null {
  const hsmId = textAt(body, 'hsmId');
  if (hsmId === null) return null;
  if (!account.template(hsmId)) return 'Template not found';
  return isList(at(body, 'parameters')) ? null : '"parameters" is required';
}

/** Null where it goes on its way. */
export function refusedByWhatsapp(ask: Ask, contact: Contact): Refusal | null {
  const { account, body } = ask;
  const service = account.service(contact.serviceId);
  const template = account.template(textAt(body, 'hsmId') ?? '');
  const isOfficial = service?.type === 'whatsapp-business';
  if (template) {
    if (!isOfficial || template.serviceId !== contact.serviceId || template.status !== 'APPROVED') {
      return refusal(132_001, 'Template name does not exist in the translation', template.name);
    }
    return wrongShape(template, body);
  }
  // Free text only within a day of what the person wrote.
  const hasWritten = account.messages
    .ofContact(contact.id)
    .some(({ isFromMe, type, appearsAtMs }) => !isFromMe && type !== 'ticket' && isRecent(appearsAtMs, ask.at.atMs));
  return isOfficial && !hasWritten ? { code: null } : null;
}

const isRecent = (momentMs: number, nowMs: number): boolean => momentMs <= nowMs && nowMs - momentMs < windowMs;

const refusal = (code: number, message: string, details: string): Refusal => ({ code, said: { message, details } });

function wrongShape({ header, body: text, buttons }: Template, body: unknown): Refusal | null {
  const given = textsOf(body, 'body');
  if (given.length !== countOf(text)) {
    const details = `body: number of localizable_params (${given.length}) does not match the expected number of params (${countOf(text)})`;
    return refusal(132_000, 'Number of parameters does not match the expected number of params', details);
  }
  if (given.some((value) => value === '' || /[\n\t]| {5}/.test(value))) {
    return refusal(132_018, 'There was an issue with the parameters in your template', 'body: text');
  }
  const wrongHeader = header === null ? null : wrongTop(header, body);
  if (wrongHeader !== null) return wrongHeader;
  const lacking = buttons.findIndex(({ url }, index) => url?.includes('{{') && suffixOf(body, index) === null);
  if (lacking < 0) return null;
  const details = `buttons: Button at index ${lacking} of type Url requires a parameter`;
  return refusal(131_008, 'Required parameter is missing', details);
}

function wrongTop(header: NonNullable<Template['header']>, body: unknown): Refusal | null {
  const mismatch = (details: string) =>
    refusal(132_012, 'Parameter format does not match format in the created template', details);
  if (header.format === 'TEXT') {
    const [needed, given] = [countOf(header.text ?? ''), textsOf(body, 'header').length];
    return needed === given ? null : mismatch(`header: expected ${needed} parameters, received ${given}`);
  }
  const kind = header.format.toLowerCase();
  const [first] = parametersOf(body, 'header');
  const link = textAt(at(first, kind), 'link') ?? '';
  if (textAt(first, 'type') !== kind)
    return mismatch(`header: Format mismatch, expected ${header.format}, received UNKNOWN`);
  return link.startsWith('https://') ? null : refusal(131_053, 'Media upload error', 'header: link');
}

function componentsOf(body: unknown, type: string): readonly unknown[] {
  const components = at(body, 'parameters');
  return isList(components) ? components.filter((one) => textAt(one, 'type') === type) : [];
}

function parametersOf(body: unknown, type: string): readonly unknown[] {
  const parameters = at(componentsOf(body, type)[0], 'parameters');
  return isList(parameters) ? parameters : [];
}

const textsOf = (body: unknown, type: string): readonly string[] =>
  parametersOf(body, type).map((one) => textAt(one, 'text') ?? '');

/** Null where the button at this place has none. */
function suffixOf(body: unknown, index: number): string | null {
  const button = componentsOf(body, 'button').find(
    (one) => Number(at(one, 'index')) === index && textAt(one, 'sub_type') === 'url',
  );
  const parameters = at(button, 'parameters');
  const text = isList(parameters) ? textAt(parameters[0], 'text') : null;
  return isText(text) && text !== '' ? text : null;
}

const countOf = (text: string): number => new Set(text.match(/\{\{\d+\}\}/g)).size;

/** The body as the person reads it. */
export function filledBody(template: Template, body: unknown): string {
  const values = textsOf(body, 'body');
  return template.body.replace(/\{\{(\d+)\}\}/g, (_, n: string) => values[Number(n) - 1] ?? '');
}
