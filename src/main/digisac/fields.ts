import { oneOf } from './answers.ts';
import type { Ask } from './ask.ts';
import type { CustomField, Digisac } from './digisac.ts';
import { type Named, toNamed, walkNamed } from './named.ts';

/** Source: API collection, "Campos personalizados"; facts, section 9 and section 12 row 27. */
export function createFields(ask: Ask): Pick<Digisac, 'customFields' | 'createCustomField'> {
  return {
    customFields: (signal) => walkNamed(ask, '/custom-fields', signal, toField),

    createCustomField: (name, signal) =>
      ask(
        {
          method: 'POST',
          route: '/custom-fields',
          path: '/custom-fields',
          body: { name, type: 'text', allowed: 'contacts' },
          read: ({ json }) => {
            const field = toNamed(oneOf(json));
            return field && { value: { id: field.id, name: field.name ?? name, type: field.type ?? 'text' } };
          },
          refused: (detail) => ({ kind: 'fieldRefused', field: name, detail }),
        },
        signal,
      ),
  };
}

/** Tickets and people have fields of their own; one that does not say what it is for is taken. */
function toField({ id, name, type, allowed }: Named): CustomField | null {
  const places = Array.isArray(allowed) ? allowed : [allowed ?? ''];
  const isForContacts = places.some((place) => typeof place === 'string' && (place === '' || /contact/i.test(place)));
  return name === null || !isForContacts ? null : { id, name, type: type ?? 'text' };
}
