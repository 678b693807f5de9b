import type { Store } from '#main/store/store.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Clock } from '#shared/clock.ts';
import { formatPhone } from '#shared/phone/format.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import { openService } from '../account/open-service.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { withIntent } from '../import/requests.ts';
import { understandContent, writeTo } from './recipients.ts';

/**
 * One message to a number of the user's own, with the values of the first recipient: what a campaign would write.
 * It takes its turn in the account's pace. Problems: those of the number, of the template and of the account.
 */
export async function sendTestMessage(
  deps: { readonly store: Store; readonly clock: Clock; readonly sessions: Sessions },
  ask: { readonly importId: number; readonly content: Content; readonly seed: number; readonly number: string },
  signal: AbortSignal,
): Promise<{ readonly text: string }> {
  const { store } = deps;
  const { importId } = ask;
  const source = store.imports.get(importId);
  const phone = parsePhone(ask.number, { country: source.options.country, area: source.options.defaultArea });
  if (!phone.ok) throw new ProblemError(phone.error);
  const understood = understandContent(source, ask.content, ask.seed);
  const [row] = store.rows.page({ importId, filter: { states: ['ready'] }, offset: 0, limit: 1 }).rows;
  if (!row) throw new ProblemError({ kind: 'nobodyToSendTo' });
  const written = writeTo(source, understood, row);
  if (written.problem) throw new ProblemError(written.problem);

  const { accountId, session, service } = await openService(deps, source.options);
  const where = { accountId, importId, serviceId: service.id };
  const contactId = await ownContact(deps, session, { ...where, number: phone.value.digits });

  const answer = await session.messages.run(signal, async (enter) => {
    const sent = await withIntent(deps, {
      accountId,
      importId,
      kind: 'testMessage',
      subject: null,
      send: async () => {
        const entry = enter();
        const message = { contactId, serviceId: where.serviceId, text: written.text, dontOpenTicket: true };
        const outcome = await session.send((late) => session.digisac.sendMessage(message, late), signal);
        entry.leave();
        return outcome;
      },
      after: () => undefined,
    });
    return sent;
  });
  if (answer === null) throw new ProblemError({ kind: 'interrupted' });
  if (!answer.ok) throw new ProblemError(answer.error.problem);
  return { text: written.text };
}

/** The user's own contact: looked up first, so that a test does not rename anybody. */
async function ownContact(
  deps: { readonly store: Store; readonly clock: Clock },
  session: Session,
  where: { accountId: number; importId: number; serviceId: string; number: string },
): Promise<string> {
  const { accountId, importId, serviceId, number } = where;
  const alike = await session.askOnce(() => session.digisac.contactsLike({ serviceId, number }));
  const own = alike.find((contact) => personKey(contact.number) === personKey(number));
  if (own) return own.id;
  const draft = { number, name: formatPhone(number), serviceId, departmentId: null, fields: {} };
  const made = await withIntent(deps, {
    accountId,
    importId,
    kind: 'createOne',
    subject: null,
    send: () => session.write(() => session.digisac.createContact(draft)),
    after: () => undefined,
  });
  if (!made.ok) throw new ProblemError(made.error.problem);
  return made.value.id;
}
