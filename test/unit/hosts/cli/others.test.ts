import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { anOptOut, aPerson } from '../../../support/fake-engine-privacy.ts';
import { aDesk } from './desk.ts';
import { anAccount, aRow, createFakeEngine } from './fake-engine.ts';

describe('malote accounts', () => {
  const practice = anAccount({ id: 2, name: 'Demonstração', kind: 'practice', host: '' });

  it('lists the accounts known, without asking them', async () => {
    const { run, out, engine } = aDesk({ engine: createFakeEngine({ accounts: [anAccount(), practice] }) });

    expect(await run('accounts')).toBe(0);
    expect(out()).toMatch(/Loja +loja\.digisac\.example +Marina +Vendas \(conectada\)/);
    expect(engine.callsOf('accounts.probe')).toBe(0);
  });

  it('says how to come by one', async () => {
    const { run, out } = aDesk({ engine: createFakeEngine({ accounts: [] }) });

    expect(await run('accounts')).toBe(0);
    expect(out()).toContain('malote login');
  });

  it('asks each one with --check, and ends as the gravest answer says', async () => {
    const engine = createFakeEngine({
      accounts: [anAccount(), practice],
      refuse: { 'accounts.probe': { kind: 'tokenRefused' } },
    });
    const { run, err, lastRecord } = aDesk({ engine });

    expect(await run('accounts', '--check', '--json')).toBe(4);
    expect(engine.callsOf('accounts.probe')).toBe(2);
    expect(err()).toContain('Loja: ');
    expect(lastRecord()).toMatchObject({ type: 'result', counts: { accounts: 2 } });
  });
});

describe('malote login', () => {
  it('reads the token from standard input, and keeps the account', async () => {
    const { run, engine, out, err } = aDesk({ input: ' the-token\n' });

    expect(await run('login', '--url', 'loja.digisac.me', '--token-stdin')).toBe(0);
    expect(engine.inputOf('accounts.connect')).toEqual({
      address: 'loja.digisac.me',
      token: 'the-token',
      remember: true,
    });
    expect(out()).toContain('Conectada');
    expect(out() + err()).not.toContain('the-token');
  });

  it('asks for it on a terminal', async () => {
    const { run, engine, questions } = aDesk({ answers: ['the-token'] });

    expect(await run('login', '--url', 'loja.digisac.me')).toBe(0);
    expect(questions).toEqual(['Token de acesso pessoal (não aparece na tela): ']);
    expect(engine.inputOf('accounts.connect')).toMatchObject({ token: 'the-token' });
  });

  it('needs a token, and a place to ask for it', async () => {
    expect(await aDesk({ input: '' }).run('login', '--url', 'x.me', '--token-stdin')).toBe(2);
    expect(await aDesk({ answers: [''] }).run('login', '--url', 'x.me')).toBe(2);

    const { run, err } = aDesk();
    expect(await run('login', '--url', 'x.me')).toBe(2);
    expect(err()).toContain('--token-stdin');
  });

  it('takes no token as an argument', async () => {
    const { run, err } = aDesk();

    expect(await run('login', '--url', 'x.me', '--token=the-token')).toBe(2);
    expect(err()).not.toContain('the-token');
  });

  it('ends with 4 where the token is refused', async () => {
    const engine = createFakeEngine({ refuse: { 'accounts.connect': { kind: 'tokenRefused' } } });

    expect(await aDesk({ engine, input: 'x' }).run('login', '--url', 'x.me', '--token-stdin')).toBe(4);
  });
});

describe('malote inspect', () => {
  const engineWith = () =>
    createFakeEngine({ accounts: [], rows: [aRow('Ana'), aRow('Bia', { problem: { kind: 'phoneTooShort' } })] });

  it('tells what a sheet holds, without any account, and leaves nothing behind', async () => {
    const { run, out, engine } = aDesk({ engine: engineWith() });

    expect(await run('inspect', 'a.csv', '--default-area', '11')).toBe(0);
    expect(out()).toMatch(/Codificação +windows-1252\n/);
    expect(out()).toMatch(/Separador +; \(confira\)/);
    expect(out()).toMatch(/WhatsApp +number +98%/);
    expect(out()).toMatch(/Ana +5511987654321/);
    expect(out()).toMatch(/Total +2\n/);
    expect(out()).toContain('dígitos de menos');
    expect(engine.inputOf('imports.stage')).toMatchObject({ accountId: null });
    expect(engine.inputOf('imports.configure')).toMatchObject({ options: { defaultArea: '11' } });
    expect(engine.imports).toEqual([]);
    expect(engine.callsOf('accounts.list')).toBe(0);
  });

  it('tells programs the same', async () => {
    const { run, records } = aDesk({ engine: engineWith() });
    await run('inspect', 'a.csv', '--json');

    expect(records().at(-1)).toMatchObject({
      type: 'result',
      job: null,
      state: 'done',
      counts: { normalised: 1, invalid: 1 },
      rows: 2,
      mapping: [
        { column: 'Nome', target: 'name' },
        { column: 'WhatsApp', target: 'number' },
      ],
      problems: [{ problem: { kind: 'phoneTooShort' }, count: 1 }],
    });
  });

  it('--plan: prints the import as a plan, and nothing else', async () => {
    const { run, out, engine } = aDesk({ engine: engineWith() });

    expect(await run('inspect', 'a.csv', '--plan', '--default-area', '11', '--map', 'nome=department')).toBe(0);
    expect(out()).toMatch(/^# yaml-language-server.*\nimport:\n {2}file: "a.csv"\n {2}encoding: "windows-1252"\n/);
    expect(out()).toContain('  map:\n    - "Nome=department"\n    - "WhatsApp=number"\n  default-area: "11"\n');
    expect(out().endsWith('tags-rule: "add"\n')).toBe(true);
    expect(engine.imports).toEqual([]);
  });

  it('tells the lines that did not come in order, a sentence for each kind', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => i + 2);
    const mended = { letters: { count: 1, lines: [7] }, quotes: { count: 31, lines } };
    const { run, err } = aDesk({ engine: createFakeEngine({ mended }) });
    await run('inspect', 'a.csv');
    expect(err()).toContain('Na linha 7, algumas letras');
    expect(err()).toContain(`Em 31 linhas, aspas foram abertas e não fechadas.`);
    expect(err()).toContain('20, 21 …');

    const { run: runForPrograms, records } = aDesk({ engine: createFakeEngine({ mended }) });
    await runForPrograms('inspect', 'a.csv', '--json');
    expect(records().at(-1)).toMatchObject({ mended });
  });

  it('tells a sheet without a column of numbers as it is', async () => {
    const engine = createFakeEngine({ mapping: [{ kind: 'name' }, { kind: 'skip' }] });
    const { run, out } = aDesk({ engine });

    expect(await run('inspect', 'a.csv')).toBe(0);
    expect(out()).toContain('skip');
    expect(engine.imports).toEqual([]);
  });

  it('leaves nothing behind where the sheet breaks off', async () => {
    const stopAt = { phase: 'stage', problem: { kind: 'fileUnclosedQuote', line: 7 } } as const;
    const { run, engine } = aDesk({ engine: createFakeEngine({ stopAt }) });

    expect(await run('inspect', 'a.csv')).toBe(5);
    expect(engine.imports).toEqual([]);
  });
});

describe('malote optout', () => {
  it('adds, lists and removes numbers, however they are written', async () => {
    const { run, engine, out, err } = aDesk();

    expect(await run('optout', 'add', '(11) 98765-4321')).toBe(0);
    expect(engine.optOuts).toMatchObject([{ phone: '5511987654321', accountId: 0 }]);
    expect(err()).toContain('Mensagens tiradas da fila: 2.');

    expect(await run('optout', 'list')).toBe(0);
    expect(out()).toContain('+55 11 98765-4321');

    expect(await run('optout', 'remove', '11987654321')).toBe(0);
    expect(engine.optOuts).toEqual([]);
    expect(await run('optout', 'remove', '11987654321')).toBe(0);
    expect(err()).toContain('não estava na lista');
  });

  it('takes every number of a sheet, and says which rows have none', async () => {
    const engine = createFakeEngine({
      rows: [
        aRow('Ana', { phone: '5511987654321' }),
        aRow('Bia', { phone: '5511912345678' }),
        aRow('Caio', { problem: { kind: 'phoneTooShort' } }),
      ],
      privacy: { unreadable: 1 },
    });
    const { run, out } = aDesk({ engine });

    expect(await run('optout', 'import', 'saidas.csv')).toBe(3);
    expect(engine.optOuts.map(({ phone }) => phone)).toEqual(['5511912345678', '5511987654321']);
    expect(out()).toContain('2 entraram na lista');
    expect(out()).toContain('1 linha sem um número');
    expect(engine.imports).toEqual([]);
  });

  it('lists what is of one account, or of all of them', async () => {
    const optOuts = [
      anOptOut({ phone: '5511900000001', accountId: 1 }),
      anOptOut({ phone: '5511900000002', accountId: 2 }),
      anOptOut({ phone: '5511900000003', accountId: 0 }),
    ];
    const desk = aDesk({
      engine: createFakeEngine({
        accounts: [anAccount(), anAccount({ id: 2, name: 'Clínica' })],
        privacy: { optOuts },
      }),
    });
    expect(await desk.run('optout', 'list')).toBe(0);
    expect(desk.out()).toContain('90000-0001');
    expect(desk.out()).toContain('90000-0002');

    const narrow = aDesk({
      engine: createFakeEngine({
        accounts: [anAccount(), anAccount({ id: 2, name: 'Clínica' })],
        privacy: { optOuts },
      }),
    });
    expect(await narrow.run('optout', 'list', '--account', 'Loja')).toBe(0);
    expect(narrow.out()).toContain('90000-0001');
    expect(narrow.out()).toContain('90000-0003');
    expect(narrow.out()).not.toContain('90000-0002');
  });

  it('writes the list out as a sheet, and as nothing else', async () => {
    const { run, out } = aDesk({ engine: createFakeEngine({ privacy: { optOuts: [anOptOut()] } }) });
    expect(await run('optout', 'export', '/tmp/lista.xlsx')).toBe(0);
    expect(out()).toContain('/tmp/lista.xlsx');
    expect(await run('optout', 'export', '/tmp/lista.pdf')).toBe(2);
  });

  it('needs a column of numbers', async () => {
    const engine = createFakeEngine({ mapping: [{ kind: 'name' }, { kind: 'skip' }] });

    expect(await aDesk({ engine }).run('optout', 'import', 'saidas.csv')).toBe(2);
    expect(engine.imports).toEqual([]);
  });
});

describe('malote demo', () => {
  const rows = [
    aRow('Ana'),
    aRow('Bia', { problem: { kind: 'phoneTooShort' } }),
    aRow('Caio', { created: { state: 'noWhatsapp', problem: { kind: 'noWhatsapp' } } }),
    aRow('Davi', { sent: { state: 'failed', problem: { kind: 'messageRefused', detail: '' } } }),
    aRow('Eva', { sent: { state: 'read' } }),
  ];

  it('does the whole job on the practice account by itself, and ends with a table of all rows and a report', async () => {
    const { run, engine, out, questions } = aDesk({ engine: createFakeEngine({ accounts: [], rows }) });

    expect(await run('demo')).toBe(3);

    expect(engine.callsOf('accounts.practice')).toBe(1);
    expect(engine.inputOf('imports.stage')).toMatchObject({ path: '/samples/clientes-baguncada.csv' });
    expect(engine.inputOf('imports.configure')).toMatchObject({ options: { defaultArea: '11', existing: 'fill' } });
    expect(out()).toMatch(/Total +5\nRelatório gravado em \/data\/reports\/c1\.csv\n$/);
    for (const label of ['Lido', 'Aceito', 'Falhou', 'Inválido', 'Sem WhatsApp'])
      expect(out()).toMatch(new RegExp(`${label} +1\\n`));
    expect(questions).toEqual([]);
  });

  it('tells programs outcomes that add up to the rows of the sheet', async () => {
    const { run, lastRecord } = aDesk({ engine: createFakeEngine({ accounts: [], rows }) });
    await run('demo', '--json');

    const { sheet } = lastRecord();
    expect(lastRecord()).toMatchObject({ type: 'result', job: 'c1', state: 'done' });
    expect(sheet).toMatchObject({ job: 'i1', rows: 5 });
    const outcomes =
      sheet && typeof sheet === 'object' && 'outcomes' in sheet && Array.isArray(sheet.outcomes) ? sheet.outcomes : [];
    expect(outcomes.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(5);
  });

  it('goes at the pace that is asked for, and at a brisk one otherwise', async () => {
    const { run, engine, err } = aDesk({ engine: createFakeEngine({ accounts: [], rows }) });
    await run('demo', '--rate', '100/s');
    expect(engine.inputOf('campaigns.create')).toMatchObject({ pace: { rate: { count: 100, windowMs: 1_000 } } });
    await run('demo');
    expect(engine.inputOf('campaigns.create')).toMatchObject({ pace: { rate: { count: 1_200, windowMs: 60_000 } } });

    expect(await run('demo', '--rate', 'fast')).toBe(2);
    expect(err()).toContain('“fast”');
  });

  it('can be run again', async () => {
    const engine = createFakeEngine({ rows });

    expect(await aDesk({ engine }).run('demo')).toBe(3);
    expect(await aDesk({ engine }).run('demo')).toBe(3);
  });

  it('takes a folder of its own where another Malote has the data', async () => {
    const { run, told, err } = aDesk({ refuses: { '': { kind: 'dataFolderHeld' } } });

    expect(await run('demo')).toBe(0);
    expect(told.filter((word) => word.startsWith('open'))).toEqual(['open own', 'open own /data/demo']);
    expect(err()).toContain('Outro Malote está usando a pasta de dados');
  });

  it('tells what stopped it half way', async () => {
    const stopAt = { phase: 'send', problem: { kind: 'serviceDisconnected', service: 'Vendas' } } as const;
    const { run, err } = aDesk({ engine: createFakeEngine({ stopAt }) });

    expect(await run('demo')).toBe(1);
    expect(err()).toContain('“Vendas”');
    expect(err()).toContain('malote resume c1');
  });
});

describe('malote practice, serve and doctor', () => {
  it('practice tells where the account is until it is told to stop', async () => {
    const { run, out, told, stop } = aDesk();

    const ended = run(
      'practice',
      '--port',
      '8080',
      '--seed',
      '7',
      '--dialect',
      'old',
      '--fault',
      'slow',
      '--fault',
      '429',
    );
    while (!out().includes('MALOTE_URL')) await turn();
    stop('SIGINT');

    expect(await ended).toBe(130);
    expect(out()).toContain('MALOTE_URL=http://127.0.0.1:9 MALOTE_TOKEN=practice-token');
    expect(told).toEqual([
      'practise {"port":8080,"seed":7,"dialect":["old"],"faults":["slow","429"],"official":false}',
      'practice closed',
    ]);
  });

  it('serve hands over to the browser host, which hears signals itself', async () => {
    const { run, told, stop } = aDesk();

    expect(await run('serve', '--port', '8080')).toBe(130);
    stop('SIGINT');
    expect(told).toEqual(['serve 8080']);
  });

  it('doctor tells versions, places and checks, and ends with 1 where something is wrong', async () => {
    const well = aDesk();
    expect(await well.run('doctor')).toBe(0);
    expect(well.out()).toMatch(/Malote +1\.2\.3\n/);
    expect(well.out()).toMatch(/Banco de dados +Tudo certo/);

    const ill = aDesk({ engine: createFakeEngine({ refuse: { doctor: { kind: 'databaseDamaged', path: '/d' } } }) });
    expect(await ill.run('doctor')).toBe(1);
  });

  describe('restore begins anew', () => {
    const daily = {
      name: 'daily-20261126T120000Z.sqlite',
      kind: 'daily',
      takenAt: Date.UTC(2026, 10, 26, 12),
      bytes: 2_000_000,
    } as const;
    const older = { ...daily, name: 'daily-20261125T120000Z.sqlite', takenAt: Date.UTC(2026, 10, 25, 12) };
    const other = { ...daily, name: 'before-schema-20261127T090000Z.sqlite', kind: 'before-schema' } as const;
    const copies = [other, daily, older];

    it('from one of those that doctor names, also while the database cannot be opened', async () => {
      const desk = aDesk({ copies, refuses: { '': { kind: 'databaseDamaged', path: '/d' } } });
      expect(await desk.run('doctor')).toBe(1);
      for (const { name } of copies) expect(desk.out()).toContain(name);
      expect(desk.err()).toMatch(/malote restore/);
    });

    it('from the newest daily copy, when a person has said yes', async () => {
      const desk = aDesk({ copies, answers: ['s'] });
      expect(await desk.run('restore', '--latest')).toBe(0);
      expect(desk.questions[0]).toMatch(/Recomeçar da cópia de 26\/11\/2026.*conferido na conta/);
      expect(desk.told).toEqual([`restore ${daily.name}`]);
      expect(desk.err()).toContain('Os dados de antes estão em /data/malote-aside.sqlite');
    });

    it('from nothing that was not confirmed', async () => {
      const desk = aDesk({ copies, answers: ['n'] });
      expect(await desk.run('restore', '--empty')).toBe(0);
      expect(desk.told).toEqual([]);
    });

    it('from the copy that is named, or with empty data', async () => {
      const named = aDesk({ copies });
      expect(await named.run('restore', older.name, '--yes')).toBe(0);
      expect(named.told).toEqual([`restore ${older.name}`]);
      const empty = aDesk({ copies });
      expect(await empty.run('restore', '--empty', '--yes')).toBe(0);
      expect(empty.told).toEqual(['restore empty']);
    });

    it('says what is missing', async () => {
      const desk = aDesk();
      expect(await desk.run('restore', '--latest', '--yes')).toBe(1);
      expect(desk.err()).toContain('não há nenhuma cópia');
      expect(await aDesk({ copies }).run('restore', 'daily-2.sqlite', '--yes')).toBe(2);
      expect(await aDesk({ copies }).run('restore')).toBe(2);
      expect(await aDesk({ copies }).run('restore', '--latest', '--empty')).toBe(2);
    });
  });
});

describe('malote person', () => {
  const ana = aPerson({ contacts: [{ accountName: 'Loja', name: 'Ana', number: '5511987654321', seenAt: 1 }] });
  const knowing = () => createFakeEngine({ privacy: { people: new Map([[ana.phone, ana]]) } });

  it('says how much is known of a number, and writes the page that is handed over', async () => {
    const { run, out } = aDesk({ engine: knowing() });
    expect(await run('person', '(11) 98765-4321', '--out', '/tmp/ana.html')).toBe(0);
    expect(out()).toContain('Contatos: 1');
    expect(out()).toContain('/tmp/ana.html');
    expect(await run('person', '(11) 98765-4321', '--out', '/tmp/ana.pdf')).toBe(2);
    expect(await run('person', 'ninguém')).toBe(2);
  });

  it('is erased when the number is typed a second time, and only then', async () => {
    const other = aDesk({ engine: knowing(), answers: ['11 98765-0000'] });
    expect(await other.run('erase', '11987654321')).toBe(0);
    expect(other.err()).toContain('Nada foi apagado');
    expect(other.engine.privacy.erasures).toEqual([]);

    const same = aDesk({ engine: knowing(), answers: ['(11) 98765-4321'] });
    expect(await same.run('erase', '11987654321')).toBe(0);
    expect(same.out()).toContain('Recibo A1B2C3D4E5');
    expect(same.engine.privacy.erasures).toHaveLength(1);
  });

  it('is not erased where nobody can be asked, but for --yes', async () => {
    const { run, engine } = aDesk({ engine: knowing() });
    expect(await run('erase', '11987654321')).toBe(2);
    expect(engine.privacy.erasures).toEqual([]);
    expect(await run('erase', '11987654321', '--yes')).toBe(0);
    expect(engine.privacy.erasures).toHaveLength(1);
  });
});

describe('malote retention', () => {
  it('tells the period and what it removed, and sets it', async () => {
    const retention = {
      months: 24,
      journal: [{ doneAt: 1, what: 'import', subject: 'i3', count: 812 }],
      due: 2,
    } as const;
    const { run, out, err, engine } = aDesk({
      engine: createFakeEngine({ privacy: { retention: { ...retention, journal: [...retention.journal] } } }),
    });
    expect(await run('retention', '--months', '24', '--now')).toBe(0);
    expect(engine.inputOf('settings.set')).toEqual({ retentionMonths: 24 });
    expect(err()).toContain('24 meses');
    expect(out()).toContain('planilha i3: 812');
    expect(await run('retention', '--months', '0')).toBe(2);
    expect(await run('retention', '--months', 'off')).toBe(0);
    expect(engine.inputOf('settings.set')).toEqual({ retentionMonths: null });
  });
});
