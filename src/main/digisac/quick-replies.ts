import { z } from 'zod';
import { id, isSet, raw, word } from './answers.ts';
import type { Ask } from './ask.ts';
import type { Digisac } from './digisac.ts';
import { readShortList } from './short-list.ts';

/** 2,000 texts: more than anybody chooses from. */
const mostPages = 10;
const longestTitle = 60;

const replySchema = z.object({ id, title: word, name: word, shortcut: word, text: raw, archivedAt: isSet });

/** Source: API collection, "Listar respostas rápidas". */
export function createQuickReplies(ask: Ask): Pick<Digisac, 'quickReplies'> {
  return {
    quickReplies: (signal) => readShortList(ask, { route: '/quick-replies', mostPages, toOne: toReply, signal }),
  };
}

/** Null where it has no text. One without a title is known by its beginning. */
function toReply(value: unknown) {
  const parsed = replySchema.safeParse(value);
  if (!parsed.success || parsed.data.archivedAt) return null;
  const { id: ownId, title, name, shortcut, text } = parsed.data;
  if (ownId === null || text === null || text.trim() === '') return null;
  const [firstLine = ''] = text.trim().split('\n', 1);
  return { id: ownId, title: title ?? name ?? shortcut ?? firstLine.slice(0, longestTitle), text };
}
