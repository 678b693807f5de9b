import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openReceiver } from '#main/hosts/webhooks/open.ts';
import { type ReceiverOptions, receiveWebhooks } from '#main/hosts/webhooks/receiver.ts';
import { aDesk } from '../../support/fake-engine-desk.ts';
import { anAccount, createFakeEngine } from './cli/fake-engine.ts';

const secret = 'a-secret-path-nobody-guesses';

async function aReceiver(options: Partial<ReceiverOptions> = {}) {
  const taken: unknown[] = [];
  const troubles: unknown[] = [];
  const receiver = await receiveWebhooks({
    port: 0,
    hooks: [{ secret, accountId: 7 }],
    take: async (accountId, body) => {
      taken.push([accountId, body]);
      return { isPost: true };
    },
    onTrouble: (error) => void troubles.push(error),
    ...options,
  });
  onTestFinished(receiver.close);
  const at = `http://127.0.0.1:${receiver.port}`;
  const post = async (path: string, body: string) =>
    (await fetch(`${at}${path}`, { method: 'POST', body, headers: { connection: 'close' } })).status;
  return { at, post, taken, troubles };
}

describe('the receiver of webhooks', () => {
  it('takes what comes to the secret path, and answers when it is committed', async () => {
    const gate = Promise.withResolvers<{ isPost: boolean }>();
    const { post } = await aReceiver({ take: () => gate.promise });
    let status: number | null = null;
    const answered = post(`/${secret}`, '{"event":"message.created"}').then((given) => {
      status = given;
    });
    await post('/elsewhere', '{}');
    expect(status).toBeNull();
    gate.resolve({ isPost: true });
    await answered;
    expect(status).toBe(200);
  });

  it('is not there for anybody else: another path, a part of it, another method', async () => {
    const { at, post, taken } = await aReceiver();
    for (const path of ['/', `/${secret.slice(0, -1)}`, `/${secret}x`, `/x/${secret}`]) {
      expect(await post(path, '{}')).toBe(404);
    }
    expect((await fetch(`${at}/${secret}`)).status).toBe(404);
    expect(taken).toEqual([]);
  });

  it('hands over whose post it is, and ignores what a tunnel adds behind a question mark', async () => {
    const { post, taken } = await aReceiver();
    expect(await post(`/${secret}?via=tunnel`, '{"a":1}')).toBe(200);
    expect(taken).toEqual([[7, { a: 1 }]]);
  });

  it('refuses what is too long, whether or not it says so before, and what is no JSON', async () => {
    const { at, post, taken } = await aReceiver({ limits: { bytes: 100 } });
    expect(await post(`/${secret}`, `"${'x'.repeat(200)}"`)).toBe(413);
    const untold = await new Promise<number | undefined>((resolve, reject) => {
      const asking = request(`${at}/${secret}`, { method: 'POST' }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      asking.on('error', reject);
      asking.write(`"${'x'.repeat(150)}`);
      asking.end('"');
    });
    expect(untold).toBe(413);
    expect(await post(`/${secret}`, '{oops')).toBe(400);
    expect(taken).toEqual([]);
  });

  it('answers what could not be committed so that it comes again, and goes on', async () => {
    let isBroken = true;
    const { post, troubles } = await aReceiver({
      take: async () => {
        if (isBroken) throw new Error('the disk is full');
        return { isPost: true };
      },
    });
    expect(await post(`/${secret}`, '{}')).toBe(500);
    expect(troubles).toHaveLength(1);
    isBroken = false;
    expect(await post(`/${secret}`, '{}')).toBe(200);
  });

  it('absorbs a burst: what there is no room for is asked to come again, the rest is taken', async () => {
    const gate = Promise.withResolvers<{ isPost: boolean }>();
    const { post } = await aReceiver({ take: () => gate.promise, limits: { mostOpen: 5 } });
    const all = Array.from({ length: 20 }, () => post(`/${secret}`, '{}'));
    // Nobody else is answered while the gate is shut.
    expect(await Promise.any(all)).toBe(503);
    gate.resolve({ isPost: true });
    const statuses = await Promise.all(all);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(5);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  it('listens on this machine alone', async () => {
    const { at } = await aReceiver();
    expect(at).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('webhooks of accounts', () => {
  const open = async (wanted: { path?: string | null; account?: string | null }, names = ['Loja', 'Filial']) => {
    const accounts = names.map((name, i) => anAccount({ id: i + 1, name, host: `${name}.digisac.me` }));
    const { client } = createFakeEngine({ accounts, desk: aDesk() });
    const opened = await openReceiver(client, { port: 0, path: null, account: null, ...wanted }, () => undefined);
    if (opened.ok) onTestFinished(opened.value.close);
    return opened;
  };

  it('have an address each, which is shown whole where nobody has seen it', async () => {
    const opened = await open({});
    const addresses = opened.ok ? opened.value.addresses : [];
    expect(addresses.map(({ account }) => account)).toEqual(['Loja', 'Filial']);
    expect(addresses[0]?.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/a-secret-that-nobody-guesses$/);
  });

  it('take a path of the user for one account only', async () => {
    expect(await open({ path: secret })).toMatchObject({ ok: false, error: { kind: 'optionInvalid' } });
    expect(await open({ path: secret, account: 'loja' })).toMatchObject({ ok: true });
    expect(await open({ account: 'Outra' })).toMatchObject({ ok: false, error: { kind: 'accountUnknown' } });
  });
});
