import { z } from 'zod';
import type { Receipt } from '#shared/recipient/delivery.ts';
import { anything, flag, part, raw, word } from './answers.ts';
import { masked } from './masked.ts';

const receiptSchema = z.object({
  isFromMe: flag,
  text: raw,
  ack: anything,
  data: part({ ack: anything, error: anything }),
  error: anything,
});

const errorSchema = z.object({ message: word, title: word, error_data: part({ details: word }) });

/**
 * What `data.ack` says: a number, a numeric text or "error". On received messages -1 is usual and means nothing.
 * Facts, section 12 row 10.
 */
export function receiptOf(message: unknown): Receipt {
  const parsed = receiptSchema.safeParse(message);
  if (!parsed.success || parsed.data.isFromMe === false) return 'pending';
  const level = levelOf(parsed.data.data?.ack ?? parsed.data.ack);
  if (level < 0) return 'failed';
  if (level < 1) return 'pending';
  if (level < 2) return 'sent';
  return level < 3 ? 'delivered' : 'read';
}

/** What says nothing is pending: a message is not called failed on doubt. */
function levelOf(ack: unknown): number {
  const text = typeof ack === 'string' ? ack.trim().toLowerCase() : ack;
  if (text === 'error' || text === 'failed') return -1;
  if (typeof text === 'number') return text;
  return typeof text === 'string' && /^-?\d+$/.test(text) ? Number(text) : 0;
}

/** The account's reason of a failed message: Meta's message with its code, then its details. Null where there is none. */
export function failureDetail(message: unknown): string | null {
  const parsed = receiptSchema.safeParse(message);
  if (!parsed.success) return null;
  const { data, error, text } = parsed.data;
  const cause = data?.error ?? error;
  const parts = errorSchema.safeParse(cause);
  const said = parts.success ? [parts.data.message ?? parts.data.title, parts.data.error_data?.details] : [cause];
  const words = said.flatMap((one) => (typeof one === 'string' ? masked(one, text === null ? [] : [text]) : []));
  return words.filter((one) => one !== '').join(': ') || null;
}
