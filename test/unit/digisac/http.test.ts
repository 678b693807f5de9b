import { gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Digisac } from '#main/digisac/digisac.ts';
import { aClient, aServer, type Script, says, saysText, token } from './scripted.ts';

const aMessage = { contactId: 'c1', serviceId: 's1', text: 'Olá Ana', dontOpenTicket: true };
const send = (digisac: Digisac, signal?: AbortSignal) => digisac.sendMessage(aMessage, signal);
const me = { id: 'u1', name: 'Ana', roles: [] };
const accepted = says(200, { id: 'm1', sent: true, data: { ack: 0 }, ticketId: null });

/** The line goes dead without a word. */
const hangsUp: Script = (_, response) => response.destroy();

/** A promise that a script keeps, and the test waits for. */
const anEvent = () => {
  let happen: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happen, happened };
};

const anAgent = (options: Agent.Options) => {
  const agent = new Agent(options);
  onTestFinished(() => agent.destroy());
  return agent;
};

describe('a request', () => {
  it('carries the token in its header alone, and says who it is', async () => {
    const server = await aServer(says(200, me));
    const { digisac } = aClient(server.origin);

    await digisac.me();

    const [got] = server.got;
    expect(got?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': 'Malote/1.2.3 (contact import; Node)',
    });
    expect(`${got?.path}?${got?.query}`).not.toContain(token);
  });

  it('is made once, whatever comes back', async () => {
    const server = await aServer(says(500, {}), says(429, {}), hangsUp, says(200, me));
    const { digisac } = aClient(server.origin);

    for (const count of [1, 2, 3]) {
      await digisac.me();
      expect(server.got).toHaveLength(count);
    }
  });

  it('is not redirected: the token goes nowhere else', async () => {
    const elsewhere = await aServer(says(200, me));
    const server = await aServer(says(302, {}, { location: `${elsewhere.origin}/api/v1/me` }));
    const { digisac } = aClient(server.origin);

    expect(await digisac.me()).toMatchObject({
      ok: false,
      error: { kind: 'unusable', problem: { kind: 'notDigisac' } },
    });
    expect(elsewhere.got).toEqual([]);
  });

  it('understands a packed answer', async () => {
    const server = await aServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(me)));
    });
    expect(await aClient(server.origin).digisac.me()).toMatchObject({ ok: true, value: { name: 'Ana' } });
  });

  it('waits for the answer behind early hints', async () => {
    const server = await aServer((got, response, request) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      accepted(got, response, request);
    });
    expect(await send(aClient(server.origin).digisac)).toMatchObject({ ok: true, value: { id: 'm1' } });
  });

  it('takes early hints for no answer', async () => {
    const server = await aServer((_, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.destroy());
    });
    expect(await send(aClient(server.origin).digisac)).toMatchObject({ ok: false, error: { status: null } });
  });

  it('reads the reason in a packed refusal', async () => {
    const server = await aServer((_, response) => {
      response.writeHead(400, { 'content-encoding': 'gzip' }).end(gzipSync('{"message":"Text is required"}'));
    });
    expect(await send(aClient(server.origin).digisac)).toMatchObject({
      ok: false,
      error: { kind: 'rejected', problem: { kind: 'messageRefused', detail: 'Text is required' } },
    });
  });

  it('does not take in more than an answer can be', async () => {
    const server = await aServer((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')));
    });
    const { digisac } = aClient(server.origin);
    expect(await digisac.tags()).toMatchObject({ ok: false, error: { kind: 'unexpected', effect: 'none' } });
    expect(await send(digisac)).toMatchObject({ ok: false, error: { kind: 'unexpected', effect: 'unknown' } });
  });

  it('with a token that no header takes never leaves', async () => {
    const server = await aServer(says(200, me));
    const { digisac } = aClient(server.origin, { token: 'não é\num token' });
    expect(await digisac.me()).toMatchObject({
      ok: false,
      error: { kind: 'unusable', effect: 'none', problem: { kind: 'tokenRefused' } },
    });
    expect(server.got).toEqual([]);
  });
});

describe('connections', () => {
  it('are there for questions as well, while as many messages are under way as there may be', async () => {
    let messages = 0;
    const { origin } = await aServer((got, response, request) => {
      if (got.method === 'GET') return says(200, me)(got, response, request);
      messages += 1;
      return undefined;
    });
    const { digisac } = aClient(origin);
    const sent = Array.from({ length: 64 }, () => send(digisac));
    await vi.waitUntil(() => messages === 64);
    const answers = await Promise.all(Array.from({ length: 8 }, () => digisac.me()));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    await digisac.close();
    await Promise.all(sent);
  });

  it('close, when they are to finish, as soon as what is under way has its answer', async () => {
    const arrived = anEvent();
    const held = anEvent();
    const { origin } = await aServer(async (got, response, request) => {
      arrived.happen();
      await held.happened;
      return accepted(got, response, request);
    });
    const { digisac } = aClient(origin);
    const sent = send(digisac);
    await arrived.happened;
    const finished = digisac.finish();
    held.happen();
    expect(await sent).toMatchObject({ ok: true });
    await finished;
    expect(await send(digisac)).toMatchObject({ ok: false, error: { effect: 'none' } });
  });
});

describe('a request that certainly did not leave has no effect, and the account is away', () => {
  const refusing = (code: string) =>
    anAgent({ connect: (_, callback) => callback(Object.assign(new Error(code), { code }), null) });

  it('when the connection is refused', async () => {
    const server = await aServer();
    await server.stop();
    const answer = await send(aClient(server.origin).digisac);
    expect(answer).toEqual({
      ok: false,
      error: {
        kind: 'away',
        effect: 'none',
        status: null,
        retryAfterMs: null,
        problem: { kind: 'serverAway', host: new URL(server.origin).host },
      },
    });
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET'])('on %s', async (code) => {
    const { digisac } = aClient('https://acme.example', { dispatcher: refusing(code) });
    expect(await send(digisac)).toMatchObject({
      ok: false,
      error: { kind: 'away', effect: 'none', problem: { kind: 'serverAway', host: 'acme.example' } },
    });
  });

  it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'on %s, which somebody on the way brings about',
    async (code) => {
      const { digisac } = aClient('https://acme.example', { dispatcher: refusing(code) });
      expect(await send(digisac)).toMatchObject({
        ok: false,
        error: { kind: 'away', effect: 'none', problem: { kind: 'blockedOnTheWay', host: 'acme.example' } },
      });
    },
  );

  it('when there is no TLS at the other end', async () => {
    const server = await aServer();
    const { digisac } = aClient(server.origin.replace('http:', 'https:'));
    expect(await send(digisac)).toMatchObject({ ok: false, error: { kind: 'away', effect: 'none' } });
    expect(server.got).toEqual([]);
  });

  it('when it is given up before its turn', async () => {
    const server = await aServer(accepted);
    expect(await send(aClient(server.origin).digisac, AbortSignal.abort())).toMatchObject({
      ok: false,
      error: { effect: 'none', problem: { kind: 'interrupted' } },
    });
    expect(server.got).toEqual([]);
  });

  it('when it is given up while it waits for a connection, and it does not leave later', async () => {
    const reached = anEvent();
    const release = anEvent();
    const server = await aServer(async (got, response, request) => {
      reached.happen();
      await release.happened;
      accepted(got, response, request);
    }, accepted);
    const { digisac } = aClient(server.origin, { dispatcher: anAgent({ connections: 1 }) });
    const giveUp = new AbortController();

    const first = send(digisac);
    await reached.happened;
    const second = send(digisac, giveUp.signal);
    giveUp.abort();
    expect(await second).toMatchObject({ ok: false, error: { effect: 'none', problem: { kind: 'interrupted' } } });
    release.happen();
    await first;
    await send(digisac);

    expect(server.got).toHaveLength(2);
  });
});

describe('a request whose answer is lost', () => {
  const losses: [string, Script][] = [
    ['the line goes dead after it arrived', hangsUp],
    [
      'the answer breaks off in its head',
      (_, response) => {
        response.socket?.write('HTTP/1.1 200 OK\r\ncontent-le');
        response.socket?.destroy();
      },
    ],
    [
      'the answer breaks off in its body',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"id":"m1"', () => response.destroy());
      },
    ],
    ['the other end does not speak HTTP', (_, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n')],
  ];

  it.each(losses)('is in doubt when it writes: %s', async (_, script) => {
    const server = await aServer(script);
    const answer = await send(aClient(server.origin).digisac);
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'trouble', effect: 'unknown', problem: { kind: 'serverAway' } },
    });
    expect(server.got).toHaveLength(1);
  });

  it.each(losses)('has no effect when it only reads: %s', async (_, script) => {
    const server = await aServer(script);
    expect(await aClient(server.origin).digisac.me()).toMatchObject({
      ok: false,
      error: { kind: 'trouble', effect: 'none' },
    });
    expect(server.got).toHaveLength(1);
  });

  it('is in doubt when the server takes too long', async () => {
    const server = await aServer(() => undefined);
    const { digisac } = aClient(server.origin, { dispatcher: anAgent({ headersTimeout: 20 }) });
    expect(await send(digisac)).toMatchObject({
      ok: false,
      error: { kind: 'trouble', effect: 'unknown', status: null },
    });
  });

  it('is in doubt when the answer stops half way', async () => {
    const server = await aServer((_, response) => response.writeHead(200, { 'content-length': '99' }).write('{'));
    const { digisac } = aClient(server.origin, { dispatcher: anAgent({ bodyTimeout: 20 }) });
    expect(await send(digisac)).toMatchObject({
      ok: false,
      error: { kind: 'trouble', effect: 'unknown', status: 200 },
    });
  });

  it('is in doubt when it is given up on its way', async () => {
    const reached = anEvent();
    const closed = anEvent();
    const server = await aServer((_, response) => {
      response.once('close', closed.happen);
      reached.happen();
    });
    const giveUp = new AbortController();
    const sent = send(aClient(server.origin).digisac, giveUp.signal);
    await reached.happened;
    giveUp.abort();
    await closed.happened;
    expect(await sent).toMatchObject({ ok: false, error: { effect: 'unknown', problem: { kind: 'interrupted' } } });
  });

  it('is in doubt when the client closes', async () => {
    const reached = anEvent();
    const server = await aServer(() => reached.happen());
    const { digisac } = aClient(server.origin);
    const sent = send(digisac);
    await reached.happened;
    await digisac.close();
    expect(await sent).toMatchObject({ ok: false, error: { effect: 'unknown' } });
    expect(await send(digisac)).toMatchObject({ ok: false, error: { effect: 'none' } });
  });

  it('is in doubt, and never repeated, when a kept connection dies under it', async () => {
    const server = await aServer(accepted, hangsUp, accepted);
    const { digisac } = aClient(server.origin, { dispatcher: anAgent({ connections: 1 }) });

    expect(await send(digisac)).toMatchObject({ ok: true });
    expect(await send(digisac)).toMatchObject({ ok: false, error: { kind: 'trouble', effect: 'unknown' } });
    expect(server.got).toHaveLength(2);
  });

  it('is a refusal all the same when only the reason broke off', async () => {
    const server = await aServer((_, response) => {
      response.writeHead(422, { 'content-length': '1000' }).write('{"message":"Te', () => response.destroy());
    });
    expect(await send(aClient(server.origin).digisac)).toMatchObject({
      ok: false,
      error: { kind: 'rejected', effect: 'none', status: 422 },
    });
  });
});

describe('the clock of the account', () => {
  const dated = (atMs: number) => ({ date: new Date(atMs).toUTCString() });

  it('is not known before the first answer', async () => {
    const server = await aServer();
    await server.stop();
    const { digisac } = aClient(server.origin);
    await digisac.me();
    expect(digisac.clockSkewMs()).toBeNull();
  });

  it('is learned from any answer, in the middle of the second that its header names', async () => {
    const server = await aServer((got, response, request) =>
      says(500, {}, dated(time.clock.now() + 120_000))(got, response, request),
    );
    const { digisac, time } = aClient(server.origin);
    await digisac.me();
    expect(digisac.clockSkewMs()).toBe(120_500);
  });

  it('counts half of the way there and back', async () => {
    const server = await aServer(async (got, response, request) => {
      await time.advance(1_000);
      says(200, me, dated(time.clock.now()))(got, response, request);
      await time.advance(0);
    });
    const { digisac, time } = aClient(server.origin);
    await digisac.me();
    expect(digisac.clockSkewMs()).toBe(500 + 500);
  });

  it('is not unlearned by an answer that took long', async () => {
    const server = await aServer(
      (got, response, request) => says(200, me, dated(time.clock.now()))(got, response, request),
      async (got, response, request) => {
        const asked = time.clock.now();
        await time.advance(20_000);
        says(200, me, dated(asked))(got, response, request);
      },
    );
    const { digisac, time } = aClient(server.origin);
    await digisac.me();
    await digisac.me();
    expect(digisac.clockSkewMs()).toBe(500);
  });

  it('tells how long a date in Retry-After is away', async () => {
    const server = await aServer((got, response, request) => {
      const serverMs = time.clock.now() - 3_600_000;
      const headers = { ...dated(serverMs), 'retry-after': new Date(serverMs + 30_000).toUTCString() };
      says(429, {}, headers)(got, response, request);
    });
    const { digisac, time } = aClient(server.origin);
    expect(await digisac.me()).toMatchObject({ ok: false, error: { kind: 'slowDown', retryAfterMs: 30_000 } });
  });
});

describe('proxies of the environment', () => {
  const withProxy = (address: string) => {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']) vi.stubEnv(name, address);
    for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '');
    onTestFinished(() => void vi.unstubAllEnvs());
  };

  it('are used', async () => {
    const proxy = await aServer(says(200, me));
    withProxy(`127.0.0.1:${proxy.port}`);
    const { digisac } = aClient('http://acme.example');
    expect(await digisac.me()).toMatchObject({ ok: true, value: { name: 'Ana' } });
    expect(proxy.got[0]?.headers.host).toBe('acme.example');
  });

  it('are not used for this machine', async () => {
    const proxy = await aServer(says(500, {}));
    const server = await aServer(says(200, me));
    withProxy(proxy.origin);
    expect(await aClient(server.origin).digisac.me()).toMatchObject({ ok: true });
    expect(proxy.got).toEqual([]);
  });

  it('that want a login stand in the way, and pass nothing on', async () => {
    const proxy = await aServer(saysText(407, 'login'));
    withProxy(proxy.origin);
    expect(await send(aClient('http://acme.example').digisac)).toMatchObject({
      ok: false,
      error: { effect: 'none', problem: { kind: 'blockedOnTheWay', host: 'acme.example' } },
    });
    expect(await send(aClient('https://acme.example').digisac)).toMatchObject({ ok: false, error: { effect: 'none' } });
  });

  it('that are no address are left out', async () => {
    const server = await aServer(says(200, me));
    withProxy('::nonsense::');
    expect(await aClient(server.origin).digisac.me()).toMatchObject({ ok: true });
    expect(() => aClient('https://acme.example')).not.toThrow();
  });
});
