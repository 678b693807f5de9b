import { z } from 'zod';
import { anything, recordOf, word } from './answers.ts';
import type { WebhookPost } from './digisac.ts';
import { toSeen } from './messages.ts';

const postSchema = z.object({ event: word, data: anything, teste: word });

/**
 * What a webhook posted; null where it is no such post. Messages alone are read, and only those that can be told whose
 * they are: what the desk does is left out. Source: facts, section 11.
 */
export function readWebhookPost(json: unknown): WebhookPost | null {
  if (recordOf(json) === null) return null;
  const { data: post } = postSchema.safeParse(json);
  if (post === undefined) return null;
  const { event, data } = post;
  if (event === null) return post.teste === null ? null : { event: 'test', messages: [] };
  if (!event.startsWith('message.')) return { event, messages: [] };
  // Some accounts post a list.
  const seen = [data].flat().flatMap((one) => toSeen(one) ?? []);
  const messages = seen.filter(({ isInternal }) => !isInternal).map(({ message }) => message);
  return {
    event,
    // A message is told again with every receipt, which is news each time.
    messages: messages.map((message) => ({ ...message, key: `${event} ${message.id} ${message.receipt}` })),
  };
}
