import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import type { Problem } from '#shared/problem.ts';
import { aDesk, type DeskOptions } from './desk.ts';
import { aRow, createFakeEngine, type FakeOptions } from './fake-engine.ts';

/** A desk with an import whose contacts are ready. */
async function aReadyDesk(fake: FakeOptions = {}, options: DeskOptions = {}) {
  const engine = createFakeEngine(fake);
  await aDesk({ engine }).run('import', 'clientes.csv', '--yes');
  return aDesk({ ...options, engine });
}

describe('malote send', () => {
  it('makes a campaign of an import, at a careful pace, and follows it to the end', async () => {
    const { run, engine, out, err } = await aReadyDesk();

    expect(await run('send', 'i1', '--text', 'Olá {{nome|cliente}}')).toBe(0);

    expect(engine.inputOf('campaigns.create')).toEqual({
      exclusions: usualExclusions,
      importId: 1,
      name: expect.stringMatching(/^clientes \d\d\/11\/2026 \d\d:\d\d$/),
      content: plainText('Olá {{nome|cliente}}'),
      pace: {
        rate: { count: 30, windowMs: 60_000 },
        jitter: 0.2,
        concurrency: 4,
        caps: [],
        dailyLimit: null,
        rampUp: null,
        hoursOf: 'campaign',
        max: null,
        hours: null,
        days: null,
        timeZone: expect.stringMatching(/\//),
        startAt: null,
      },
      inDoubt: 'settle',
      openTicket: false,
      seed: 0,
      beginsEarly: false,
    });
    expect(err()).toMatch(/Campanha c1: clientes/);
    expect(out()).toMatch(/Aceito +2\nTotal +2\n/);
  });

  it('takes the pace that it is told', async () => {
    const { run, engine } = await aReadyDesk();

    await run(
      'send',
      'i1',
      '--text',
      'Oi',
      '--rate',
      '2/s',
      '--jitter',
      '0%',
      '--concurrency',
      '8',
      '--daily',
      '500',
      '--max',
      '100',
      '--window',
      '09:00-18:00',
      '--days',
      'mon-fri',
      '--tz',
      'America/Manaus',
      '--start-at',
      '2026-11-24T09:30',
      '--open-ticket',
      '--in-doubt',
      'hold',
    );

    expect(engine.inputOf('campaigns.create')).toMatchObject({
      pace: {
        rate: { count: 2, windowMs: 1_000 },
        jitter: 0,
        concurrency: 8,
        dailyLimit: 500,
        max: 100,
        hours: { fromMinute: 540, toMinute: 1_080 },
        days: ['mon', 'tue', 'wed', 'thu', 'fri'],
        timeZone: 'America/Manaus',
        startAt: Date.UTC(2026, 10, 24, 13, 30),
      },
      inDoubt: 'hold',
      openTicket: true,
    });
  });

  it.each([
    [['--rate', '20/min, 300/h', '--ramp', '50:1,5']],
    [['--rate', '20/min', '--rate', '300/h', '--ramp', '50']],
  ])('takes further limits, a new number, and the clocks of the recipients: %j', async (limits) => {
    const { run, engine } = await aReadyDesk();
    await run('send', 'i1', '--text', 'Oi', ...limits, '--tz', 'recipient');
    expect(engine.inputOf('campaigns.create')).toMatchObject({
      pace: {
        rate: { count: 20, windowMs: 60_000 },
        caps: [{ count: 300, windowMs: 3_600_000 }],
        rampUp: { first: 50, growth: 1.5 },
        hoursOf: 'recipient',
        timeZone: expect.stringMatching(/\//),
      },
    });
  });

  it.each([
    ['--rate', '20/min,'],
    ['--rate', '20/min,many'],
    ['--rate', '1/s,2/s,3/s,4/s,5/s,6/s'],
    ['--ramp', '0'],
    ['--ramp', '50:1'],
    ['--ramp', '50:9'],
    ['--ramp', 'slowly'],
  ])('does not begin with %s %s', async (option, value) => {
    const { run, told } = await aReadyDesk();
    expect(await run('send', 'i1', '--text', 'Oi', option, value)).toBe(2);
    expect(told).toEqual([]);
  });

  it.each([
    [['--not-contacted-within', '7d'], { contactedWithinDays: 7 }],
    [['--not-contacted-within', '7'], { contactedWithinDays: 7 }],
    [['--not-contacted-within', 'false'], { contactedWithinDays: null }],
    [['--most-per-week', '2'], { mostPerWeek: 2 }],
    [['--same-text-within', '48h'], { sameTextWithinHours: 48 }],
    [['--same-text-within', 'false'], { sameTextWithinHours: null }],
    [['--no-same-text-check'], { sameTextWithinHours: null }],
    [['--no-block-lists'], { blockLists: false }],
  ])('leaves out whom it is told to: %j', async (said, exclusions) => {
    const { run, engine } = await aReadyDesk();
    expect(await run('send', 'i1', '--text', 'Oi', ...said)).toBe(0);
    expect(engine.inputOf('campaigns.create')).toMatchObject({ exclusions: { ...usualExclusions, ...exclusions } });
  });

  it.each([
    ['--not-contacted-within', '0'],
    ['--not-contacted-within', '7h'],
    ['--most-per-week', 'muitas'],
    ['--most-per-week', '2d'],
    ['--same-text-within', '1.5'],
    ['--seed', '-1'],
    ['--seed', 'acaso'],
    ['--seed', '9999999999'],
  ])('names an option that it does not understand: %s %s', async (option, value) => {
    const { run, told, err } = await aReadyDesk();
    expect(await run('send', 'i1', '--text', 'Oi', `${option}=${value}`)).toBe(2);
    expect(err()).toContain(`A opção ${option} não aceita “${value}”`);
    expect(told).toEqual([]);
  });

  it('draws texts by the seed that it is told, the same when it asks and when it sends', async () => {
    const { run, engine } = await aReadyDesk({}, { answers: ['s'] });
    await run('send', 'i1', '--text', 'Oi', '--text', 'Olá', '--seed', '42');
    expect(engine.inputOf('campaigns.audience')).toMatchObject({ seed: 42 });
    expect(engine.inputOf('campaigns.create')).toMatchObject({ seed: 42 });
  });

  it('begins early beside an import that stopped in the middle, which goes on with it', async () => {
    const engine = createFakeEngine({ stopAt: { phase: 'create', problem: { kind: 'interrupted' } } });
    await aDesk({ engine }).run('import', 'clientes.csv', '--yes');
    const { run } = aDesk({ engine });
    await run('send', 'i1', '--text', 'Oi', '--begin-early');
    expect(engine.inputOf('jobs.resume')).toEqual({ job: 'i1' });
    expect(engine.inputOf('campaigns.create')).toMatchObject({ beginsEarly: true });
  });

  it('reads a long message from a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'malote-text-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'mensagem.txt');
    writeFileSync(file, '\uFEFFOlá {{nome|}}!\r\nTudo bem?\r\n');
    const { run, engine } = await aReadyDesk();

    await run('send', 'i1', '--text-file', file);
    expect(engine.inputOf('campaigns.create')).toMatchObject({
      content: plainText('Olá {{nome|}}!\nTudo bem?'),
    });

    expect(await run('send', 'i1', '--text-file', join(folder, 'nada.txt'))).toBe(5);
    expect(await run('send', 'i1', '--text-file', folder)).toBe(5);
  });

  it.each([
    [{ state: 'failed', problem: { kind: 'messageRefused', detail: 'motivo' } }, 3],
    [{ state: 'held', problem: { kind: 'messageInDoubt' } }, 3],
    [{ state: 'skipped', problem: { kind: 'missingVariable', name: 'cidade' } }, 3],
    [{ state: 'skipped', problem: { kind: 'optedOut' } }, 0],
    [{ state: 'skipped', problem: { kind: 'sameContactTwice', line: 2 } }, 0],
    [{ state: 'read' }, 0],
  ] as const)('ends where a message is %j with %i', async (sent, code) => {
    const { run } = await aReadyDesk({ rows: [aRow('Ana'), aRow('Bia', { sent })] });

    expect(await run('send', 'i1', '--text', 'Oi')).toBe(code);
  });

  it('tells why messages did not get through, and how many', async () => {
    const refused = { state: 'failed', problem: { kind: 'messageRefused', detail: 'sem saldo' } } as const;
    const { run, out } = await aReadyDesk({ rows: [aRow('Ana'), aRow('Bia', { sent: refused })] });
    await run('send', 'i1', '--text', 'Oi');

    expect(out()).toMatch(/Falhou +1/);
    expect(out()).toContain('sem saldo');
  });

  const limits: readonly Problem[] = [
    { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' },
    { kind: 'dailyLimitReached', limit: 100, opensAt: '2026-11-24T00:00-03:00' },
    { kind: 'notYetTime', startsAt: '2026-11-24T09:00-03:00' },
    { kind: 'maxReached', max: 10 },
  ];

  it.each(limits)('that meets $kind ends with 7, paused, and says how to go on', async (problem) => {
    const { run, err, out } = await aReadyDesk({ stopAt: { phase: 'send', problem } });

    expect(await run('send', 'i1', '--text', 'Oi')).toBe(7);
    expect(out()).toContain('Pausada');
    expect(err()).toContain('malote resume c1');
  });

  it('waits for sending hours where it is told to', async () => {
    const { run, engine, err } = await aReadyDesk({ holdAt: 'send' });

    const ended = run('send', 'i1', '--text', 'Oi', '--wait');
    await engine.held;
    // Until the command follows the campaign: three stages of the import were followed before.
    while (engine.watched() < 4) await turn();
    engine.stand('c1', 'paused', { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' });
    while (!err().includes('Esperando')) await turn();
    engine.stand('c1', 'running', null);
    engine.release();

    expect(await ended).toBe(0);
    expect(err().match(/Esperando a hora de continuar/g)).toHaveLength(1);
  });

  it('does not wait for what no hour brings', async () => {
    const { run } = await aReadyDesk({ stopAt: { phase: 'send', problem: { kind: 'maxReached', max: 10 } } });

    expect(await run('send', 'i1', '--text', 'Oi', '--wait')).toBe(7);
  });

  it('sends one message to a number of the user himself, and makes no campaign', async () => {
    const { run, engine, out } = await aReadyDesk();

    expect(await run('send', 'i1', '--text', 'Oi {{nome}}', '--test', '(11) 98765-4321')).toBe(0);
    expect(engine.inputOf('campaigns.test')).toEqual({
      importId: 1,
      content: plainText('Oi {{nome}}'),
      number: '+5511987654321',
    });
    expect(out()).toBe('Teste: Oi {{nome}}\n');
    expect(engine.campaigns).toEqual([]);

    expect(await run('send', 'i1', '--text', 'Oi', '--test', '123')).toBe(2);
  });

  it('asks on a terminal, with the number of people, and takes only a yes', async () => {
    const no = await aReadyDesk({}, { answers: ['n'] });
    expect(await no.run('send', 'i1', '--text', 'Oi')).toBe(0);
    expect(no.questions[0]).toContain('Enviar para 2 contatos');
    expect(no.engine.campaigns).toEqual([]);

    const yes = await aReadyDesk({}, { answers: ['sim'] });
    expect(await yes.run('send', 'i1', '--text', 'Oi')).toBe(0);
    expect(yes.engine.campaigns).toHaveLength(1);

    const told = await aReadyDesk({}, { answers: ['n'] });
    expect(await told.run('send', 'i1', '--text', 'Oi', '--yes')).toBe(0);
    expect(told.questions).toEqual([]);
  });

  it('ends with 2 where the message has an unknown variable or the import is not there', async () => {
    const unknown = { kind: 'templateUnknownVariable', name: 'idade', names: 'nome' } as const;
    const first = await aReadyDesk({ refuse: { 'campaigns.create': unknown } });
    expect(await first.run('send', 'i1', '--text', 'Oi {{idade}}')).toBe(2);
    expect(first.err()).toContain('“idade”');

    const second = await aReadyDesk();
    expect(await second.run('send', 'i9', '--text', 'Oi')).toBe(2);
  });

  it('tells programs how it goes, and the result last', async () => {
    const { run, records } = await aReadyDesk();
    await run('send', 'i1', '--text', 'Oi', '--json');

    const types = new Set(records().map(({ type }) => type));
    expect([...types].every((type) => typeof type === 'string' && ['progress', 'state', 'result'].includes(type))).toBe(
      true,
    );
    expect(records().at(-1)).toMatchObject({ type: 'result', job: 'c1', state: 'done', counts: { accepted: 2 } });
    expect(records().filter(({ type }) => type === 'result')).toHaveLength(1);
  });
});

describe('what malote send says', () => {
  const contentOf = async (...args: readonly string[]) => {
    const { run, engine, err } = await aReadyDesk();
    const code = await run('send', 'i1', ...args);
    return {
      code,
      err: err(),
      content: code === 0 ? Reflect.get(Object(engine.inputOf('campaigns.create')), 'content') : null,
    };
  };

  it('is one of several texts, by equal shares', async () => {
    const { content } = await contentOf('--text', 'Oi', '--text', 'Olá {{nome}}');
    expect(content).toEqual({
      ...{ kind: 'message', attachment: null, buttons: [] },
      versions: [
        { template: 'Oi', share: 1 },
        { template: 'Olá {{nome}}', share: 1 },
      ],
    });
  });

  it('is a file, with or without a text', async () => {
    expect((await contentOf('--attach', '/tmp/oferta.jpg')).content).toMatchObject({
      versions: [{ template: '' }],
      attachment: { name: 'oferta.jpg', kind: 'image' },
    });
    expect((await contentOf('--attach', '/tmp/oferta.jpg', '--text', 'Veja')).content).toMatchObject({
      versions: [{ template: 'Veja' }],
      attachment: { name: 'oferta.jpg' },
    });
  });

  it('is a text with buttons, or a note for colleagues', async () => {
    const asked = await contentOf('--text', 'Quer?', '--button', 'Quero', '--button', 'Não');
    expect(asked.content).toMatchObject({ buttons: [{ text: 'Quero' }, { text: 'Não' }] });
    expect((await contentOf('--text', 'Na lista', '--comment')).content).toEqual({
      kind: 'comment',
      versions: [{ template: 'Na lista', share: 1 }],
    });
  });

  it('is an approved template, by its name, with the values of its places', async () => {
    const { content } = await contentOf(
      ...['--template', 'Boas_Vindas', '--param', '{{nome}}', '--param', '{{pedido}}'],
      ...['--header-link', 'https://loja.example.com/a.jpg', '--button-suffix', '{{pedido}}'],
    );
    expect(content).toEqual({
      ...{ kind: 'approved', hsmId: 'hsm-1', name: 'boas_vindas', language: 'pt_BR' },
      body: 'Olá {{1}}, o pedido {{2}} chegou.',
      parameters: ['{{nome}}', '{{pedido}}'],
      header: { kind: 'image', link: 'https://loja.example.com/a.jpg' },
      headerParameters: [],
      buttons: [{ index: 1, suffix: '{{pedido}}' }],
    });
  });

  it.each([
    [['--text', 'Oi', '--template', 'x'], /um dos três/],
    [['--button', 'Quero'], /um dos três/],
    [['--template', 'x', '--attach', 'a.jpg'], /mensagens comuns/],
    [['--text', 'Oi', '--comment', '--button', 'Quero'], /mensagens comuns/],
    [['a', 'b', 'c', 'd', 'e'].flatMap((text) => ['--text', text]), /No máximo 4 textos/],
    [['--text', 'Oi', ...['a', 'b', 'c', 'd'].flatMap((text) => ['--button', text])], /No máximo 3 botões/],
    [['--text', 'Oi', '--button', 'Quero receber as ofertas'], /--button/],
  ])('is not %j', async (args, sentence) => {
    const { code, err } = await contentOf(...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
