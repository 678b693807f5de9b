import { basename } from 'node:path';
import { type AnyRouter, implement } from '@orpc/server';
import type { Receipt } from '#shared/recipient/delivery.ts';
import { contract } from '#shared/rpc/contract.ts';
import type { ApprovedTemplate, SavedText } from '#shared/rpc/messages.ts';
import type { FakeTools } from './fake-engine.ts';

/** What messages are made of, and what becomes of a test. */
export interface FakeTexts {
  approved: ApprovedTemplate[];
  quickReplies: { readonly id: string; readonly title: string; readonly text: string }[];
  saved: SavedText[];
  /** What the account says of a test message, one answer after the other; the last one stays. */
  receipts: { readonly receipt: Receipt; readonly detail: string | null }[];
}

export const noTexts = (): FakeTexts => ({
  approved: [],
  quickReplies: [],
  saved: [],
  receipts: [{ receipt: 'sent', detail: null }],
});

export const anApprovedTemplate = (more: Partial<ApprovedTemplate> = {}): ApprovedTemplate => ({
  hsmId: 'hsm-1',
  name: 'volta_as_aulas',
  language: 'pt_BR',
  category: 'MARKETING',
  isApproved: true,
  status: 'APPROVED',
  header: { kind: 'none' },
  body: 'Olá {{1}}, a lista de material já chegou em {{2}}. Posso separar a sua?',
  placeholders: ['1', '2'],
  footer: 'Responda SAIR para não receber mais.',
  buttons: [{ index: 0, text: 'Quero', takesSuffix: false }],
  ...more,
});

const kinds = { png: 'image', jpg: 'image', pdf: 'document', mp3: 'audio', mp4: 'video' } as const;

/** Answers `messages` of the contract out of the texts of the world. */
export const fakeMessages = ({ world, end }: FakeTools): AnyRouter => {
  const on = implement(contract.messages).use(async ({ path, next, errors }, input) => {
    const name = `messages.${path.at(-1)}`;
    if (/(save|forget|attach)$/.test(name)) world.calls.push({ path: name, input });
    const behaviour = world.behaviour.get(name);
    if (behaviour === 'silent') return new Promise<never>(() => undefined);
    if (behaviour === 'breaks') throw new Error('something unexpected');
    if (behaviour !== undefined) throw errors.PROBLEM({ data: behaviour });
    return next();
  });
  const { texts } = world;
  return {
    approved: on.approved.handler(() => texts.approved),
    quickReplies: on.quickReplies.handler(() => texts.quickReplies),
    saved: on.saved.handler(() => texts.saved),
    save: on.save.handler(({ input }) => {
      const saved = { id: texts.saved.length + 1, ...input, savedAt: 0 };
      texts.saved = [saved, ...texts.saved.filter(({ name }) => name !== input.name)];
      return saved;
    }),
    forget: on.forget.handler(({ input }) => {
      texts.saved = texts.saved.filter(({ id }) => id !== input.id);
    }),
    attach: on.attach.handler(({ input }) => {
      const name = basename(input.fileName);
      const kind = Object.entries(kinds).find(([ending]) => name.endsWith(`.${ending}`))?.[1];
      if (kind === undefined) return end({ kind: 'attachmentUnsupported', looksLike: 'outra coisa' });
      return { hash: '0'.repeat(64), name, mimetype: 'application/octet-stream', bytes: 48_212, kind };
    }),
    receipt: on.receipt.handler(() => {
      const [next = { receipt: 'pending', detail: null }, ...rest] = texts.receipts;
      if (rest.length > 0) texts.receipts = rest;
      return next;
    }),
  };
};
