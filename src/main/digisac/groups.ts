import { z } from 'zod';
import { ok } from '#shared/result.ts';
import { digits, digitsOf, flag, id, list, moment, oneOf, part, word } from './answers.ts';
import { type Ask, jsonQuery, readDone, readPage } from './ask.ts';
import type { AccountGroup, Digisac } from './digisac.ts';
import { pageSize, walkPages } from './pages.ts';

type Groups = Pick<
  Digisac,
  'createGroup' | 'groupsNamed' | 'groupMembers' | 'addMembers' | 'promoteMembers' | 'demoteMembers'
>;
type Members = Extract<Awaited<ReturnType<Digisac['groupMembers']>>, { ok: true }>['value'];

/** More groups of one name than this are there only where the filter was not understood. */
const mostPages = 5;

/** Source: API collection, "Grupos WhatsApp". A group is a contact of its connection, without a number. */
export function createGroups(ask: Ask): Groups {
  const change =
    (way: 'add-members' | 'promote-members' | 'demote-members', bodyOf: (whom: readonly string[]) => object) =>
    (groupId: string, whom: readonly string[], signal?: AbortSignal) =>
      ask(
        {
          method: 'POST',
          route: `/contacts/{id}/${way}`,
          path: `/contacts/${encodeURIComponent(groupId)}/${way}`,
          body: bodyOf(whom),
          read: readDone,
          refused: (detail) => ({ kind: 'groupRefused', detail }),
          conceal: whom,
        },
        signal,
      );

  return {
    createGroup: ({ serviceId, name }, signal) =>
      ask(
        {
          method: 'POST',
          route: '/contacts',
          path: '/contacts',
          body: { serviceId, internalName: name, isGroup: true },
          read: ({ json }) => {
            const group = toGroup(oneOf(json));
            return group && { value: { ...group, name: group.name || name } };
          },
          refused: (detail) => ({ kind: 'groupRefused', detail }),
          conceal: [name],
        },
        signal,
      ),

    groupsNamed: async ({ serviceId, name }, signal) => {
      const query = { where: { serviceId, isGroup: true, internalName: name }, order: [['createdAt', 'DESC']] };
      const walked = await walkPages({
        mostPages,
        ask: (page) =>
          ask(
            {
              method: 'GET',
              route: '/contacts',
              path: `/contacts${jsonQuery({ ...query, page, perPage: pageSize })}`,
              read: readPage,
            },
            signal,
          ),
      });
      if (!walked.ok) return walked;
      return ok(walked.value.rows.flatMap((row) => toGroup(row) ?? []).filter((group) => group.name === name));
    },

    groupMembers: (groupId, signal) =>
      ask<Members>(
        {
          method: 'GET',
          route: '/contacts/{id}',
          path: `/contacts/${encodeURIComponent(groupId)}`,
          read: ({ json }) => (toGroup(oneOf(json)) === null ? null : { value: membersIn(oneOf(json)) }),
          absent: { value: null },
        },
        signal,
      ),

    addMembers: change('add-members', (numbers) => numbers.map((number) => ({ number }))),
    promoteMembers: change('promote-members', (contactIds) => contactIds),
    demoteMembers: change('demote-members', (contactIds) => contactIds),
  };
}

const membersSchema = z.object({
  ...{ participants: list, members: list },
  data: part({ participants: list, members: list }),
});
const memberSchema = z.object({ number: digits, id: digits, isAdmin: flag, isSuperAdmin: flag });

/** Where groups keep them is not documented: under the names that WhatsApp's own clients have. */
function membersIn(json: unknown): Members {
  const row = membersSchema.safeParse(json).data;
  const all = row?.data?.participants ?? row?.participants ?? row?.data?.members ?? row?.members ?? null;
  return (
    all?.flatMap((one) => {
      const member = memberSchema.safeParse(one).data;
      const number = member?.number ?? member?.id ?? digitsOf(one);
      if (number === null) return [];
      return { number, isAdmin: member?.isSuperAdmin === true ? true : (member?.isAdmin ?? null) };
    }) ?? null
  );
}

const groupSchema = z.object({ id, internalName: word, name: word, isGroup: flag, createdAt: moment });

/** Null where it is none. */
function toGroup(value: unknown): AccountGroup | null {
  const parsed = groupSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null || parsed.data.isGroup === false) return null;
  const { internalName, name, createdAt } = parsed.data;
  return { id: parsed.data.id, name: internalName ?? name ?? '', createdAtMs: createdAt };
}
