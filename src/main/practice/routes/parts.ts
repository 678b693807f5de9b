import { createHash } from 'node:crypto';
import type { Ask } from '../ask.ts';
import { at, isFields, isList, isText, textAt } from '../json.ts';
import type { Message, SentFile } from '../things.ts';
import { filledBody } from './official.ts';

// What a message carries beside its text: a file, replies to touch.

/** Null where it is as the collection has it. A template comes with an empty `file`, which is none. */
export function wrongParts(body: unknown): string | null {
  const file = at(body, 'file');
  if (isFields(file) && Object.keys(file).length > 0) {
    const base64 = textAt(file, 'base64') ?? '';
    if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return '"file.base64" must be base64';
    if (!/^\w+\/[\w.+-]+$/.test(textAt(file, 'mimetype') ?? '')) return '"file.mimetype" is required';
  }
  const interactive = at(body, 'interactiveMessage');
  if (interactive === undefined) return null;
  const buttons = buttonsOf(body);
  const isButtons = textAt(at(interactive, 'interactive'), 'type') === 'button';
  if (!isButtons || buttons === null || buttons.length === 0) return '"interactiveMessage.interactive" is not known';
  if (buttons.length > 3) return 'at most 3 buttons';
  if (buttons.some((title) => title === '' || title.length > 20)) return 'a button has 1 to 20 letters';
  return interactiveText(body) === '' ? '"interactiveMessage.interactive.body.text" is required' : null;
}

export function fileOf(body: unknown): SentFile | null {
  const file = at(body, 'file');
  const base64 = textAt(file, 'base64');
  if (base64 === null) return null;
  const bytes = Buffer.from(base64, 'base64');
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    mimetype: textAt(file, 'mimetype') ?? '',
    name: textAt(file, 'name'),
  };
}

export function kindOf({ mimetype }: SentFile): string {
  const [kind = ''] = mimetype.split('/');
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document';
}

/** What the message is kept with, beside its text. */
export function partsOf(body: unknown, file: SentFile | null): Pick<Message, 'file' | 'parameters' | 'buttons'> {
  const parameters = at(body, 'parameters');
  const buttons = buttonsOf(body);
  return {
    ...(file === null ? {} : { file }),
    ...(textAt(body, 'hsmId') !== null && isList(parameters) ? { parameters } : {}),
    ...(buttons === null ? {} : { buttons }),
  };
}

/** What the person reads. */
export function textOf(ask: Ask): string {
  const { body, account } = ask;
  const template = account.template(textAt(body, 'hsmId') ?? '');
  if (template) return filledBody(template, body);
  return interactiveText(body) || (textAt(body, 'text') ?? '');
}

const interactiveText = (body: unknown): string =>
  textAt(at(at(at(body, 'interactiveMessage'), 'interactive'), 'body'), 'text') ?? '';

/** Null where it is no interactive message. */
function buttonsOf(body: unknown): readonly string[] | null {
  const buttons = at(at(at(at(body, 'interactiveMessage'), 'interactive'), 'action'), 'buttons');
  if (!isList(buttons)) return null;
  const titles = buttons.map((button) => textAt(at(button, 'reply'), 'title'));
  return titles.every(isText) ? titles : null;
}
