import type { AccountContact, AccountUser, Digisac, ExistsAnswer } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import { ninthDigitForms } from '#shared/phone/person.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { AccountDialect, Service } from '#shared/rpc/accounts.ts';

/** What an account says of itself. */
export interface Probed {
  readonly user: AccountUser;
  readonly services: readonly Service[];
  readonly dialect: AccountDialect;
}

/** No area code 00 exists, so nobody can have this number. */
const impossible = '5500912345678';

/** Numbers of its own that are tried, where an account has many connections. */
const mostOwn = 3;

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

  const service = serviceToAsk(services.value);
  const page = service && (await digisac.contactPage({ serviceId: service.id, page: 1 }, signal));
  const contacts = page?.ok ? page.value.contacts : [];
  const exists = service && (await probeExists(digisac, { ...options, service, services: services.value, contacts }));
  if (signal.aborted && page && !page.ok) return err(page.error);

  const dialect: AccountDialect = {
    ...known,
    pageSize: page?.ok ? page.value.pageSize : known.pageSize,
    existsTells: exists?.tells ?? known.existsTells,
    existsEncoding: exists?.encoding ?? known.existsEncoding,
  };
  return ok({ user: user.value, services: services.value, dialect });
}

/** A connection that is off may answer anything, so one that is on comes first. */
function serviceToAsk(services: readonly Service[]): Service | null {
  const whatsapps = services.filter((service) => service.isWhatsapp && service.connected !== 'no');
  const connected = whatsapps.filter((service) => service.connected === 'yes');
  return connected.find((service) => service.number !== null) ?? connected[0] ?? whatsapps[0] ?? null;
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
  /** A contact that the account knows to be on WhatsApp. */
  readonly valid: string | null;
  /** A contact that it knows not to be. */
  readonly invalid: string | null;
}

/**
 * Can `contacts/exists` tell a WhatsApp number from an impossible one? It may as well say which numbers are *contacts*,
 * and call everybody else dead: so "yes" to a contact proves nothing alone. Facts, section 12 row 2.
 */
async function probeExists(
  digisac: Digisac,
  ground: Ground,
): Promise<{ readonly tells: boolean | null; readonly encoding: 'plain' | 'indexed' | null }> {
  const { service, signal, known } = ground;
  const questions = await gatherQuestions(digisac, ground);
  const { own, valid, invalid } = questions;
  const nothing = { tells: null, encoding: null };
  if (own.length === 0 && (valid === null || invalid === null)) return nothing;

  const numbers = [...new Set([...own, ...[valid, invalid].flatMap((number) => number ?? []), impossible])];
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
  return wasAnswered && service.connected === 'yes' ? { tells: false, encoding: null } : nothing;
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
  const candidates = [service, ...others].flatMap((one) => one.number ?? []).slice(0, mostOwn);
  const own: string[] = [];
  for (const number of candidates) {
    const found = await digisac.contactsLike({ serviceId: service.id, number }, signal);
    const forms = ninthDigitForms(number);
    if (found.ok && !found.value.some((contact) => forms.includes(contact.number))) own.push(number);
  }
  const numberOf = (valid: boolean): string | null =>
    contacts.find((contact) => contact.valid === valid && /^\d{10,15}$/.test(contact.number))?.number ?? null;
  return { own, valid: numberOf(true), invalid: numberOf(false) };
}

function tellsApart(answers: readonly ExistsAnswer[], { own, valid, invalid }: Questions): boolean {
  const verdictOf = (number: string | null) => answers.find((answer) => answer.number === number)?.verdict ?? null;
  const living = [...own, ...(valid === null ? [] : [valid])].map(verdictOf);
  const isRight =
    verdictOf(impossible) === 'no' && living.includes('yes') && !living.includes('no') && verdictOf(invalid) !== 'yes';
  // Either a living number that is no contact, or a contact that is not living.
  return isRight && (own.some((number) => verdictOf(number) === 'yes') || verdictOf(invalid) === 'no');
}
