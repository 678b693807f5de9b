import type { Say } from '../../texts/use-texts.ts';

const named = [
  'optedOut',
  'unsubscribedInAccount',
  'blockedInAccount',
  'onBlockList',
  'contactedRecently',
  'tooManyCampaigns',
  'sameTextRecently',
  'missingVariable',
  'templateTooLong',
  'noContactHere',
] as const;

/** A reason in two or three words, for filters and lists to choose from; others are told as such. */
export function reasonLabel(say: Say<'audience'>, kind: string): string {
  const known = named.find((one) => one === kind);
  return say(`step.kind.${known ?? 'other'}`);
}
