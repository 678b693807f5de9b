import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DoubtfulIntent, matchEvidence, type SeenMessage } from '#shared/settle/evidence.ts';

const settleDelayMs = 15_000;
const marginMs = 2_000;
const later = 1_000_000;

const anIntent = (over: Partial<DoubtfulIntent> = {}): DoubtfulIntent => ({
  deliveryId: 1,
  text: 'Olá Ana',
  form: { kind: 'text' },
  intentAtMs: 100_000,
  ...over,
});
const aMessage = (over: Partial<SeenMessage> = {}): SeenMessage => ({
  id: 'm1',
  isFromMe: true,
  text: 'Olá Ana',
  timestampMs: 100_500,
  origin: 'bot',
  type: 'chat',
  hsmId: null,
  ...over,
});
const judge = (
  intents: readonly DoubtfulIntent[],
  messages: readonly SeenMessage[],
  over: { claimed?: readonly string[]; complete?: boolean; nowMs?: number } = {},
) =>
  matchEvidence({
    intents,
    messages,
    claimed: new Set(over.claimed ?? []),
    complete: over.complete ?? true,
    nowMs: over.nowMs ?? later,
    settleDelayMs,
    marginMs,
  });

describe('matchEvidence', () => {
  it('finds the message that the intent became', () => {
    expect(judge([anIntent()], [aMessage()]).get(1)).toEqual({ kind: 'sent', messageId: 'm1' });
  });

  it('takes absence as evidence only when the settle delay is over', () => {
    const early = judge([anIntent()], [], { nowMs: 100_000 + settleDelayMs - 1 });
    const late = judge([anIntent()], [], { nowMs: 100_000 + settleDelayMs });
    expect([early.get(1)?.kind, late.get(1)?.kind]).toEqual(['tooEarly', 'absent']);
  });

  it('never takes absence as evidence when messages may be missing from the reading', () => {
    expect(judge([anIntent()], [], { complete: false }).get(1)?.kind).toBe('unclear');
  });

  it.each([
    ['an older message with the same text', aMessage({ timestampMs: 97_000 }), 'absent'],
    [
      'a message a moment before the intent, within the margin of the clocks',
      aMessage({ timestampMs: 98_500 }),
      'sent',
    ],
    ['the same text written by the customer', aMessage({ isFromMe: false }), 'absent'],
    ['another text by an agent', aMessage({ text: 'Bom dia', origin: 'user' }), 'absent'],
    ['another text of ours from just then', aMessage({ text: 'Olá An', origin: 'bot' }), 'unclear'],
    ['the text signed by the account', aMessage({ text: '*Comercial:*\nOlá Ana' }), 'sent'],
    ['the text with other line ends and spaces around it', aMessage({ text: ' Olá Ana\r\n' }), 'sent'],
    ['the same text without a date', aMessage({ timestampMs: null }), 'unclear'],
  ])('judges %s', (_, message, verdict) => {
    expect(judge([anIntent()], [message]).get(1)?.kind).toBe(verdict);
  });

  const aFile = anIntent({ text: '', form: { kind: 'file', file: 'image' } });
  const aCaption = anIntent({ form: { kind: 'file', file: 'document' } });
  const aTemplate = anIntent({ form: { kind: 'approved', hsmId: 'h1' } });
  const aNote = anIntent({ form: { kind: 'comment' } });

  it.each([
    ['a picture without a caption by its kind', aFile, aMessage({ text: '', type: 'image' }), 'sent'],
    ['no other message without a text for it', aFile, aMessage({ text: '', type: 'audio' }), 'unclear'],
    ['a message of ours with a text not for a picture without one', aFile, aMessage(), 'unclear'],
    ['a document with its caption', aCaption, aMessage({ type: 'document' }), 'sent'],
    ['the bare text not for a document with that caption', aCaption, aMessage(), 'unclear'],
    ['a picture with the text not for the bare text', anIntent(), aMessage({ type: 'image' }), 'unclear'],
    ['a template by its id, however the account writes it', aTemplate, aMessage({ text: '', hsmId: 'h1' }), 'sent'],
    ['a template by its text where the account tells no id', aTemplate, aMessage(), 'sent'],
    ['another template for none of ours', aTemplate, aMessage({ hsmId: 'h2' }), 'unclear'],
    ['a template that an agent sent', aTemplate, aMessage({ text: '', hsmId: 'h1', origin: 'user' }), 'absent'],
    ['a note by its text', aNote, aMessage({ type: 'comment' }), 'sent'],
    ['a message to the person not for a note', aNote, aMessage(), 'absent'],
    ['a note not for a message to the person', anIntent(), aMessage({ type: 'comment' }), 'absent'],
  ])('takes %s', (_, intent, message, verdict) => {
    expect(judge([intent], [message]).get(1)?.kind).toBe(verdict);
  });

  it('gives one message to one intent: the same text twice to one person by two campaigns', () => {
    const verdicts = judge([anIntent(), anIntent({ deliveryId: 2, intentAtMs: 100_100 })], [aMessage()]);
    expect([verdicts.get(1)?.kind, verdicts.get(2)?.kind]).toEqual(['sent', 'absent']);
  });

  it('does not let a message prove an intent when another delivery is known to be it', () => {
    expect(judge([anIntent()], [aMessage()], { claimed: ['m1'] }).get(1)?.kind).toBe('absent');
  });

  it('never calls more intents sent than there are messages, and never fewer while texts are equal', () => {
    const times = fc.array(fc.integer({ min: 100_000, max: 200_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(times, times, (intentTimes, messageTimes) => {
        const intents = intentTimes.map((intentAtMs, index) =>
          anIntent({ deliveryId: index + 1, intentAtMs: Math.min(intentAtMs, 100_000) }),
        );
        const messages = messageTimes.map((timestampMs, index) => aMessage({ id: `m${index}`, timestampMs }));
        const sent = [...judge(intents, messages).values()].filter((verdict) => verdict.kind === 'sent');
        expect(sent.length).toBe(Math.min(intents.length, messages.length));
        expect(new Set(sent.map((verdict) => verdict.messageId)).size).toBe(sent.length);
      }),
    );
  });
});
