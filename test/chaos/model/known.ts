import type { Operation } from './operation.ts';

interface Story {
  readonly what: string;
  readonly practiceSeed: number;
  readonly operations: readonly Operation[];
}

/** Stories that random ones found to break a law once: they are played every time. */
export const mended: readonly Story[] = [
  {
    what: 'the wall clock is set back while an answer is lost, and the message is not sent again',
    practiceSeed: 0,
    operations: [
      { kind: 'trouble', trouble: 7 },
      { kind: 'send', text: 0, rule: 'settle' },
      { kind: 'pass', ms: 50 },
      { kind: 'clock', ms: -90_000 },
    ],
  },
  {
    what: 'the process dies with an answer lost, and the wall clock is set back by an hour',
    practiceSeed: 0,
    operations: [
      { kind: 'send', text: 0, rule: 'settle' },
      { kind: 'trouble', trouble: 7 },
      { kind: 'crash', commits: 2, when: 'before', goOn: false },
      { kind: 'clock', ms: -3_600_000 },
    ],
  },
  {
    what: 'a person wants to send what was held in a cancelled campaign, and it does not stay in the queue',
    practiceSeed: 0,
    operations: [
      { kind: 'trouble', trouble: 3 },
      { kind: 'pace', pace: 2 },
      { kind: 'send', text: 0, rule: 'hold' },
      { kind: 'pass', ms: 20_000 },
      { kind: 'pass', ms: 20_000 },
      { kind: 'cancel', campaign: 0 },
      { kind: 'decide', campaign: 0, decision: 'send', all: true },
    ],
  },
  {
    what: 'the wall clock is set forth while it sends, and a restart does not take what left just before for old',
    practiceSeed: 0,
    operations: [
      { kind: 'pace', pace: 1 },
      { kind: 'send', text: 0, rule: 'settle' },
      { kind: 'pass', ms: 9_000 },
      { kind: 'clock', ms: 3_600_000 },
      { kind: 'crash', commits: 1, when: 'after', goOn: true },
      { kind: 'pass', ms: 20_000 },
    ],
  },
  {
    what: 'a campaign goes on while another one with the same text is under way, and takes none of its messages for its own',
    practiceSeed: 0,
    operations: [
      { kind: 'send', text: 0, rule: 'settle' },
      { kind: 'crash', commits: 3, when: 'after', goOn: false },
      { kind: 'resume', campaign: 0 },
      { kind: 'pause', campaign: 0 },
      { kind: 'resume', campaign: 0 },
      { kind: 'send', text: 0, rule: 'settle' },
    ],
  },
];
