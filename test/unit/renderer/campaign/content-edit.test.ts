import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approvedFrom,
  onlyVersion,
  toKind,
  type Written,
  withAnotherVersion,
  withoutVersion,
  withShare,
  withText,
} from '#renderer/features/campaign/message/content-edit.ts';
import { type Content, contentSchema, plainText } from '#shared/campaign/content.ts';
import { problemOfShape } from '#shared/campaign/shape.ts';

const note: Content = { kind: 'comment', versions: [{ template: 'Ligar', share: 1 }] };

const shares = ({ versions }: Written): readonly number[] => versions.map(({ share }) => share);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function aWritten(texts: number): Written {
  let content: Written = { kind: 'comment', versions: [{ template: 'A', share: 1 }] };
  for (let more = 1; more < texts; more += 1) content = withAnotherVersion(content);
  return content;
}

describe('another kind of content', () => {
  it('lays aside what was written, and finds it again', () => {
    const written = { content: plainText('Oi'), aside: [] };
    const asNote = toKind(written, 'comment');
    expect(asNote.content).toEqual({ kind: 'comment', versions: [{ template: '', share: 1 }] });
    const back = toKind({ ...asNote, content: note }, 'message');
    expect(back.content).toEqual(plainText('Oi'));
    expect(toKind(back, 'comment').content).toEqual(note);
    expect(back.aside).toHaveLength(1);
  });

  it('is no change where it is the same', () => {
    expect(toKind({ content: note, aside: [] }, 'comment')).toEqual({ content: note, aside: [] });
  });
});

describe('texts that are compared', () => {
  it('begin alike, in even parts', () => {
    expect(aWritten(2).versions).toEqual([
      { template: 'A', share: 50 },
      { template: 'A', share: 50 },
    ]);
    expect(shares(aWritten(3))).toEqual([34, 33, 33]);
    expect(aWritten(6).versions).toHaveLength(4);
  });

  it('are one again when the others are gone', () => {
    const two = withText(aWritten(2), 1, 'B');
    expect(withoutVersion(two, 0).versions).toEqual([{ template: 'B', share: 1 }]);
    expect(withoutVersion(withoutVersion(two, 0), 0).versions).toHaveLength(1);
  });

  it('always share out the whole, each at least a hundredth, and the one that was set as it was set', () => {
    const change = fc.record({ index: fc.nat(3), percent: fc.integer({ min: -20, max: 140 }) });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.array(change, { maxLength: 12 }), (texts, changes) => {
        let content = aWritten(texts);
        for (const { index, percent } of changes) {
          if (index >= texts) continue;
          content = withShare(content, index, percent);
          expect(sum(shares(content))).toBe(100);
          expect(Math.min(...shares(content))).toBeGreaterThanOrEqual(1);
          expect(shares(content)[index]).toBe(Math.min(100 - (texts - 1), Math.max(1, percent)));
        }
        expect(contentSchema.safeParse(content).success).toBe(true);
      }),
    );
  });

  it('can be looked at one by one', () => {
    const two = withText(aWritten(2), 1, 'B');
    expect(onlyVersion(two, 1)).toEqual({ kind: 'comment', versions: [{ template: 'B', share: 50 }] });
    expect(onlyVersion(two, null)).toBe(two);
    expect(onlyVersion(two, 7)).toBe(two);
  });
});

describe('an approved template', () => {
  const template = {
    hsmId: 'h1',
    name: 'volta',
    language: 'pt_BR',
    category: null,
    isApproved: true,
    status: 'APPROVED',
    header: { kind: 'image' },
    body: 'Oi {{1}}, em {{2}}',
    placeholders: ['1', '2'],
    footer: null,
    buttons: [
      { index: 0, text: 'Sim', takesSuffix: false },
      { index: 1, text: 'Loja', takesSuffix: true },
    ],
  } as const;

  it('asks for what has to be filled in, and for nothing else', () => {
    const content = approvedFrom({ ...template, placeholders: ['1', '2'], buttons: [...template.buttons] });
    expect(content).toMatchObject({
      parameters: ['', ''],
      header: { kind: 'image', link: '' },
      headerParameters: [],
      buttons: [{ index: 1, suffix: '' }],
    });
    expect(problemOfShape(content)).toEqual({ kind: 'approvedHeader', template: 'volta' });
  });

  it('may have a text on top, with gaps of its own', () => {
    const header = { kind: 'text', text: 'Oferta {{1}}', placeholders: 1 } as const;
    const content = approvedFrom({ ...template, placeholders: ['1', '2'], buttons: [], header });
    expect(content).toMatchObject({ header: null, headerParameters: [''], buttons: [] });
  });
});
