import type { Answer } from '#main/digisac/digisac.ts';
import type { RequestKind } from '#main/store/requests.ts';
import type { Wish } from '#shared/actions/wish.ts';
import { personKey } from '#shared/phone/person.ts';
import { unreachable } from '#shared/result.ts';
import type { Session } from '../account/session.ts';

/** A contact that is about to be acted on, its connection, and its open ticket where the action is about tickets. */
export interface Target {
  readonly contactId: string;
  readonly serviceId: string | null;
  readonly ticketId: string | null;
  /** Digits, as the account has them. */
  readonly phone: string;
  /** The first of two requests was answered. */
  readonly isHalfWay: boolean;
}

/** How a verb becomes requests. */
export interface Method {
  readonly kind: RequestKind;
  /** Contacts in one request, at most. */
  readonly most: number;
  /** Needs a second request, which goes apart: a good answer to the first one is half the way. */
  readonly hasMore?: (target: Target) => boolean;
  /** A good answer for several says that it was done to each; where it does not, they are looked at. */
  readonly tellsOfEach: boolean;
  /** The answer is the id of the message that came of it, or null. */
  readonly send: (targets: readonly Target[]) => Answer<string | null>;
}

/** As many as are looked at in one question. */
const fewAtOnce = 20;
const taggedAtOnce = 50;

/** The one table of what is asked of the account for each verb. The tag and the group that it is about, where there is one. */
export function methodOf(
  session: Session,
  wish: Wish,
  { tagId, groupId }: { readonly tagId: string | null; readonly groupId: string | null },
): Method {
  const single = (kind: RequestKind, send: (contactId: string) => Answer<unknown>): Method => ({
    kind,
    most: 1,
    tellsOfEach: true,
    send: ([{ contactId } = nobody]) => silent(send(contactId)),
  });
  switch (wish.verb) {
    case 'tag':
      return {
        ...{ kind: 'tagContacts', most: taggedAtOnce, tellsOfEach: true },
        send: (targets) => silent(session.digisac.tagContacts(tagId ?? '', idsOf(targets))),
      };
    case 'untag':
      return {
        ...{ kind: 'untagContacts', most: taggedAtOnce, tellsOfEach: true },
        send: (targets) => silent(session.digisac.untagContacts(tagId ?? '', idsOf(targets))),
      };
    case 'setField':
      return single('setFields', (id) =>
        session.digisac.updateContact(id, { fields: { [wish.field.id]: wish.value } }),
      );
    case 'setDepartment':
      return single('updateContact', (id) => session.digisac.updateContact(id, { departmentId: wish.department.id }));
    case 'block':
    case 'unblock': {
      const ask = { isBlocked: wish.verb === 'block', description: wish.description };
      return single('blockContact', (id) => session.digisac.setBlocked(id, ask));
    }
    case 'delete':
      return {
        ...{ kind: 'deleteContact', most: fewAtOnce, tellsOfEach: false },
        send: (targets) => {
          const [only, another] = idsOf(targets);
          if (only !== undefined && another === undefined) return silent(session.digisac.deleteContact(only));
          return silent(session.digisac.deleteContacts(idsOf(targets)));
        },
      };
    case 'openTicket':
      return single('openTicket', (id) => session.digisac.transferTicket(id, placeOf(wish)));
    case 'transferTicket':
      return {
        ...{ kind: 'transferTicket', most: fewAtOnce, tellsOfEach: false },
        send: (targets) => {
          const [only, another] = targets;
          if (only !== undefined && another === undefined)
            return silent(session.digisac.transferTicket(only.contactId, placeOf(wish)));
          return silent(
            session.digisac.bulkTransfer(
              targets.flatMap(({ ticketId }) => ticketId ?? []),
              placeOf(wish),
            ),
          );
        },
      };
    case 'closeTicket': {
      const closing = { topicIds: wish.topics.map(({ id }) => id), comment: wish.comment };
      return single('closeTicket', (id) => session.digisac.closeTicket(id, closing));
    }
    case 'createGroup': {
      const admins = new Set(wish.admins.map(personKey));
      return {
        ...{ kind: 'addMembers', most: fewAtOnce, tellsOfEach: true },
        hasMore: ({ phone, isHalfWay }) => !isHalfWay && admins.has(personKey(phone)),
        send: (targets) =>
          silent(
            targets[0]?.isHalfWay
              ? session.digisac.promoteMembers(groupId ?? '', idsOf(targets))
              : session.digisac.addMembers(
                  groupId ?? '',
                  targets.map(({ phone }) => phone),
                ),
          ),
      };
    }
    case 'promote':
      return {
        ...{ kind: 'promoteMembers', most: fewAtOnce, tellsOfEach: true },
        send: (targets) => silent(session.digisac.promoteMembers(groupId ?? '', idsOf(targets))),
      };
    case 'comment':
      return {
        ...{ kind: 'comment', most: 1, tellsOfEach: true },
        send: async ([target]) => {
          const note = { text: wish.text, dontOpenTicket: true, isComment: true } as const;
          const { contactId, serviceId } = target ?? nobody;
          const sent = await session.digisac.sendMessage({ ...note, contactId, serviceId: serviceId ?? '' });
          return sent.ok ? { ok: true, value: sent.value.id } : sent;
        },
      };
    default:
      return unreachable(wish);
  }
}

const nobody: Target = { contactId: '', serviceId: null, ticketId: null, phone: '', isHalfWay: false };

const idsOf = (targets: readonly Target[]): readonly string[] => targets.map(({ contactId }) => contactId);

const placeOf = ({ department, user, comment }: Extract<Wish, { verb: 'openTicket' | 'transferTicket' }>) => ({
  departmentId: department.id,
  userId: user?.id ?? null,
  comment,
});

async function silent(answer: Answer<unknown>): Answer<null> {
  const given = await answer;
  return given.ok ? { ok: true, value: null } : given;
}
