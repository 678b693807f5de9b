import type { SentenceKey } from '#shared/sentences/sentences.ts';
import type { Facts } from '#shared/sentences/translate.ts';
import type { Context } from './command.ts';

/** Anything but a clear yes is a no. Yes is understood in each of our languages, whatever the question is in. */
export async function confirm(
  { console: { keyboard }, translate }: Context,
  question: SentenceKey,
  facts: Facts = {},
): Promise<boolean> {
  const answer = await keyboard.ask(`${translate(question, facts)} ${translate('cli.yesNo')} `);
  return /^(s|sim|y|yes|si|sí)$/i.test((answer ?? '').trim());
}
