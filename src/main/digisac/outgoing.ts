import type { OutgoingFile, OutgoingMessage } from './digisac.ts';
import type { Json, Pieces } from './http.ts';

/**
 * What stands in the request for a message. By contact or by number alone: which of two addresses would win is not known.
 * Source: API collection, "Enviar mensagem", "Enviar mensagem SEM abrir o chamado", "Enviar comentário", "Enviar de mensagem
 * usando bot e sem abrir chamado", "Enviar template com URL no botão"; facts, sections 6 and 8.
 */
export function bodyOf(message: OutgoingMessage): Json | Pieces {
  const { serviceId, text, dontOpenTicket, isComment, file, buttons = [], approved } = message;
  const address = {
    ...('contactId' in message ? { contactId: message.contactId } : { number: message.number }),
    serviceId,
    type: isComment ? 'comment' : 'chat',
    origin: 'bot',
    ...(dontOpenTicket ? { dontOpenTicket: true } : {}),
  };
  if (approved !== undefined) {
    const { hsmId, parameters } = approved;
    return { ...address, hsmId, parameters, files: [], uploadingFiles: false, replyTo: null, file: {} };
  }
  if (buttons.length > 0) return { ...address, interactiveMessage: interactive(text, buttons) };
  // With a file the kind is left to the account, as recorded. Facts, section 6.
  if (file !== undefined) {
    const { type, ...untyped } = address;
    return withBase64({ ...untyped, ...(text === '' ? {} : { text }) }, file);
  }
  return { ...address, text };
}

/**
 * The base64 of a file stands in its JSON without being made into it for each recipient: 16 MB hold the thread for 200 ms
 * otherwise. It has no letter that JSON would write in another way.
 */
function withBase64(body: Json, { base64, mimetype, name }: OutgoingFile): Pieces {
  const whole = JSON.stringify({ ...body, file: { mimetype, name } });
  return { pieces: [Buffer.from(`${whole.slice(0, -2)},"base64":"`), ...base64, Buffer.from('"}}')] };
}

/** Source: API collection, "Enviar mensagem interativa". */
const interactive = (text: string, buttons: readonly string[]) => ({
  interactive: {
    type: 'button',
    body: { text },
    action: { buttons: buttons.map((title) => ({ type: 'reply', reply: { title } })) },
  },
});

/** What a refusal may repeat and nobody is to read in a log: the text, and what an approved template was filled with. */
export function concealed({ text, approved }: OutgoingMessage): readonly string[] {
  const said: string[] = text === '' ? [] : [text];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length > 2) said.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const { parameters } of approved?.parameters ?? []) walk(parameters);
  return said;
}
