import { describe, expect, it } from 'vitest';
import type { Account } from '#shared/rpc/accounts.ts';
import { aDesk } from './desk.ts';
import { anAccount, aRow, createFakeEngine, type FakeOptions } from './fake-engine.ts';

const service = (id: string, name: string, more: Partial<Account['services'][number]> = {}) => ({
  id,
  name,
  type: 'whatsapp',
  connected: 'yes' as const,
  number: null,
  isWhatsapp: true,
  isOfficial: false,
  ...more,
});

describe('malote import', () => {
  it('stages, checks, tells the plan and creates, and ends with 0 where every row got its contact', async () => {
    const { run, engine, out, err } = aDesk();

    expect(await run('import', 'clientes.csv', '--yes')).toBe(0);

    expect(
      engine.calls.map(({ name }) => name).filter((name) => /stage|configure|check|plan|create/.test(name)),
    ).toEqual(['imports.stage', 'imports.configure', 'imports.check', 'imports.plan', 'imports.create']);
    expect(err()).toContain('Importação i1: clientes.csv');
    expect(err()).toMatch(/WhatsApp +number +98%/);
    expect(out()).toContain('2 contatos serão criados ou encontrados na conta Loja.');
    expect(out()).toMatch(/Pronto \(criado\) +2\nTotal +2\n/);
  });

  it('leaves corrections with the account, connection and options of the first import, and says what they are', async () => {
    const corrections = { importId: 3, fileName: 'clientes.csv', corrected: 12, rows: 40 };
    const { run, engine, err } = aDesk({ engine: createFakeEngine({ corrections }) });

    await run('import', 'problemas.csv', '--yes', '--tag', 'VIP');
    expect(engine.inputOf('imports.configure')).toMatchObject({ importId: 1 });
    expect(engine.inputOf('imports.configure')).toHaveProperty('options', { tags: ['VIP'] });
    expect(err()).toContain('Planilha de correções de clientes.csv: 12 de 40 linhas corrigidas.');
  });

  it('hands the file over by its whole path, with the wishes of the user', async () => {
    const { run, engine } = aDesk({
      engine: createFakeEngine({
        header: ['Quem', 'Zap', 'Cidade'],
        mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'skip' }],
      }),
    });

    await run(
      'import',
      'sheets/clientes.csv',
      '--yes',
      '--sheet',
      'Aba',
      '--encoding',
      'utf-8',
      '--delimiter',
      'tab',
      '--map',
      'cidade=field:Cidade',
      '--map',
      '#1=var:Quem',
      '--tag',
      'VIP',
      '--tag',
      'Natal',
      '--department',
      'comercial',
      '--default-area',
      '11',
      '--country',
      'pt',
      '--existing',
      'fill',
      '--service',
      'VENDAS',
    );

    expect(engine.inputOf('imports.stage')).toEqual({
      path: `${process.cwd()}/sheets/clientes.csv`,
      fileName: 'clientes.csv',
      accountId: 1,
      sheet: 'Aba',
      encoding: 'utf-8',
      delimiter: '\t',
    });
    expect(engine.inputOf('imports.configure')).toEqual({
      importId: 1,
      mapping: [{ kind: 'variable', name: 'Quem' }, { kind: 'number' }, { kind: 'field', name: 'Cidade' }],
      options: {
        accountId: 1,
        serviceId: 's1',
        departmentId: 'd1',
        tags: ['VIP', 'Natal'],
        existing: 'fill',
        defaultArea: '11',
        country: 'PT',
      },
    });
  });

  it('takes rules for contacts that exist, for all columns and for one, and says no to those that are none', async () => {
    const engine = () =>
      createFakeEngine({
        header: ['Quem', 'Zap', 'Cidade'],
        mapping: [{ kind: 'name' }, { kind: 'number' }, { kind: 'field', name: 'Cidade' }],
      });
    const rules = ['--existing', 'fill', '--blank', 'erase', '--tags-rule', 'replace'];
    const desk = aDesk({ engine: engine() });
    const columns = ['--column-existing', 'cidade=overwrite', '--column-existing', '#1=LEAVE'];
    expect(await desk.run('import', 'a.csv', '--yes', ...rules, ...columns)).toBe(0);
    expect(desk.engine.inputOf('imports.configure')).toMatchObject({
      mapping: [
        { kind: 'name', existing: 'leave' },
        { kind: 'number' },
        { kind: 'field', name: 'Cidade', existing: 'overwrite' },
      ],
      options: { existing: 'fill', blanks: 'erase', tagRule: 'replace' },
    });

    for (const wrong of [
      ['--blank', 'maybe'],
      ['--tags-rule', 'swap'],
      ['--column-existing', 'cidade=never'],
      ['--column-existing', 'nenhuma=fill'],
      // A number has no former value to collide with.
      ['--column-existing', 'zap=fill'],
    ]) {
      const other = aDesk({ engine: engine() });
      expect([wrong, await other.run('import', 'a.csv', '--yes', ...wrong)]).toEqual([wrong, 2]);
      expect(other.engine.callsOf('imports.create')).toBe(0);
    }
  });

  it('ends with the rows as the sum of what became of them', async () => {
    const rows = [
      aRow('Ana'),
      aRow('Bia', { problem: { kind: 'phoneTooShort' } }),
      aRow('Davi', { created: { state: 'failed', problem: { kind: 'contactRefused', detail: 'nome vazio' } } }),
    ];
    const { run, out } = aDesk({ engine: createFakeEngine({ rows }) });
    expect(await run('import', 'a.csv', '--yes')).toBe(3);
    expect(out()).toContain('Linhas 3 = criados 1 + atualizados 0 + sem mudança 0 + recusados 1 + fora 1');

    const json = aDesk({ engine: createFakeEngine({ rows }) });
    await json.run('import', 'a.csv', '--yes', '--json');
    expect(json.lastRecord()).toMatchObject({
      outcome: { created: 1, updated: 0, unchanged: 0, refused: 1, skipped: 1 },
    });
  });

  it('ends with 3 where rows got no contact, and tells the reasons', async () => {
    const engine = createFakeEngine({
      rows: [
        aRow('Ana'),
        aRow('Bia', { problem: { kind: 'phoneTooShort' } }),
        aRow('Caio', { created: { state: 'noWhatsapp', problem: { kind: 'noWhatsapp' } } }),
        aRow('Davi', { created: { state: 'failed', problem: { kind: 'contactRefused', detail: 'nome vazio' } } }),
      ],
    });
    const { run, out, lastRecord } = aDesk({ engine });

    expect(await run('import', 'a.csv', '--yes')).toBe(3);
    expect(out()).toMatch(/Total +4\n/);
    expect(out()).toContain('O número tem dígitos de menos');
    expect(out()).toContain('nome vazio');

    const json = aDesk({ engine });
    expect(await json.run('import', 'a.csv', '--yes', '--json')).toBe(3);
    expect(json.lastRecord()).toMatchObject({
      type: 'result',
      job: 'i2',
      state: 'done',
      counts: { ready: 1, invalid: 1, noWhatsapp: 1, failed: 1 },
    });
    expect(() => lastRecord()).toThrow();
  });

  it.each([
    ['duplicate', 'duplicateInFile'],
    ['optedOut', 'optedOut'],
  ] as const)('counts a row that is %s as done: nobody wanted anything else', async (state, kind) => {
    const problem = kind === 'duplicateInFile' ? { kind, line: 2 } : { kind };
    const engine = createFakeEngine({ rows: [aRow('Ana'), aRow('Ana', { created: { state, problem } })] });

    expect(await aDesk({ engine }).run('import', 'a.csv', '--yes')).toBe(0);
  });

  it('asks on a terminal before it creates, with the numbers on the screen', async () => {
    const yes = aDesk({ answers: ['s'] });
    expect(await yes.run('import', 'a.csv')).toBe(0);
    expect(yes.questions).toEqual(['Criar os contatos? (s/N) ']);
    expect(yes.out().indexOf('2 contatos')).toBeGreaterThan(0);
    expect(yes.engine.callsOf('imports.create')).toBe(1);

    for (const answer of ['n', '', 'talvez']) {
      const no = aDesk({ answers: [answer] });
      expect(await no.run('import', 'a.csv')).toBe(0);
      expect(no.engine.callsOf('imports.create')).toBe(0);
      expect(no.err()).toContain('Nada foi criado');
    }
  });

  it('does nothing where there is nobody to ask', async () => {
    const { run, told, err } = aDesk();

    expect(await run('import', 'a.csv')).toBe(2);
    expect(err()).toContain('--yes');
    expect(told).toEqual([]);
  });

  it('stops before the first effect with --dry-run, asking nobody', async () => {
    const { run, engine, out, lastRecord } = aDesk();

    expect(await run('import', 'a.csv', '--dry-run')).toBe(0);
    expect(engine.callsOf('imports.check')).toBe(1);
    expect(engine.callsOf('imports.create')).toBe(0);
    expect(out()).toContain('2 contatos serão criados');
    expect(() => lastRecord()).toThrow();

    const json = aDesk();
    await json.run('import', 'a.csv', '--dry-run', '--json');
    expect(json.records().find((record) => 'plan' in record)).toMatchObject({ plan: { contacts: 2, leftOut: 0 } });
    expect(json.lastRecord()).toEqual({ type: 'result', job: 'i1', state: 'waiting', counts: { checked: 2 } });
  });

  it('prints no guess with --quiet, but the result', async () => {
    const { run, err, out } = aDesk();
    await run('import', 'a.csv', '--yes', '--quiet');

    expect(err()).toBe('');
    expect(out()).toContain('Total');
  });

  it('takes a sheet whose columns are not understood out of the log again, and ends with 2', async () => {
    const noNumber = aDesk({ engine: createFakeEngine({ mapping: [{ kind: 'name' }, { kind: 'skip' }] }) });
    expect(await noNumber.run('import', 'a.csv', '--yes')).toBe(2);
    expect(noNumber.engine.imports).toEqual([]);

    const noColumn = aDesk();
    expect(await noColumn.run('import', 'a.csv', '--yes', '--map', 'Telefone=number')).toBe(2);
    expect(noColumn.err()).toContain('Nome, WhatsApp');
    expect(noColumn.engine.imports).toEqual([]);
  });

  it.each([
    [{ phase: 'stage', problem: { kind: 'fileUnclosedQuote', line: 900_001 } }, 5, '900.001'],
    [{ phase: 'check', problem: { kind: 'tokenRefused' } }, 4, 'token'],
    [{ phase: 'create', problem: { kind: 'permissionDenied', detail: 'contacts.create' } }, 4, 'contacts.create'],
    [{ phase: 'create', problem: { kind: 'serverAway', host: 'loja.digisac.me' } }, 1, 'loja.digisac.me'],
  ] as const satisfies readonly (readonly [FakeOptions['stopAt'], number, string])[])(
    'that comes to rest because of %j ends with %i',
    async (stopAt, code, words) => {
      const { run, err } = aDesk({ engine: createFakeEngine({ stopAt }) });

      expect(await run('import', 'a.csv', '--yes')).toBe(code);
      expect(err()).toContain(words);
    },
  );

  it('tells how to go on with what was paused', async () => {
    const stopAt = { phase: 'create', problem: { kind: 'tokenRefused' } } as const;
    const { run, err } = aDesk({ engine: createFakeEngine({ stopAt }) });
    await run('import', 'a.csv', '--yes');

    expect(err()).toContain('malote resume i1');
  });

  it('holds the machine awake while it works, and no longer', async () => {
    const { run, told } = aDesk();
    await run('import', 'a.csv', '--yes');

    expect(told.filter((word) => word.startsWith('awake')).at(0)).toBe('awake true');
    expect(told.filter((word) => word.startsWith('awake')).at(-1)).toBe('awake false');
  });
});

describe('the account of an import', () => {
  const chosen = async (
    accounts: readonly Account[],
    argv: readonly string[] = [],
    env: Record<string, string> = {},
  ) => {
    const desk = aDesk({ engine: createFakeEngine({ accounts }), env });
    const code = await desk.run('import', 'a.csv', '--yes', ...argv);
    const staged = desk.engine.inputOf('imports.stage');
    return {
      ...desk,
      code,
      accountId: staged && typeof staged === 'object' && 'accountId' in staged ? staged.accountId : null,
    };
  };
  const practice = anAccount({ id: 1, name: 'Demonstração', kind: 'practice' });
  const loja = anAccount({ id: 2, name: 'Loja' });
  const filial = anAccount({ id: 3, name: 'Filial', host: 'filial.digisac.example' });

  it('is the only one, or the only one that is no practice account', async () => {
    expect((await chosen([practice])).accountId).toBe(1);
    expect((await chosen([practice, loja])).accountId).toBe(2);
  });

  it('is named where there are several', async () => {
    const several = await chosen([loja, filial]);
    expect(several.code).toBe(2);
    expect(several.err()).toContain('Loja, Filial');

    expect((await chosen([loja, filial], ['--account', 'filial'])).accountId).toBe(3);
    expect((await chosen([loja, filial], ['--account', 'filial.digisac.example'])).accountId).toBe(3);
    const unknown = await chosen([loja, filial], ['--account', 'Matriz']);
    expect(unknown.code).toBe(2);
    expect(unknown.err()).toContain('“Matriz”');
  });

  it('comes from the environment, without being remembered', async () => {
    const { code, accountId, engine } = await chosen([], [], {
      MALOTE_URL: 'https://loja.digisac.me',
      MALOTE_TOKEN: 'secret',
    });

    expect(code).toBe(0);
    expect(accountId).toBe(9);
    expect(engine.inputOf('accounts.connect')).toEqual({
      address: 'https://loja.digisac.me',
      token: 'secret',
      remember: false,
    });
  });

  it('is needed, and both halves of it are', async () => {
    expect((await chosen([])).code).toBe(2);
    expect((await chosen([], [], { MALOTE_URL: 'https://loja.digisac.me' })).err()).toContain('token');
    expect((await chosen([], [], { MALOTE_TOKEN: 'secret' })).err()).toContain('endereço');
  });

  it('has one connection for WhatsApp, or is told which', async () => {
    const of = (...services: Account['services']) => anAccount({ services });
    const serviceId = async (account: Account, ...argv: readonly string[]) => {
      const { engine, code, err } = await chosen([account], argv);
      const configured = engine.imports[0]?.options.serviceId ?? null;
      return { code, serviceId: configured, err };
    };

    expect((await serviceId(of(service('a', 'Vendas'), service('b', 'E-mail', { isWhatsapp: false })))).serviceId).toBe(
      'a',
    );
    expect((await serviceId(of(service('a', 'Velho', { connected: 'no' }), service('b', 'Novo')))).serviceId).toBe('b');
    expect(
      (await serviceId(of(service('a', 'Vendas'), service('b', 'Suporte')), '--service', 'suporte')).serviceId,
    ).toBe('b');
    expect((await serviceId(of(service('a', 'Vendas'), service('b', 'Suporte')), '--service', 'a')).serviceId).toBe(
      'a',
    );

    const several = await serviceId(of(service('a', 'Vendas'), service('b', 'Suporte')));
    expect(several.code).toBe(2);
    expect(several.err()).toContain('Vendas, Suporte');
    expect((await serviceId(of())).code).toBe(2);
    expect((await serviceId(of(service('a', 'Vendas')), '--service', 'x')).err()).toContain('“x”');
  });

  it('has the department that is named', async () => {
    const { run, err, engine } = aDesk();

    expect(await run('import', 'a.csv', '--yes', '--department', 'Jurídico')).toBe(2);
    expect(err()).toContain('Comercial');
    expect(engine.callsOf('imports.stage')).toBe(0);
  });
});
