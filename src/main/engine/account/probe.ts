import type { AccountContact, AccountUser, Digisac, ExistsAnswer } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import { ninthDigitForms } from '#shared/phone/person.ts';
import { ok, type Result } from '#shared/result.ts';
import type { AccountDialect, Service } from '#shared/rpc/accounts.ts';

/** What an account says of itself. */
export interface Probed {
  readonly user: AccountUser;
  readonly services: readonly Service[];
  readonly dialect: AccountDialect;
}

/** No area code 00 exists, so nobody can have this number. */
const impossible = '5500912345678';

/** So many connections are asked, with so many numbers of a kind: one contact alone may have changed since. */
const mostAsked = 3;
const mostOfKind = 3;

interface ProbeOptions {
  readonly signal: AbortSignal;
  /** What is known already: what cannot be asked today stays as it is. */
  readonly known: AccountDialect;
}

/**
 * Asks an account who it is and how it answers, with reads only. What it does not answer stays as it is known, null
 * at first; only who it is and its connections must be answered. `learnedAt` is its caller's to set.
 */
export async function probeAccount(digisac: Digisac, options: ProbeOptions): Promise<Result<Probed, Failure>> {
  const { signal, known } = options;
  const user = await digisac.me(signal);
  if (!user.ok) return user;
  const services = await digisac.services(signal);
  if (!services.ok) return services;

  let { pageSize, existsTells, existsEncoding } = known;
  for (const service of servicesToAsk(services.value)) {
    const page = await digisac.contactPage({ serviceId: service.id, page: 1 }, signal);
    if (!page.ok && signal.aborted) return page;
    if (page.ok) pageSize = page.value.pageSize;
    const contacts = page.ok ? page.value.contacts : [];
    const found = await probeExists(digisac, { ...options, service, services: services.value, contacts });
    if (found === null) continue;
    existsTells = found.tells;
    existsEncoding = found.encoding ?? existsEncoding;
    break;
  }
  const dialect = { ...known, pageSize, existsTells, existsEncoding };
  return ok({ user: user.value, services: services.value, dialect });
}

/** A connection that is off may answer anything, so those that are on come first; of the others, some may be. */
function servicesToAsk(services: readonly Service[]): readonly Service[] {
  const rank = ({ connected, number }: Service) => (connected === 'yes' ? 0 : 2) + (number === null ? 1 : 0);
  return services
    .filter((service) => service.isWhatsapp && service.connected !== 'no')
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, mostAsked);
}

/** What the questions are made of. */
interface Ground extends ProbeOptions {
  readonly service: Service;
  readonly services: readonly Service[];
  readonly contacts: readonly AccountContact[];
}

/** Numbers whose answer is known before. */
interface Questions {
  /** Of the account's own connections, so on WhatsApp, and contacts of nobody here: proof that more than contacts is meant. */
  readonly own: readonly string[];
  /** Contacts that the account knows to be on WhatsApp. */
  readonly valid: readonly string[];
  /** Contacts that it knows not to be. */
  readonly invalid: readonly string[];
}

/**
 * Can `contacts/exists` tell a WhatsApp number from an impossible one? It may as well say which numbers are *contacts*,
 * and call everybody else dead: so "yes" to a contact proves nothing alone. Null where that could not be found out.
 * Facts, section 12 row 2.
 */
async function probeExists(
  digisac: Digisac,
  ground: Ground,
): Promise<{ readonly tells: boolean; readonly encoding: 'plain' | 'indexed' | null } | null> {
  const { service, signal, known } = ground;
  const questions = await gatherQuestions(digisac, ground);
  const { own, valid, invalid } = questions;
  if (own.length === 0 && (valid.length === 0 || invalid.length === 0)) return null;

  const numbers = [...new Set([...own, ...valid, ...invalid, impossible])];
  const encodings =
    known.existsEncoding === 'indexed' ? (['indexed', 'plain'] as const) : (['plain', 'indexed'] as const);
  let wasAnswered = false;
  for (const encoding of encodings) {
    const asked = await askExists(digisac, { serviceId: service.id, numbers, encoding }, signal);
    if (asked.ok && tellsApart(asked.value, questions)) return { tells: true, encoding };
    // A refusal is an answer, too: this account does not tell. What never came, or is not understood, is none.
    wasAnswered ||= asked.ok || asked.error.kind === 'rejected';
  }
  // Of a connection that may be off, only a success proves something.
  return wasAnswered && service.connected === 'yes' ? { tells: false, encoding: null } : null;
}

/** All numbers at once; one by one, where the account takes no more. */
async function askExists(
  digisac: Digisac,
  ask: Parameters<Digisac['exists']>[0],
  signal: AbortSignal,
): Promise<Result<readonly ExistsAnswer[], Failure>> {
  const together = await digisac.exists(ask, signal);
  if (together.ok || together.error.kind !== 'rejected') return together;
  const answers: ExistsAnswer[] = [];
  for (const number of ask.numbers) {
    const alone = await digisac.exists({ ...ask, numbers: [number] }, signal);
    if (!alone.ok) return alone;
    answers.push(...alone.value);
  }
  return ok(answers);
}

async function gatherQuestions(digisac: Digisac, ground: Ground): Promise<Questions> {
  const { service, services, contacts, signal } = ground;
  const others = services.filter((one) => one.isWhatsapp && one.connected === 'yes' && one.id !== service.id);
  const candidates = [service, ...others].flatMap((one) => one.number ?? []).slice(0, mostOfKind);
  const own: string[] = [];
  for (const number of candidates) {
    const found = await digisac.contactsLike({ serviceId: service.id, number }, signal);
    const forms = ninthDigitForms(number);
    if (found.ok && !found.value.some((contact) => forms.includes(contact.number))) own.push(number);
  }
  const known = (valid: boolean) =>
    contacts
      .filter((contact) => contact.valid === valid && /^\d{10,15}$/.test(contact.number))
      .map((contact) => contact.number)
      .slice(0, mostOfKind);
  return { own, valid: known(true), invalid: known(false) };
}

function tellsApart(answers: readonly ExistsAnswer[], { own, valid, invalid }: Questions): boolean {
  const said = (numbers: readonly string[], verdict: ExistsAnswer['verdict']): boolean =>
    answers.some((answer) => numbers.includes(answer.number) && answer.verdict === verdict);
  const isRight =
    said([impossible], 'no') &&
    !said(own, 'no') &&
    said([...own, ...valid], 'yes') &&
    (valid.length === 0 || said(valid, 'yes'));
  // Either a living number that is no contact, or a contact that is not living.
  return isRight && (said(own, 'yes') || said(invalid, 'no'));
}
