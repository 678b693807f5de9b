import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveBrowsers } from '#main/hosts/browser/server.ts';
import { aBuiltWindow, temporaryFolder } from './fakes.ts';
import { aGuest, anEcho, aServer, aVisitor } from './visitor.ts';

describe('the server of the window', () => {
  it('lets a browser in by its link, once, and takes the token out of the address at once', async () => {
    const { server } = await aServer();
    const link = new URL(server.newLink());
    const visitor = aVisitor(server);

    const first = await visitor.get(`${link.pathname}${link.search}`);
    const second = await visitor.get(`${link.pathname}${link.search}`);

    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']?.[0]).toMatch(/^malote-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect([second.status, second.headers['set-cookie']]).toEqual([403, undefined]);
    const inside = aVisitor(server, first.headers['set-cookie']?.[0]?.split(';')[0]);
    expect((await inside.get('/')).body).toContain('<title>Malote</title>');
  });

  it('makes the older link void with each new one', async () => {
    const { server } = await aServer();
    const [old, fresh] = [new URL(server.newLink()), new URL(server.newLink())];

    expect((await aVisitor(server).get(`${old.pathname}${old.search}`)).status).toBe(403);
    expect((await aVisitor(server).get(`${fresh.pathname}${fresh.search}`)).status).toBe(303);
  });

  it('shows everybody else a plain page in Portuguese that names the way in', async () => {
    const { server } = await aServer();

    const answer = await aVisitor(server).get('/');

    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('Abra o Malote pelo endereço do terminal');
    expect(answer.body).not.toContain('script');
  });

  it('listens on the loopback address alone', async () => {
    const { server } = await aServer();

    expect(new URL(server.newLink()).hostname).toBe('127.0.0.1');
    expect((await aVisitor(server).get('/', { host: 'malote.example' })).status).toBe(403);
  });

  it('forbids on every answer, refusals and redirects included, what a page does not need', async () => {
    const { server } = await aServer();
    const guest = await aGuest(server);
    const link = new URL(server.newLink());
    const answers = [
      await guest.get('/'),
      await guest.get('/assets/index-Bx12_-9a.js'),
      await guest.get('/missing.png'),
      await aVisitor(server).get('/'),
      await aVisitor(server).get(`${link.pathname}${link.search}`),
      await guest.upload('a;b\n'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 403, 303, 200]);
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${server.port};`);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  it('has hashed files kept for ever, and the page never', async () => {
    const { server } = await aServer();
    const guest = await aGuest(server);

    const script = await guest.get('/assets/index-Bx12_-9a.js');
    const page = await guest.get('/importar/3');

    expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await guest.head('/')).headers['content-length']).toBe(page.headers['content-length']);
  });

  it('gives each page its own nonce for styles, where the page was built for one', async () => {
    const renderer = aBuiltWindow();
    writeFileSync(join(renderer, 'index.html'), '<meta property="csp-nonce" nonce="__MALOTE_NONCE__">');
    const { server } = await aServer({ renderer });
    const guest = await aGuest(server);

    const [one, two] = [await guest.get('/'), await guest.get('/')];

    const nonce = /nonce="([\w-]+)"/.exec(one.body)?.[1];
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(two.body).not.toContain(nonce);
  });

  it('copies frames between a WebSocket and the engine, and closes each with the other', async () => {
    const { server, engine } = await aServer();
    const guest = await aGuest(server);
    const socket = guest.socket();
    await once(socket, 'open');

    socket.send('ação');
    const [frame] = await once(socket, 'message');
    expect(String(frame)).toBe('AÇÃO');

    const gone = once(socket, 'close');
    engine.ports[0]?.close();
    await gone;

    const again = guest.socket();
    await once(again, 'open');
    again.send('x');
    await once(again, 'message');
    const port = engine.ports[1];
    if (!port) throw new Error('the engine has no second face');
    const left = once(port, 'close');
    again.close();
    await left;
  });

  it('closes a WebSocket that speaks in bytes', async () => {
    const { server } = await aServer();
    const socket = (await aGuest(server)).socket();
    await once(socket, 'open');

    socket.send(Buffer.from([255]));

    await once(socket, 'close');
  });

  it.each([
    ['without a session', { cookie: 'malote-1=x' }],
    ['of another site', { origin: 'https://evil.example' }],
    ['under another name', { host: 'evil.example' }],
  ])('refuses a WebSocket %s before it is one', async (_how, headers) => {
    const { server, engine } = await aServer();
    const guest = await aGuest(server);

    const socket = guest.socket(headers);

    const [error] = await once(socket, 'error');
    expect(error.message).toBe('Unexpected server response: 403');
    expect(engine.ports).toEqual([]);
  });

  it('hands out the reports of the data folder, and no other file', async () => {
    const { server, dataFolder } = await aServer();
    mkdirSync(join(dataFolder, 'reports'));
    writeFileSync(join(dataFolder, 'reports', 'clientes-i1.csv'), 'nome;estado\n');
    writeFileSync(join(dataFolder, 'secrets.json'), 'token');
    const guest = await aGuest(server);

    const report = await guest.get('/report/clientes-i1.csv');

    expect([report.status, report.body]).toEqual([200, 'nome;estado\n']);
    expect(report.headers['content-disposition']).toBe('attachment; filename="clientes-i1.csv"');
    expect((await guest.get('/report/..%2fsecrets.json')).status).toBe(404);
    expect((await aVisitor(server).get('/report/clientes-i1.csv')).status).toBe(403);
  });

  it('says that a port is taken', async () => {
    const { server } = await aServer();

    const second = serveBrowsers({
      engine: anEcho(),
      dataFolder: temporaryFolder(),
      renderer: aBuiltWindow(),
      port: server.port,
      language: 'en',
      onTrouble: () => undefined,
    });

    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('lets go of every connection when it closes', async () => {
    const { server } = await aServer();
    const socket = (await aGuest(server)).socket();
    await once(socket, 'open');
    const gone = once(socket, 'close');

    await server.close();

    await gone;
    await expect(aVisitor(server).get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
