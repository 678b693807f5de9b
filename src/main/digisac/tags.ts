import { oneOf } from './answers.ts';
import { type Ask, readDone } from './ask.ts';
import type { Digisac, Tag } from './digisac.ts';
import { type Named, toNamed, walkNamed } from './named.ts';

/** The blue of the API collection's example. */
const backgroundColor = '#40C3FF';

/** Source: API collection, "Tags"; facts, section 9. */
export function createTags(ask: Ask): Pick<Digisac, 'tags' | 'createTag' | 'tagContacts' | 'untagContacts'> {
  const retag =
    (method: 'POST' | 'DELETE'): Digisac['tagContacts'] =>
    (tagId, contactIds, signal) =>
      ask(
        {
          method,
          route: '/tags/{id}/contacts',
          path: `/tags/${encodeURIComponent(tagId)}/contacts`,
          body: { where: { id: contactIds } },
          read: readDone,
        },
        signal,
      );

  return {
    tags: (signal) => walkNamed(ask, '/tags', signal, toTag),

    createTag: (label, signal) =>
      ask(
        {
          method: 'POST',
          route: '/tags',
          path: '/tags',
          body: { label, backgroundColor, departments: [] },
          read: ({ json }) => {
            const tag = toNamed(oneOf(json));
            return tag && { value: { id: tag.id, label: tag.name ?? label } };
          },
          refused: (detail) => ({ kind: 'tagRefused', tag: label, detail }),
        },
        signal,
      ),

    tagContacts: retag('POST'),
    untagContacts: retag('DELETE'),
  };
}

const toTag = ({ id, name }: Named): Tag | null => (name === null ? null : { id, label: name });
