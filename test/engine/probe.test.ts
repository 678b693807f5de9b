import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import { probeAccount } from '#main/engine/account/probe.ts';
import { dialects, isDialectName } from '#main/practice/dialects.ts';
import { type AccountDialect, unknownDialect } from '#shared/rpc/accounts.ts';
import { createTestClock } from '../support/clock.ts';
import { type PracticeSetup, startPractice } from '../support/practice.ts';

const everybodyHasWhatsapp = { withoutWhatsapp: 0, landlines: 1 };
const own = '5511955501001';

function clientOf(baseUrl: string, token: string) {
  const { clock } = createTestClock();
  const digisac = createDigisac({ baseUrl, token, version: '0.0.0', clock });
  onTestFinished(digisac.close);
  return digisac;
}

async function aPractice(setup: PracticeSetup = {}) {
  const practice = await startPractice({ habits: everybodyHasWhatsapp, ...setup });
  onTestFinished(practice.close);
  return practice;
}

const probe = async (
  where: { readonly address: string; readonly token: string },
  known: AccountDialect = unknownDialect,
  signal = new AbortController().signal,
) => {
  const probed = await probeAccount(clientOf(where.address, where.token), { signal, known });
  return probed.ok ? probed.value : probed.error;
};

/** What a practice account in this dialect turns out to do. */
const learned = async (setup: PracticeSetup, known?: AccountDialect) => {
  const probed = await probe(await aPractice(setup), known);
  return 'dialect' in probed ? probed.dialect : probed.problem.kind;
};

describe('probing an account', () => {
  it('learns who it is, what it is connected to and how it answers', async () => {
    const practice = await aPractice();

    expect(await probe(practice)).toMatchObject({
      user: { name: 'Marina', isAdmin: true },
      services: [
        { name: 'Suporte', connected: 'no' },
        { name: 'Vendas', connected: 'yes', number: own, isWhatsapp: true, isOfficial: false },
      ],
      dialect: { ...unknownDialect, existsTells: true, existsEncoding: 'plain', pageSize: 200 },
    });
  });

  it('changes nothing', async () => {
    const practice = await aPractice();
    await probe(practice);
    expect((await practice.summary()).effects).toEqual({});
  });

  it('keeps what only writing can tell', async () => {
    const known = { ...unknownDialect, manyWorks: true, manyKeepsFields: false, manyLargest: 25, learnedAt: 7 };
    expect(await learned({}, known)).toMatchObject({
      manyWorks: true,
      manyKeepsFields: false,
      manyLargest: 25,
      learnedAt: 7,
    });
  });

  it('learns the page size that is really used', async () => {
    expect(await learned({ dialect: 'small-pages' })).toMatchObject({ pageSize: 20 });
  });

  it.each([
    ['a token that is refused', { faults: [{ kind: 'tokenRevoked' }] }, 'tokenRefused'],
    ['another site', { faults: [{ kind: 'page' }] }, 'notDigisac'],
    ['a permission that is missing', { faults: [{ kind: 'forbidden' }] }, 'permissionDenied'],
    ['an account in trouble', { faults: [{ kind: 'serverError' }] }, 'serverTrouble'],
  ] as const)('is told of %s', async (_, setup, problem) => {
    expect(await learned(setup)).toBe(problem);
  });

  it('ends when it is given up', async () => {
    expect(await probe(await aPractice(), unknownDialect, AbortSignal.abort())).toMatchObject({
      problem: { kind: 'interrupted' },
    });
  });
});

describe('whether an account can tell who is on WhatsApp', () => {
  const cannot = ['exists-boolean', 'exists-always-yes', 'exists-always-no', 'exists-means-contact', 'exists-absent'];
  const cannotInDoubt = [...cannot, 'exists-contact'];
  const indexed = ['exists-indexed-only', 'exists-indexed-only-empty'];
  const names = Object.keys(dialects)
    .filter((name) => name.startsWith('exists'))
    .filter(isDialectName);

  it.each(names)('is found out in the dialect %s', async (dialect) => {
    const tells = !cannotInDoubt.includes(dialect);
    expect(await learned({ dialect })).toMatchObject({
      existsTells: tells,
      existsEncoding: tells ? (indexed.includes(dialect) ? 'indexed' : 'plain') : null,
    });
  });

  it('is not known where no connection is on, and what was known stays', async () => {
    const practice = await aPractice();
    await practice.disconnect();
    expect(await probe(practice)).toMatchObject({
      dialect: { existsTells: null, existsEncoding: null, pageSize: null },
    });
    const known = { ...unknownDialect, existsTells: true, existsEncoding: 'indexed', pageSize: 50 } as const;
    expect(await probe(practice, known)).toMatchObject({ dialect: known });
  });

  it('is not denied by a connection that does not say whether it is on', async () => {
    expect(await learned({ dialect: ['status-empty', 'exists-always-no'] })).toMatchObject({ existsTells: null });
    expect(await learned({ dialect: 'status-empty' })).toMatchObject({ existsTells: true });
  });

  it('is not known where the question is not answered', async () => {
    const faults = [{ kind: 'serverError', routes: ['contacts.exists'] }] as const;
    expect(await learned({ faults })).toMatchObject({ existsTells: null, pageSize: 200 });
  });

  it('is not denied because of a contact that has left WhatsApp since', async () => {
    const practice = await aPractice();
    await practice.setWhatsapp('5579966390482', false);
    expect(await probe(practice)).toMatchObject({ dialect: { existsTells: true } });
  });

  it('is denied where the account calls its own number dead', async () => {
    const practice = await aPractice();
    await practice.setWhatsapp(own, false);
    expect(await probe(practice)).toMatchObject({ dialect: { existsTells: false } });
  });

  it('is asked in the writing that is known first', async () => {
    const practice = await aPractice();
    await probe(practice, { ...unknownDialect, existsEncoding: 'indexed' });
    const asked = (await practice.requests()).filter(({ route }) => route === 'contacts.exists');
    expect(asked).toHaveLength(1);
  });
});

describe('an account whose own numbers are its contacts', () => {
  it('proves with them nothing about WhatsApp, unless it knows a contact without', async () => {
    const practice = await aPractice({ dialect: 'exists-means-contact' });
    const digisac = clientOf(practice.address, practice.token);
    const { serviceId } = practice;
    const created = await digisac.createContact({ number: own, name: 'Eu', serviceId, departmentId: null, fields: {} });
    expect(created.ok).toBe(true);
    // It calls its own number alive, a contact alive and the impossible one dead: all as it should, and all by chance.
    expect(await probe(practice)).toMatchObject({ dialect: { existsTells: false } });

    await practice.setDialect('usual');
    expect(await probe(practice)).toMatchObject({ dialect: { existsTells: true } });
  });
});

describe('an account that answers as nobody expects', () => {
  const me = { id: 'u1', name: 'Ana', roles: [] };
  const service = {
    id: 's1',
    name: 'Vendas',
    type: 'whatsapp',
    data: { status: { isConnected: true, myNumber: own } },
  };
  const usual: Record<string, unknown> = { '/me': me, '/services': [service], '/contacts': { data: [], limit: 200 } };

  const given = async (answers: Record<string, unknown>) => {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://account.test');
      const path = pathname.replace('/api/v1', '');
      const isAgain = Number(searchParams.get('page') ?? 1) > 1;
      const answer = { ...usual, ...answers }[path] ?? null;
      response.end(JSON.stringify(isAgain && Array.isArray(answer) ? [] : answer));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen on a port');
    return probe({ address: `http://127.0.0.1:${address.port}/api/v1`, token: 'token' });
  };

  it.each([null, 'OK', 7, [], {}, [null], { data: { data: 1 } }, { error: 'x' }, [[[]]], { numbers: 'x' }])(
    'says nothing about WhatsApp with %j',
    async (odd) => {
      expect(await given({ '/contacts/exists': odd })).toMatchObject({
        user: { name: 'Ana' },
        dialect: { existsTells: false, existsEncoding: null },
      });
    },
  );

  it.each([null, 'OK', 7, {}, { data: {} }])('says nothing about its pages with %j', async (odd) => {
    expect(await given({ '/contacts': odd, '/contacts/exists': [] })).toMatchObject({
      dialect: { pageSize: null, existsTells: null },
    });
  });

  it('is not connected without its connections', async () => {
    expect(await given({ '/services': { services: [] } })).toMatchObject({ kind: 'unexpected', effect: 'none' });
    expect(await given({ '/me': [me] })).toMatchObject({ kind: 'unexpected' });
  });
});
