import { implement, ORPCError } from '@orpc/server';
import type { Problem } from '#shared/problem.ts';
import { contract } from '#shared/rpc/contract.ts';
import type { OptOutView } from '#shared/rpc/optouts.ts';
import type { Erasure, Person, Retention } from '#shared/rpc/privacy.ts';

/** Who is left alone, what is known of people, and how long it is kept. */
export interface FakePrivacy {
  readonly optOuts: OptOutView[];
  /** By digits; nobody else is known. */
  readonly people: Map<string, Person>;
  readonly erasures: Erasure[];
  retention: Retention;
  /** How many queued messages each opt-out stops. */
  skips: number;
  /** Lines of a list without a number. */
  unreadable: number;
}

export const nobodyKnown = (): FakePrivacy => ({
  optOuts: [],
  people: new Map(),
  erasures: [],
  retention: { months: null, journal: [], due: 0 },
  skips: 0,
  unreadable: 0,
});

export const anOptOut = (more: Partial<OptOutView> = {}): OptOutView => ({
  phone: '5511987654321',
  accountId: 1,
  addedAt: Date.parse('2026-11-20T14:32-03:00'),
  source: 'reply',
  said: 'SAIR',
  told: 'marked',
  ...more,
});

export const aPerson = (more: Partial<Person> = {}): Person => ({
  phone: '5511987654321',
  erasedAt: null,
  rows: [],
  contacts: [],
  consents: [],
  optOuts: [],
  actions: [],
  messages: [],
  ...more,
});

const digitsOf = (number: string): string => {
  const digits = number.replace(/\D/g, '');
  return digits.length > 11 ? digits : `55${digits}`;
};

/** The answers about opt-outs and personal data, for a fake engine whose other answers stand elsewhere. */
export function fakePrivacy(
  privacy: FakePrivacy,
  about: {
    /** Hears of every call, by its name. */
    readonly note?: (path: string, input: unknown) => void;
    /** The numbers in a sheet. */
    readonly numbersOf?: (importId: number) => readonly string[];
  } = {},
) {
  const { note = () => undefined, numbersOf = () => [] } = about;
  const on = implement(contract).use(({ path, next }, input) => {
    note(path.join('.'), input);
    return next();
  });
  const end = (data: Problem): never => {
    throw new ORPCError('PROBLEM', { defined: true, data, message: data.kind });
  };
  const { optOuts } = privacy;

  function add(phone: string, accountId: number, more: Partial<OptOutView>): boolean {
    if (optOuts.some((one) => one.phone === phone && one.accountId === accountId)) return false;
    optOuts.unshift(anOptOut({ phone, accountId, said: null, told: null, ...more }));
    return true;
  }

  return {
    optouts: {
      list: on.optouts.list.handler(({ input: { accountId, search, sources, offset, limit } }) => {
        const digits = search.replace(/\D/g, '');
        const words = search.trim().toLowerCase();
        const found = optOuts.filter(
          (one) =>
            (accountId === null || one.accountId === 0 || one.accountId === accountId) &&
            (sources.length === 0 || sources.includes(one.source)) &&
            (words === '' ||
              (digits !== '' && one.phone.includes(digits)) ||
              (one.said ?? '').toLowerCase().includes(words)),
        );
        const counts = Map.groupBy(optOuts, ({ source }) => source);
        return {
          total: found.length,
          optOuts: found.slice(offset, offset + limit),
          known: [...counts].map(([source, all]) => ({ source, count: all.length })),
        };
      }),
      add: on.optouts.add.handler(({ input }) => {
        const phone = digitsOf(input.number);
        if (phone.length < 12) return end({ kind: 'phoneTooShort' });
        add(phone, input.accountId, { source: 'user' });
        return { skipped: privacy.skips };
      }),
      remove: on.optouts.remove.handler(({ input: { number, accountId } }) => {
        const phone = digitsOf(number);
        const before = optOuts.length;
        const left = optOuts.filter(
          (one) => one.phone !== phone || (accountId !== null && one.accountId !== accountId),
        );
        optOuts.splice(0, before, ...left);
        return { removed: left.length < before };
      }),
      takeIn: on.optouts.takeIn.handler(({ input: { importId, accountId } }) => {
        const numbers = numbersOf(importId);
        const added = numbers.filter((phone) => add(phone, accountId, { source: 'import' })).length;
        const { unreadable, skips: skipped } = privacy;
        return { added, known: numbers.length - added, skipped, unreadable };
      }),
      export: on.optouts.export.handler(({ input }) => ({
        path: input.path ?? `/dados/reports/descadastrados.${input.format}`,
        rows: optOuts.length,
      })),
    },
    privacy: {
      person: on.privacy.person.handler(({ input }) => {
        const phone = digitsOf(input.number);
        return privacy.people.get(phone) ?? aPerson({ phone });
      }),
      writePerson: on.privacy.writePerson.handler(({ input }) => ({
        path: input.path ?? '/dados/reports/dados-pessoais.html',
        rows: privacy.people.get(digitsOf(input.number))?.rows.length ?? 0,
      })),
      erase: on.privacy.erase.handler(({ input }) => {
        const phone = digitsOf(input.number);
        const { rows = [], contacts = [], messages = [], consents = [] } = privacy.people.get(phone) ?? {};
        const counts = {
          rows: rows.length,
          contacts: contacts.length,
          messages: messages.length,
          consents: consents.length,
        };
        const erasure = { receipt: 'A1B2C3D4E5', erasedAt: Date.parse('2026-11-23T14:05-03:00'), counts };
        privacy.erasures.unshift(erasure);
        privacy.people.set(phone, aPerson({ phone, erasedAt: erasure.erasedAt }));
        return erasure;
      }),
      erasures: on.privacy.erasures.handler(() => privacy.erasures),
      retention: on.privacy.retention.handler(() => privacy.retention),
      retain: on.privacy.retain.handler(() => {
        const wiped = privacy.retention.due;
        privacy.retention = { ...privacy.retention, due: 0 };
        return { wiped };
      }),
    },
  };
}
