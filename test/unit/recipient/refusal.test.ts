import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAfterAcceptance, refusalOf, stopsCampaign } from '#shared/recipient/refusal.ts';

describe('a message that was refused after it was accepted', () => {
  it.each([
    ['(#131026) Message undeliverable', 'undeliverable'],
    ['(#131047) Re-engagement message: more than 24 hours have passed', 'outsideReplyWindow'],
    ['(#131049) This message was not delivered to maintain healthy ecosystem engagement', 'marketingLimit'],
    ['(#131050) User has stopped marketing messages', 'optedOut'],
    ['(#131056) Pair rate limit hit', 'pairLimit'],
    ['(#131008) Required parameter is missing: Button at index 1', 'templateRefused'],
    ['(#132012) Parameter format does not match format in the created template', 'templateRefused'],
    ['(#131048) Spam rate limit hit', 'numberRestricted'],
    ['(#131031) Business account locked', 'numberRestricted'],
  ])('%s is %s, and is never repeated', (detail, kind) => {
    expect(refusalOf(detail).kind).toBe(kind);
    expect(isAfterAcceptance(kind)).toBe(true);
  });

  it('stays as it was told where nothing is known about it', () => {
    for (const detail of ['', 'phone is off', '(#999999) Something new', 'order 131050 failed']) {
      expect(refusalOf(detail)).toEqual({ kind: 'deliveryFailed', detail });
    }
  });

  it('stops the campaign only where every other message would be refused as well', () => {
    expect(stopsCampaign(refusalOf('(#132000) Number of parameters'))).toBe(true);
    expect(stopsCampaign(refusalOf('(#131048) Spam'))).toBe(true);
    expect(stopsCampaign(refusalOf('(#131049) Limit'))).toBe(false);
    expect(stopsCampaign(refusalOf('(#131050) Stop'))).toBe(false);
  });

  it('is not repeated with a code that nobody has heard of either', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999_999 }), (code) => {
        expect(isAfterAcceptance(refusalOf(`(#${code}) x`).kind)).toBe(true);
      }),
    );
  });
});
