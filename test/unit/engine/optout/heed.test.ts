import { describe, expect, it } from 'vitest';
import { createHeed, type HeededWords } from '#main/engine/optout/heed.ts';
import { createTestClock } from '../../../support/clock.ts';
import { openMemoryStore } from '../../../support/store.ts';

const accountId = 1;
const person = '5511987654321';
const silent = { info: () => undefined, warn: () => undefined, crash: () => undefined };

function hearing(words: Partial<HeededWords> = {}) {
  const { store } = openMemoryStore();
  const { clock } = createTestClock();
  const news: number[] = [];
  const chosen: HeededWords = { out: [], back: [], confirms: false, ...words };
  const heed = createHeed({
    store,
    clock,
    log: silent,
    words: () => chosen,
    onNews: (account) => void news.push(account),
  });
  const says = (text: string, atMs = clock.now()) =>
    store.transact(() => heed.reply({ accountId, person, phone: person, contactId: 'c', deliveryId: null, text, atMs }))
      .kind;
  return { store, clock, heed, says, news, has: () => store.optouts.has(accountId, person) };
}

describe('law 5: replies that are heard late, or twice', () => {
  it('does not opt out again by the word that was heard before the user took the person off the register', () => {
    const { says, has, store, clock } = hearing();
    const saidAt = clock.now() - 60_000;
    expect(says('sair', saidAt)).toBe('optedOut');
    store.optouts.lift({ accountId, person, source: 'user', said: null, nowMs: clock.now() });
    // As after a death: the account is heard again from a little before.
    expect(says('sair', saidAt)).toBe('nothing');
    expect(has()).toBe(false);
    expect(says('sair', saidAt + 30_000)).toBe('optedOut');
    expect(has()).toBe(true);
  });

  it('does not let anybody back in by a word that is older than their opt-out', () => {
    const { says, has, clock } = hearing();
    expect(says('sair', clock.now())).toBe('optedOut');
    expect(says('voltar', clock.now() - 60_000)).toBe('nothing');
    expect(has()).toBe(true);
    expect(says('voltar', clock.now() + 60_000)).toBe('optedIn');
    expect(has()).toBe(false);
  });

  it('counts the last time that it was said', () => {
    const { says, has, clock } = hearing();
    says('sair', clock.now() - 60_000);
    says('SAIR!!!', clock.now());
    expect(says('voltar', clock.now() - 30_000)).toBe('nothing');
    expect(has()).toBe(true);
  });

  it('lifts nothing that holds for all accounts, and makes no consent of it', () => {
    const { says, has, store, clock, news } = hearing();
    const entry = { accountId: 0, person, phone: person, source: 'user', said: null, deliveryId: null } as const;
    store.optouts.add({ ...entry, nowMs: clock.now() - 1_000 });
    expect(says('voltar')).toBe('nothing');
    expect(has()).toBe(true);
    expect(store.consents.ofPerson(person)).toEqual([]);
    expect(news).toEqual([]);
  });

  it('keeps no more of what was said than proves it', () => {
    const { says, store } = hearing({ out: ['sair'] });
    says(`sair ${'!'.repeat(500)}`);
    expect(store.optouts.ofPerson(person)[0]?.said).toHaveLength(200);
  });

  it('owes a last message to who asked just now, not to who asked long ago or refused', () => {
    const { says, store, clock, heed } = hearing({ confirms: true });
    says('sair', clock.now() - 2 * 3_600_000);
    expect(store.optouts.toConfirm(accountId, 9)).toEqual([]);
    store.transact(() => heed.refusal({ accountId, person: '5511900000000', phone: '5511900000000', deliveryId: 1 }));
    expect(store.optouts.toConfirm(accountId, 9)).toEqual([]);
    store.optouts.lift({ accountId, person, source: 'user', said: null, nowMs: clock.now() });
    says('sair');
    expect(store.optouts.toConfirm(accountId, 9)).toHaveLength(1);
  });
});
