import type { Problem } from '../problem.ts';

/**
 * Codes with which WhatsApp's official API refuses a message that the account had accepted. They come with the receipt,
 * as `(#131047) …` (API facts, section 6), and what each means stands in the error codes of WhatsApp's Cloud API.
 * None of them is a reason to send again at once.
 */
const byCode: Readonly<
  Record<string, 'optedOut' | 'marketingLimit' | 'pairLimit' | 'outsideReplyWindow' | 'undeliverable'>
> = {
  131026: 'undeliverable',
  131047: 'outsideReplyWindow',
  131049: 'marketingLimit',
  131050: 'optedOut',
  131056: 'pairLimit',
};
/** The number that sends may not: its account is locked, or it was reported as spam too often. */
const numberCodes: ReadonlySet<string> = new Set(['131031', '131048', '368']);

const isTemplateCode = (code: string) => code === '131008' || code === '131009' || code.startsWith('132');

/** `detail` is the account's own text about a message that failed after it was accepted; '' where it gave none. */
export function refusalOf(detail: string): Problem {
  const code = /#(\d{3,6})\b/.exec(detail)?.[1];
  if (code === undefined) return { kind: 'deliveryFailed', detail };
  const kind = byCode[code];
  if (kind !== undefined) return { kind };
  if (numberCodes.has(code)) return { kind: 'numberRestricted', detail };
  if (isTemplateCode(code)) return { kind: 'templateRefused', detail };
  return { kind: 'deliveryFailed', detail };
}

/** Every other message would be refused alike: the campaign stops at the first one. */
export const stopsCampaign = ({ kind }: Problem): boolean => kind === 'numberRestricted' || kind === 'templateRefused';

/** Of messages that the account took and that failed afterwards. They might have arrived all the same: never repeated. */
const afterAcceptance: ReadonlySet<string> = new Set([
  'deliveryFailed',
  'numberRestricted',
  'templateRefused',
  ...Object.values(byCode),
]);
export const isAfterAcceptance = (problemKind: string): boolean => afterAcceptance.has(problemKind);
