import { z } from 'zod';
import { placeholdersOf } from '#shared/campaign/placeholders.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import { id, isSet, raw, word } from './answers.ts';
import type { Ask } from './ask.ts';
import type { AccountTemplate, Digisac } from './digisac.ts';
import { readShortList } from './short-list.ts';

const mostPages = 20;

/** Source: API collection, "Listar templates"; facts, section 8 and section 12 rows 17 to 19. */
export function createTemplates(ask: Ask): Pick<Digisac, 'approvedTemplates'> {
  return {
    approvedTemplates: (signal) =>
      readShortList(ask, { route: '/whatsapp-business-templates', mostPages, toOne: toTemplate, signal }),
  };
}

const templateSchema = z.object({
  id,
  serviceId: id,
  name: word,
  internalName: word,
  status: word,
  language: word,
  category: word,
  components: z.unknown(),
  archivedAt: isSet,
  deletedAt: isSet,
});

const componentSchema = z.object({ type: word, format: word, text: raw, buttons: z.unknown().optional() });
type Component = z.infer<typeof componentSchema>;
const buttonSchema = z.object({ type: word, text: word, url: raw });

/** Null where it is archived, or has no body that anything could be sent of. */
function toTemplate(value: unknown): AccountTemplate | null {
  const parsed = templateSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null || parsed.data.archivedAt || parsed.data.deletedAt) return null;
  const { id: hsmId, serviceId, name, internalName, language, category } = parsed.data;
  const components = listOf(parsed.data.components).flatMap((one) => {
    const component = componentSchema.safeParse(one);
    return component.success ? [component.data] : [];
  });
  const part = (type: string) => components.find((component) => component.type?.toUpperCase() === type);
  const body = part('BODY')?.text ?? '';
  const header = headerOf(part('HEADER'));
  if (body === '' || header === null) return null;
  const status = (parsed.data.status ?? '').toUpperCase();
  return {
    ...{ hsmId, serviceId, name: internalName ?? name ?? hsmId, language: language ?? '', category },
    ...{ isApproved: status === 'APPROVED', status, header, body, placeholders: [...placeholdersOf(body)] },
    footer: part('FOOTER')?.text ?? null,
    buttons: listOf(part('BUTTONS')?.buttons).flatMap((one, index) => {
      const button = buttonSchema.safeParse(one);
      if (!button.success) return [];
      const takesSuffix = button.data.type?.toUpperCase() === 'URL' && placeholdersOf(button.data.url ?? '').length > 0;
      return [{ index, text: button.data.text ?? '', takesSuffix }];
    }),
  };
}

/** A list, or a list written as a text of JSON. */
function listOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'string') return Array.isArray(value) ? value : [];
  try {
    return listOf(JSON.parse(value));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Null for a header that nobody knows how to fill. */
function headerOf(component: Component | undefined): ApprovedTemplate['header'] | null {
  if (component === undefined) return { kind: 'none' };
  switch (component.format?.toUpperCase() ?? 'TEXT') {
    case 'TEXT': {
      const text = component.text ?? '';
      return text === '' ? { kind: 'none' } : { kind: 'text', text, placeholders: placeholdersOf(text).length };
    }
    case 'IMAGE':
      return { kind: 'image' };
    case 'VIDEO':
      return { kind: 'video' };
    case 'DOCUMENT':
      return { kind: 'document' };
    default:
      return null;
  }
}
