import type { Store } from '#main/store/store.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Clock } from '#shared/clock.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import { openService } from '../account/open-service.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { withIntent } from '../import/requests.ts';
import { checkApproved } from './approved.ts';
import { approvedOf, partsOf } from './message.ts';
import { understandContent, writeTo } from './recipients.ts';

/**
 * One message to a number of the user's own, with the values of the first recipient: what a campaign would write.
 * It takes its turn in the account's pace. `messageId` is its id in the account, to ask for its receipt.
 * Problems: those of the number, of the content and of the account; attachmentGone.
 */
export async function sendTestMessage(
  deps: { readonly store: Store; readonly clock: Clock; readonly sessions: Sessions },
  ask: { readonly importId: number; readonly content: Content; readonly seed: number; readonly number: string },
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly messageId: string }> {
  const { store } = deps;
  const { importId } = ask;
  const source = store.imports.get(importId);
  const phone = parsePhone(ask.number, { country: source.options.country, area: source.options.defaultArea });
  if (!phone.ok) throw new ProblemError(phone.error);
  const understood = understandContent(source, ask.content, ask.seed);
  const [row] = store.rows.page({ importId, filter: { states: ['ready'], problem: null }, offset: 0, limit: 1 }).rows;
  if (!row) throw new ProblemError({ kind: 'nobodyToSendTo' });
  const written = writeTo(source, understood, row);
  if (written.problem) throw new ProblemError(written.problem);

  const { accountId, session, service } = await openService(deps, source.options);
  await checkApproved(session, service, ask.content);
  const parts = await partsOf(deps, ask.content);
  if (!parts.ok) throw new ProblemError(parts.error);
  const message = {
    ...(await addressOf(session, service.id, phone.value.digits)),
    ...{ serviceId: service.id, text: written.text, dontOpenTicket: true },
    ...parts.value,
    ...approvedOf(written.payload),
  };

  const answer = await session.messages.run(signal, async (enter) => {
    const sent = await withIntent(deps, {
      accountId,
      importId,
      kind: 'testMessage',
      subject: null,
      send: async () => {
        const entry = enter();
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
  return { text: written.text, messageId: answer.value.id };
}

/**
 * The user's own contact, looked up so that a test goes where a campaign would; where there is none, the number itself: the
 * account then makes the contact, and no name of ours stands on it.
 */
async function addressOf(session: Session, serviceId: string, number: string) {
  const alike = await session.askOnce(() => session.digisac.contactsLike({ serviceId, number }));
  const own = alike.find((contact) => personKey(contact.number) === personKey(number));
  return own ? { contactId: own.id } : { number };
}
