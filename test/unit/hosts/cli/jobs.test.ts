import { describe, expect, it } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { aDesk } from './desk.ts';
import { anAccount, aRow, createFakeEngine, type FakeOptions } from './fake-engine.ts';

/** An engine with an import that is done, and a campaign of it where the options say that it rests. */
async function withJobs(options: FakeOptions = {}) {
  const engine = createFakeEngine(options);
  await aDesk({ engine }).run('import', 'clientes.csv', '--yes');
  await aDesk({ engine }).run('send', 'i1', '--text', 'Oi');
  return engine;
}
const pausedAtSend = { stopAt: { phase: 'send', problem: { kind: 'serverAway', host: 'x.me' } } } as const;

describe('malote jobs', () => {
  it('lists imports and campaigns, newest first', async () => {
    const { run, out } = aDesk({ engine: await withJobs() });

    expect(await run('jobs')).toBe(0);
    const [header, first, second] = out().split('\n');
    expect(header).toMatch(/^Código +Nome +Situação/);
    expect(first).toMatch(/^c1 +clientes .* Concluída/);
    expect(second).toMatch(/^i1 +clientes\.csv +Concluída/);
  });

  it('tells programs each of them', async () => {
    const { run, records } = aDesk({ engine: await withJobs() });
    await run('jobs', '--json');

    expect(records().map(({ type, job, state }) => ({ type, job, state }))).toEqual([
      { type: 'state', job: 'c1', state: 'done' },
      { type: 'state', job: 'i1', state: 'done' },
      { type: 'result', job: null, state: 'done' },
    ]);
  });
});

describe('--account', () => {
  it('narrows lists and what is gone on with to one account', async () => {
    const accounts = [anAccount(), anAccount({ id: 2, name: 'Filial' })];
    const engine = createFakeEngine({ accounts, ...pausedAtSend });
    await aDesk({ engine }).run('import', 'a.csv', '--yes', '--account', 'Loja');
    await aDesk({ engine }).run('send', 'i1', '--text', 'Oi');

    const other = aDesk({ engine });
    await other.run('jobs', '--account', 'filial');
    expect(other.out()).not.toContain('c1');
    expect(await aDesk({ engine }).run('resume', '--all', '--account', 'Filial')).toBe(0);
    expect(engine.callsOf('jobs.resume')).toBe(0);

    const own = aDesk({ engine });
    await own.run('jobs', '--account', 'loja');
    expect(own.out()).toContain('c1');
    expect(await aDesk({ engine }).run('jobs', '--account', 'Matriz')).toBe(2);
  });
});

describe('malote show', () => {
  it('tells state, counts and reasons of one job', async () => {
    const { run, out } = aDesk({ engine: await withJobs(pausedAtSend) });

    expect(await run('show', 'C1')).toBe(0);
    expect(out()).toContain('Pausada');
    expect(out()).toContain('x.me');
    expect(out()).toMatch(/Na fila +2\nTotal +2\n/);
  });

  it('says how to go on, and with how many by each command', async () => {
    const failed = { state: 'failed', problem: { kind: 'messageRefused', detail: '' } } as const;
    const held = { state: 'held', problem: { kind: 'messageInDoubt' } } as const;
    const rows = [
      aRow('Ana'),
      aRow('Bia', { sent: failed }),
      aRow('Caio', { sent: failed }),
      aRow('Duda', { sent: held }),
    ];
    const engine = await withJobs({ rows });
    const done = aDesk({ engine });
    await done.run('show', 'c1');
    expect(done.out()).toMatch(/os 2 que falharam: malote retry c1\n1 mensagem espera a sua decisão\. .*decide c1/);
    expect(done.out()).not.toContain('malote resume');

    const [first] = engine.campaigns[0]?.deliveries ?? [];
    if (first) first.state = 'queued';
    engine.stand('c1', 'paused', { kind: 'pausedByUser' });
    const paused = aDesk({ engine });
    await paused.run('show', 'c1');
    expect(paused.out()).toContain('Para continuar com 1 na fila: malote resume c1\n');
    const program = aDesk({ engine });
    await program.run('show', 'c1', '--json');
    expect(program.lastRecord()).toMatchObject({ ways: { queued: 1, failed: 2, held: 1 } });
  });

  it('says nothing of going on where there is nothing to go on with', async () => {
    const { run, out } = aDesk({ engine: await withJobs() });
    await run('show', 'c1');
    expect(out()).not.toContain('malote');
  });

  it('knows no other', async () => {
    const { run, err } = aDesk();

    expect(await run('show', 'c9')).toBe(2);
    expect(err()).toContain('“c9”');
  });
});

describe('malote pause, cancel and retry', () => {
  it('pause a job, also one that is paused already', async () => {
    const engine = await withJobs(pausedAtSend);
    engine.stand('c1', 'running', null);
    const { run, lastRecord } = aDesk({ engine });

    expect(await run('pause', 'c1', '--json')).toBe(0);
    expect(lastRecord()).toMatchObject({ type: 'result', job: 'c1', state: 'paused', counts: { queued: 2 } });
    expect(await run('pause', 'c1')).toBe(0);
  });

  it('can not pause what is done', async () => {
    const { run, err } = aDesk({ engine: await withJobs() });

    expect(await run('pause', 'c1')).toBe(2);
    expect(err()).toContain('Concluída');
  });

  it('cancel a job', async () => {
    const engine = await withJobs(pausedAtSend);
    const { run, out } = aDesk({ engine });

    expect(await run('cancel', 'c1')).toBe(0);
    expect(engine.campaigns[0]?.status).toBe('cancelled');
    expect(out()).toContain('Cancelada');
  });

  it('try again what failed, and follow it to the end', async () => {
    const failed = { state: 'failed', problem: { kind: 'messageRefused', detail: '' } } as const;
    const engine = await withJobs({ rows: [aRow('Ana'), aRow('Bia', { sent: failed })] });
    const { run, err } = aDesk({ engine });

    expect(await run('retry', 'c1')).toBe(3);
    expect(err()).toContain('1 volta para a fila.');
  });

  it('say so where there is nothing to try again', async () => {
    const { run, err } = aDesk({ engine: await withJobs() });

    expect(await run('retry', 'c1')).toBe(0);
    expect(err()).toBe('Não há o que tentar de novo em c1.\n');
  });
});

describe('malote decide', () => {
  const held = { state: 'held', problem: { kind: 'messageInDoubt' } } as const;
  const twoHeld = () => withJobs({ rows: [aRow('Ana'), aRow('Bia', { sent: held }), aRow('Caio', { sent: held })] });
  const statesOf = (engine: Awaited<ReturnType<typeof twoHeld>>) =>
    engine.campaigns[0]?.deliveries.map(({ state }) => state);

  it('settles all messages that wait for a person', async () => {
    const engine = await twoHeld();
    const { run, err } = aDesk({ engine });

    expect(await run('decide', 'c1', '--as', 'sent')).toBe(0);
    expect(err()).toContain('2 mensagens resolvidas.');
    expect(statesOf(engine)).not.toContain('held');
  });

  it('settles the one of a line, and ends with 3 while another waits', async () => {
    const engine = await twoHeld();
    const { run, err } = aDesk({ engine });

    expect(await run('decide', 'c1', '--as', 'drop', '--line', '4')).toBe(3);
    expect(err()).toContain('1 mensagem resolvida.');
    expect(err()).toContain('1 mensagem espera a sua decisão.');
    expect(statesOf(engine)?.slice(1)).toEqual(['held', 'cancelled']);
  });

  it('does nothing where nothing waits', async () => {
    const { run, err } = aDesk({ engine: await withJobs() });

    expect(await run('decide', 'c1', '--as', 'send')).toBe(0);
    expect(err()).toBe('Nenhuma mensagem de c1 espera a sua decisão.\n');
  });

  it.each([
    [['c1'], '--as'],
    [['c1', '--as', 'maybe'], '“maybe”'],
    [['c1', '--as', 'send', '--line', 'dois'], '“dois”'],
    [['c1', '--as', 'send', '--line', '2'], '“2”'],
    [['i1', '--as', 'send'], 'i1 é uma importação'],
  ])('refuses %j', async (argv, said) => {
    const engine = await twoHeld();
    const { run, err } = aDesk({ engine });

    expect(await run('decide', ...argv)).toBe(2);
    expect(err()).toContain(said);
    expect(statesOf(engine)?.slice(1)).toEqual(['held', 'held']);
  });
});

describe('malote resume', () => {
  it('asks before a start that nobody was there for: --all leaves it alone and names it', async () => {
    const missed = { kind: 'startMissed', startsAt: '2026-11-23T09:00-03:00' } as const;
    const engine = createFakeEngine();
    await aDesk({ engine }).run('import', 'clientes.csv', '--yes');
    await aDesk({ engine }).run('send', 'i1', '--text', 'Oi', '--yes');
    engine.stand('c1', 'paused', missed);

    const all = aDesk({ engine });
    expect(await all.run('resume', '--all')).toBe(0);
    expect(engine.callsOf('jobs.resume')).toBe(0);
    expect(all.err()).toContain('malote resume c1');

    // Named, it is what the person wants; so it is with --yes.
    await aDesk({ engine }).run('resume', 'c1');
    expect(engine.callsOf('jobs.resume')).toBe(1);
    engine.stand('c1', 'paused', missed);
    await aDesk({ engine }).run('resume', '--all', '--yes');
    expect(engine.callsOf('jobs.resume')).toBe(2);
  });

  it('asks whoever sits there whether a start that was missed is made up for, and heeds a no', async () => {
    const missed = { kind: 'startMissed', startsAt: '2026-11-23T09:00-03:00' } as const;
    const engine = await withJobs(pausedAtSend);
    engine.stand('c1', 'paused', missed);

    for (const [argv, answer] of [
      [['c1'], 'n'],
      [['--all'], ''],
    ] as const) {
      const no = aDesk({ engine, answers: [answer] });
      expect(await no.run('resume', ...argv)).toBe(0);
      expect(no.questions).toEqual(['A hora de c1 passou com o Malote fechado. Enviar agora a 2 contatos? (s/N) ']);
      expect(no.err()).not.toContain('Não há');
    }
    expect(engine.callsOf('jobs.resume')).toBe(0);

    await aDesk({ engine, answers: ['s'] }).run('resume', '--all');
    expect(engine.callsOf('jobs.resume')).toBe(1);
  });

  it('goes on with one job to its end', async () => {
    const engine = createFakeEngine({ holdAt: 'send' });
    await aDesk({ engine }).run('import', 'a.csv', '--yes');
    await engine.client.campaigns.create({
      importId: 1,
      name: 'Natal',
      content: plainText('Oi'),
      pace: {
        rate: { count: 30, windowMs: 60_000 },
        jitter: 0,
        concurrency: 1,
        dailyLimit: null,
        max: null,
        hours: null,
        days: null,
        timeZone: 'America/Sao_Paulo',
        startAt: null,
      },
      inDoubt: 'settle',
      openTicket: false,
    });
    await engine.client.jobs.pause({ job: 'c1' });
    engine.release();
    const { run, out } = aDesk({ engine });

    expect(await run('resume', 'c1')).toBe(0);
    expect(out()).toContain('Concluída');
  });

  it('goes on with all that is paused, and follows all of it; the gravest end counts', async () => {
    const engine = await withJobs(pausedAtSend);
    await aDesk({ engine }).run('send', 'i1', '--text', 'Oi');
    const { run, records } = aDesk({ engine });

    expect(await run('resume', '--all', '--json')).toBe(1);
    expect(engine.callsOf('jobs.resume')).toBeGreaterThanOrEqual(2);
    expect(
      records()
        .filter(({ type }) => type === 'result')
        .map(({ job }) => job),
    ).toEqual(['c1', 'c2']);
  });

  it('finds nothing to go on with, and that is no error', async () => {
    const { run, err, lastRecord } = aDesk({ engine: await withJobs() });

    expect(await run('resume', '--all')).toBe(0);
    expect(err()).toBe('Não há nada pausado para continuar.\n');
    expect(await run('resume', 'c1')).toBe(0);
    expect(() => lastRecord()).toThrow();
  });

  it('connects first where the token comes from the environment', async () => {
    const env = { MALOTE_URL: 'https://loja.digisac.me', MALOTE_TOKEN: 'secret' };
    const { run, engine } = aDesk({ engine: await withJobs(), env });

    await run('resume', '--all');

    const names = engine.calls.map(({ name }) => name);
    expect(names.indexOf('accounts.connect')).toBeLessThan(names.lastIndexOf('jobs.list'));
    expect(names).toContain('accounts.connect');
  });

  it('creates the contacts of an import that died half way, where that was allowed', async () => {
    const interrupted = async () => {
      const engine = createFakeEngine({ holdAt: 'check' });
      await engine.client.imports.stage({ path: '/a.csv', fileName: 'a.csv', accountId: 1 });
      await engine.client.imports.check({ importId: 1 });
      engine.stand('i1', 'paused', { kind: 'interrupted' });
      engine.release();
      return engine;
    };

    const asked = aDesk({ engine: await interrupted() });
    expect(await asked.run('resume', '--all')).toBe(3);
    expect(asked.err()).toContain('malote resume i1 --yes');
    expect(asked.engine.callsOf('imports.create')).toBe(0);

    const allowed = aDesk({ engine: await interrupted() });
    expect(await allowed.run('resume', '--all', '--yes')).toBe(0);
    expect(allowed.engine.imports[0]).toMatchObject({ phase: 'done', status: 'done' });
  });

  it('leaves an import alone that a person has under review, unless it is named', async () => {
    const engine = createFakeEngine();
    await engine.client.imports.stage({ path: '/a.csv', fileName: 'a.csv', accountId: 1 });

    await aDesk({ engine }).run('resume', '--all', '--yes');
    expect(engine.callsOf('imports.create')).toBe(0);

    expect(await aDesk({ engine }).run('resume', 'i1', '--yes')).toBe(0);
    expect(engine.callsOf('imports.create')).toBe(1);
  });
});

describe('malote rows', () => {
  it('prints the rows with their reasons, all or those of a state', async () => {
    const engine = await withJobs({ rows: [aRow('Ana'), aRow('Bia', { problem: { kind: 'phoneTooShort' } })] });

    const all = aDesk({ engine });
    expect(await all.run('rows', 'i1')).toBe(0);
    expect(all.out().split('\n')).toHaveLength(4);
    expect(all.out()).toMatch(/2 +\+55 11 98765-4321 +Ana +Pronto/);
    expect(all.out()).toMatch(/3 +Bia +Inválido +O número tem dígitos de menos/);

    const some = aDesk({ engine });
    await some.run('rows', 'i1', '--state', 'invalid');
    expect(some.out()).not.toContain('Ana');
  });

  it('prints one object a row for programs', async () => {
    const { run, records } = aDesk({ engine: await withJobs() });
    await run('rows', 'c1', '--json');

    expect(records().map(({ type, name, state }) => ({ type, name, state }))).toEqual([
      { type: 'row', name: 'Ana', state: 'accepted' },
      { type: 'row', name: 'Bia', state: 'accepted' },
      { type: 'result', state: 'done' },
    ]);
    expect(records().at(-1)).toEqual({ type: 'result', job: 'c1', state: 'done', counts: { accepted: 2 } });
  });

  it('gets rows by pages, each once', async () => {
    const names = Array.from({ length: 1_201 }, (_, index) => `Pessoa ${index}`);
    const engine = createFakeEngine({ rows: names.map((name) => aRow(name)) });
    await aDesk({ engine }).run('import', 'a.csv', '--yes');
    const { run, records } = aDesk({ engine });
    await run('rows', 'i1', '--json');

    expect(
      records()
        .slice(0, -1)
        .map(({ name }) => name),
    ).toEqual(names);
  });

  it('lets no order to the terminal through that stands in a sheet', async () => {
    const { run, out } = aDesk({ engine: await withJobs({ rows: [aRow('A\u001b[2Jna\nB')] }) });
    await run('rows', 'i1');

    expect(out()).toContain('A[2Jna B');
    expect(out()).not.toContain('\u001b');
  });
});

describe('malote report', () => {
  it('goes where it is told to, in the format of the ending', async () => {
    const engine = await withJobs();
    const { run, out, err } = aDesk({ engine });

    expect(await run('report', 'c1', '--out', 'r.XLSX', '--lang', 'en')).toBe(0);
    const path = `${process.cwd()}/r.XLSX`;
    expect(engine.inputOf('reports.write')).toEqual({ job: 'c1', format: 'xlsx', raw: false, path, language: 'en' });
    expect(out()).toBe(`Report written to ${path}\n`);
    expect(err()).toMatch(/^2 selected · .* opted out\n2 rows in the report\.\n$/);
  });

  it('goes to the data folder by itself', async () => {
    const engine = await withJobs();
    const { run, lastRecord } = aDesk({ engine });

    expect(await run('report', 'c1', '--json')).toBe(0);
    expect(engine.inputOf('reports.write')).toMatchObject({ format: 'csv', path: null });
    expect(lastRecord()).toMatchObject({ type: 'result', job: 'c1', path: '/data/reports/c1.csv', rows: 2 });
    expect(lastRecord()).toMatchObject({
      funnel: (await engine.client.reports.campaign({ campaignId: 1 })).figures.funnel,
    });
  });

  it('is a page, or each cell as it came, where that is asked for', async () => {
    const engine = await withJobs();
    const { run } = aDesk({ engine });

    expect(await run('report', 'c1', '--out', 'r.pdf')).toBe(0);
    expect(engine.inputOf('reports.write')).toMatchObject({ format: 'pdf', raw: false });
    expect(await run('report', 'c1', '--out', 'r.html')).toBe(0);
    expect(engine.inputOf('reports.write')).toMatchObject({ format: 'html' });
    expect(await run('report', 'i1', '--out', 'r.csv', '--raw')).toBe(0);
    expect(engine.inputOf('reports.write')).toMatchObject({ job: 'i1', format: 'csv', raw: true });
    // A page is of a campaign.
    expect(await run('report', 'i1', '--out', 'r.pdf')).toBe(2);
    expect(engine.callsOf('reports.write')).toBe(3);
  });

  it('--problems: only the rows to be corrected, of an import alone', async () => {
    const engine = await withJobs();
    const { run, err } = aDesk({ engine });

    expect(await run('report', 'i1', '--problems', '--out', 'p.csv')).toBe(0);
    const path = `${process.cwd()}/p.csv`;
    expect(engine.inputOf('reports.problems')).toEqual({ importId: 1, format: 'csv', path, language: 'pt-BR' });
    expect(err()).toContain('1 linha com problema. Corrija-a e importe este arquivo');
    expect(await run('report', 'c1', '--problems')).toBe(2);
    expect(err()).toContain('--problems');
  });
});
