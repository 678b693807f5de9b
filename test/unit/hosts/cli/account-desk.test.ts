import { describe, expect, it } from 'vitest';
import { aConnection, aDesk as anAccountDesk } from '../../../support/fake-engine-desk.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

const asked = (engine: ReturnType<typeof createFakeEngine>, name: string) =>
  engine.calls.filter((call) => call.name === name).map(({ input }) => input);

describe('malote login with a password', () => {
  it('reads it from standard input, and says it nowhere', async () => {
    const engine = createFakeEngine();
    const { run, out, err } = aDesk({ engine, input: ' segredo 1\n' });
    expect(await run('login', '--url', 'loja.digisac.me', '--email', 'ana@loja.com', '--password-stdin')).toBe(0);
    expect(asked(engine, 'accounts.signIn')).toMatchObject([
      { address: 'loja.digisac.me', email: 'ana@loja.com', password: ' segredo 1', remember: true },
    ]);
    expect(out() + err()).not.toContain('segredo');
  });

  it('asks for it without showing it, and ends with 4 where it is refused', async () => {
    const engine = createFakeEngine({ refuse: { 'accounts.signIn': { kind: 'loginRefused' } } });
    const { run } = aDesk({ engine, answers: ['segredo'] });
    expect(await run('login', '--url', 'loja.digisac.me', '--email', 'ana@loja.com')).toBe(4);
  });

  it('wants the e-mail with it, and a terminal or standard input', async () => {
    expect(await aDesk({ input: 'x' }).run('login', '--url', 'x.me', '--password-stdin')).toBe(2);
    expect(await aDesk().run('login', '--url', 'x.me', '--email', 'a@b.c')).toBe(2);
  });
});

describe('malote connections', () => {
  it('lists them with their state', async () => {
    const { run, out } = aDesk();
    expect(await run('connections')).toBe(0);
    expect(out()).toMatch(/Vendas\s+5511987654321\s+whatsapp\s+conectada/);
    expect(out()).toMatch(/Pós-venda.*desligada/);
  });

  it('starts one and tells how it goes until it is there', async () => {
    const { run, records } = aDesk();
    expect(await run('connections', 'start', 'pós-venda', '--json')).toBe(0);
    const phases = records().filter(({ type }) => type === 'progress');
    expect(phases.map(({ phase }) => phase)).toEqual(['starting', 'connected']);
    expect(records().at(-1)).toMatchObject({ type: 'result', state: 'done', connection: 'Pós-venda' });
  });

  it('ends with 3 and what to do where a QR code is wanted', async () => {
    const desk = { ...anAccountDesk(), steps: [{ phase: 'qrCode', state: 'wantsPerson', waitedMs: 4_000 } as const] };
    const { run, out } = aDesk({ engine: createFakeEngine({ desk }) });
    expect(await run('connections', 'start', 'Pós-venda')).toBe(3);
    expect(out()).toContain('QR code');
  });

  it('does not interrupt one that works without a yes', async () => {
    const engine = createFakeEngine();
    expect(await aDesk({ engine }).run('connections', 'restart', 'Vendas')).toBe(2);
    expect(await aDesk({ engine, answers: ['n'] }).run('connections', 'restart', 'Vendas')).toBe(0);
    expect(asked(engine, 'desk.turn')).toEqual([]);
    expect(await aDesk({ engine }).run('connections', 'restart', 'Vendas', '--yes')).toBe(0);
    expect(asked(engine, 'desk.turn')).toMatchObject([{ serviceId: 'service-1', turn: 'restart' }]);
  });

  it('knows what is meant by its name alone', async () => {
    const desk = { ...anAccountDesk(), connections: [aConnection({ name: 'Loja' })] };
    const { run, err } = aDesk({ engine: createFakeEngine({ desk }) });
    expect(await run('connections', 'start', 'Filial')).toBe(2);
    expect(err()).toContain('Loja');
    expect(await run('connections', 'dance', 'Loja')).toBe(2);
  });
});

describe('malote now and stats', () => {
  it('now tells who is at work', async () => {
    const { run, out } = aDesk();
    expect(await run('now')).toBe(0);
    expect(out()).toContain('Chamados abertos: 14');
    expect(out()).toMatch(/Marina Prado\s+online\s+7/);
  });

  it('now ends with 4 where the account does not allow it, and tells the rest', async () => {
    const desk = anAccountDesk();
    desk.now = { ...desk.now, people: null, problem: { kind: 'permissionDenied', detail: 'x' } };
    const { run, out } = aDesk({ engine: createFakeEngine({ desk }) });
    expect(await run('now')).toBe(4);
    expect(out()).toContain('Chamados abertos: 14');
  });

  it('stats asks about thirty days up to today, and splits as it is told', async () => {
    const engine = createFakeEngine();
    const { run, out } = aDesk({ engine });
    expect(await run('stats', '--tz', 'America/Sao_Paulo')).toBe(0);
    expect(await run('stats', '--user', '--from', '2026-11-01', '--to', '2026-11-15', '--closed')).toBe(0);
    expect(asked(engine, 'desk.statistics')).toMatchObject([
      { from: '2026-10-25', to: '2026-11-23', split: 'period', by: 'opened' },
      { from: '2026-11-01', to: '2026-11-15', split: 'user', by: 'closed' },
    ]);
    expect(out()).toContain('Total');
    expect(await run('stats', '--user', '--department')).toBe(2);
    expect(await run('stats', '--from', '2026-13-01')).toBe(2);
  });
});

describe('malote webhooks', () => {
  it('adds, switches off and removes one', async () => {
    const desk = anAccountDesk();
    const engine = createFakeEngine({ desk });
    expect(await aDesk({ engine }).run('webhooks', 'add', 'https://avisos.example.com/x', '--name', 'Avisos')).toBe(0);
    expect(desk.webhooks).toMatchObject([{ name: 'Avisos', events: ['message.created', 'message.updated'] }]);
    expect(await aDesk({ engine }).run('webhooks', 'off', 'avisos')).toBe(0);
    expect(desk.webhooks).toMatchObject([{ isActive: false }]);
    expect(await aDesk({ engine }).run('webhooks', 'test', 'Avisos')).toBe(0);
    expect(await aDesk({ engine }).run('webhooks', 'remove', 'Avisos')).toBe(2);
    expect(desk.webhooks).toHaveLength(1);
    expect(await aDesk({ engine, answers: ['s'] }).run('webhooks', 'remove', 'Avisos')).toBe(0);
    expect(desk.webhooks).toEqual([]);
  });

  it('says what there is where a name is wrong', async () => {
    const { run, err } = aDesk();
    expect(await run('webhooks', 'off', 'nada')).toBe(2);
    expect(err()).toContain('nada');
    expect(await run('webhooks', 'add', 'avisos')).toBe(2);
    expect(await run('webhooks', 'sing', 'x')).toBe(2);
  });

  it('are received where serve is told so, by a path that is not said again', async () => {
    const { run, told, err } = aDesk();
    const path = 'a-path-of-twenty-letters';
    expect(await run('serve', '--webhooks', '--webhooks-port', '8081', '--webhooks-path', path)).toBe(130);
    expect(told).toEqual([`serve 0 {"port":8081,"path":"${path}","account":null}`]);
    expect(await run('serve', '--webhooks', '--webhooks-path', 'kurz')).toBe(2);
    expect(err()).not.toContain('kurz');
    expect(await run('serve', '--webhooks-port', '8081')).toBe(2);
  });
});

describe('malote integrations', () => {
  it('lists them', async () => {
    const { run, out } = aDesk();
    expect(await run('integrations')).toBe(0);
    expect(out()).toMatch(/Catálogo\s+https:\/\/catalogo\.example\.com/);
  });
});
