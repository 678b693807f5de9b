import { type Answer, jsonAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { canonicalIn } from '../drafts.ts';
import { readNumbers } from '../query.ts';
import { disconnected } from './send-message.ts';

interface Found {
  /** As asked. */
  readonly number: string;
  readonly exists: boolean;
}

export const contactsExist: Route = (ask) => {
  const { exists } = ask.dialect;
  if (exists.offered === 'no') return refusal(404, 'Route not found');
  const service = ask.account.service(ask.parameters.get('serviceId') ?? '');
  if (!service) return refusal(400, 'Service not found');
  const numbers = numbersOf(ask);
  if (numbers.length === 0) {
    return exists.withoutNumbers === 'empty'
      ? jsonAnswer(200, wrapped(ask, []))
      : refusal(400, '"numbers" is required');
  }
  if (numbers.length > exists.most) return refusal(Number(exists.overMost), 'Too many numbers');
  if (!service.isConnected && exists.whenDisconnected === 'refuses') return disconnected(service.id);
  const found = numbers.map((number) => ({ number, exists: service.isConnected && isThere(ask, service.id, number) }));
  return answer(ask, found);
};

function numbersOf({ parameters, dialect }: Ask): readonly string[] {
  const { plain, indexed } = readNumbers(parameters);
  const { understands } = dialect.exists;
  return [...(understands === 'indexed' ? [] : plain), ...(understands === 'plain' ? [] : indexed)];
}

function isThere({ account, dialect }: Ask, serviceId: string, number: string): boolean {
  switch (dialect.exists.meaning) {
    case 'whatsapp':
      return account.people.hasWhatsapp(number);
    case 'always':
      return true;
    case 'never':
      return false;
    case 'contact':
      return account.contacts.ofPerson(serviceId, number) !== null;
    default:
      return dialect.exists.meaning satisfies never;
  }
}

function answer(ask: Ask, found: readonly Found[]): Answer {
  const { shape } = ask.dialect.exists;
  const verdict = (one: Found) => (ask.dialect.exists.verdicts === 'text' ? String(one.exists) : one.exists);
  const canonical = canonicalIn(ask.dialect);
  switch (shape) {
    case 'boolean':
      return jsonAnswer(
        200,
        wrapped(
          ask,
          found.every((one) => one.exists),
        ),
      );
    case 'numbers':
      return jsonAnswer(
        200,
        wrapped(
          ask,
          found.filter((one) => one.exists).map((one) => canonical(one.number)),
        ),
      );
    case 'flags':
      return jsonAnswer(200, wrapped(ask, Object.fromEntries(found.map((one) => [one.number, verdict(one)]))));
    case 'records':
      return jsonAnswer(200, wrapped(ask, Object.fromEntries(found.map((one) => [one.number, record(ask, one)]))));
    case 'objects':
      return jsonAnswer(
        200,
        wrapped(
          ask,
          found.map((one) => ({ ...asked(ask, one), ...record(ask, one) })),
        ),
      );
    default:
      return shape satisfies never;
  }
}

const asked = ({ dialect }: Ask, { number }: Found) =>
  dialect.exists.numberKey === 'none' ? {} : { [dialect.exists.numberKey]: number };

function record(ask: Ask, { number, exists }: Found) {
  const { key, canonicalKey, verdicts } = ask.dialect.exists;
  const canonical = canonicalIn(ask.dialect)(number);
  const known = exists && canonicalKey !== 'none' ? { [canonicalKey]: withServer(canonicalKey, canonical) } : {};
  if (key === 'contact') {
    const contact = { id: `${canonical}@c.us`, data: { number: canonical, valid: true } };
    return { contact: exists ? contact : null, ...known };
  }
  return { [key]: verdicts === 'text' ? String(exists) : exists, ...known };
}

/** WhatsApp's ids name their server; the other keys hold digits. */
const withServer = (key: string, number: string): string =>
  key === 'wid' || key === 'idFromService' ? `${number}@c.us` : key === 'jid' ? `${number}@s.whatsapp.net` : number;

const wrapped = ({ dialect }: Ask, value: unknown): unknown =>
  dialect.exists.wrap === 'none' ? value : { [dialect.exists.wrap]: value };
