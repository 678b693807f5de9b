import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions, usualExclusions } from '#shared/campaign/exclusions.ts';
import { readPlan } from '#shared/plan/read.ts';
import { aDesk, type DeskOptions } from './desk.ts';
import { createFakeEngine, type FakeOptions } from './fake-engine.ts';

/** A folder with a plan and its sheet. */
function aFolder(plan: string): { readonly plan: string; readonly write: (name: string, text: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), 'malote-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'dados'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('dados/clientes.csv', 'Nome;WhatsApp\nAna;11987654321\nBia;11987654322\n');
  write('plano.yaml', plan);
  return { plan: join(folder, 'plano.yaml'), write };
}

const both = `import:
  file: dados/clientes.csv
  service: Vendas
  map: "WhatsApp=number"
  tag: natal
  default-area: 11
campaign:
  name: Natal
  text: Olá {{nome|cliente}}
  rate: 2/s
  daily: 500
  not-contacted-within: 7
  same-text-within: false
  block-lists: false
`;

function aPlanDesk(plan: string, fake: FakeOptions = {}, options: DeskOptions = {}) {
  const folder = aFolder(plan);
  const engine = createFakeEngine(fake);
  const desk = () => aDesk({ ...options, engine });
  return { ...desk(), ...folder, engine, desk };
}

describe('malote run', () => {
  it('imports and sends as the plan says, the sheet from the folder of the plan', async () => {
    const { run, plan, engine, out } = aPlanDesk(both);
    expect(await run('run', plan, '--yes')).toBe(0);

    expect(engine.inputOf('imports.stage')).toMatchObject({
      path: expect.stringMatching(/malote-plan-.*[\\/]dados[\\/]clientes\.csv$/),
      fileName: 'clientes.csv',
    });
    expect(engine.inputOf('imports.configure')).toMatchObject({
      mapping: [{ kind: 'name' }, { kind: 'number' }],
      options: { accountId: 1, serviceId: 's1', tags: ['natal'], defaultArea: '11' },
    });
    expect(engine.inputOf('campaigns.create')).toMatchObject({
      name: 'Natal',
      content: plainText('Olá {{nome|cliente}}'),
      exclusions: { ...noExclusions, contactedWithinDays: 7 },
      pace: { rate: { count: 2, windowMs: 1_000 }, dailyLimit: 500 },
      inDoubt: 'settle',
      openTicket: false,
      beginsEarly: false,
    });
    expect(out()).toMatch(/Total +2/);
  });

  it('is an import alone where the plan has no campaign', async () => {
    const { run, plan, engine } = aPlanDesk('import:\n  file: dados/clientes.csv\n');
    expect(await run('run', plan, '--yes')).toBe(0);
    expect(engine.imports).toMatchObject([{ status: 'done' }]);
    expect(engine.campaigns).toEqual([]);
  });

  it('leaves out what the window would leave out, and reads a long message from a file beside the plan', async () => {
    const desk = aPlanDesk('import:\n  file: dados/clientes.csv\ncampaign:\n  text-file: oi.txt\n');
    desk.write('oi.txt', '\uFEFFOlá!\r\nTudo bem?\r\n');
    await desk.run('run', desk.plan, '--yes');
    expect(desk.engine.inputOf('campaigns.create')).toMatchObject({
      content: plainText('Olá!\nTudo bem?'),
      exclusions: usualExclusions,
    });
  });

  it.each([
    [
      'a slip of the pen',
      both.replace('daily', 'dayly'),
      /não tem “dayly” \(linha 11, coluna 3\). Talvez seja “daily”/,
    ],
    ['a pace that is none', both.replace('2/s', 'fast'), /“fast” não serve para “rate” \(linha 10, coluna 9\)/],
    ['a tab', 'import:\n\tfile: a\n', /tabulação no começo da linha 2 \(coluna 1\)/],
  ])('with %s does nothing at all, and says where', async (_what, plan, sentence) => {
    const desk = aPlanDesk(plan);
    expect(await desk.run('run', desk.plan, '--yes')).toBe(2);
    expect(desk.err()).toMatch(sentence);
    expect(desk.told).toEqual([]);
  });

  it.each([
    ['a message that is broken', both.replace('Olá {{nome|cliente}}', 'Olá {{nome'), /incompleta/],
    ['a path of Windows in double quotes', 'import:\n  file: "C:\\dados"\n', /barra invertida .*linha 2, coluna 12/],
    [
      'a file that is not there',
      both.replace('  rate: 2/s', '  attach: nada.jpg'),
      /em “attach” .* não existe: .*nada\.jpg/,
    ],
  ])('names %s before the engine is asked anything', async (_what, plan, sentence) => {
    const desk = aPlanDesk(plan);
    expect(await desk.run('run', desk.plan, '--yes')).toBeGreaterThan(0);
    expect(desk.err()).toMatch(sentence);
    expect(desk.told).toEqual([]);
  });

  it('sends no letters that it could not read: a plan of Windows-1252 is refused, one of UTF-16 is read', async () => {
    const desk = aPlanDesk(both);
    writeFileSync(desk.plan, Buffer.from(both, 'latin1'));
    expect(await desk.run('run', desk.plan, '--yes')).toBe(2);
    expect(desk.err()).toMatch(/“plano\.yaml” não está salvo em UTF-8/);
    writeFileSync(desk.plan, Buffer.from(`\uFEFF${both}`, 'utf16le'));
    expect(await desk.run('run', desk.plan, '--yes')).toBe(0);
    expect(desk.engine.inputOf('campaigns.create')).toMatchObject({ content: plainText('Olá {{nome|cliente}}') });
  });

  it('asks the account nothing for a message that the sheet cannot fill, and leaves nothing behind', async () => {
    const { run, plan, engine } = aPlanDesk(both, { refuse: { 'campaigns.audience': { kind: 'templateEmpty' } } });
    expect(await run('run', plan, '--yes')).toBe(2);
    expect(engine.callsOf('imports.check')).toBe(0);
    expect(engine.imports).toEqual([]);
  });

  it('spells what it leaves out as the command line does', async () => {
    const spelled = both
      .replace('within: 7\n', 'within: 7d\n')
      .replace('same-text-within: false', 'no-same-text-check: true');
    const { run, plan, engine } = aPlanDesk(spelled.replace('block-lists: false', 'no-block-lists: true'));
    await run('run', plan, '--yes');
    expect(engine.inputOf('campaigns.create')).toMatchObject({
      exclusions: { ...noExclusions, contactedWithinDays: 7 },
    });
  });

  it('says it in the language of the command', async () => {
    const { run, plan, err } = aPlanDesk(both.replace('daily', 'dayly'));
    await run('run', plan, '--yes', '--lang', 'en');
    expect(err()).toMatch(/The plan has no “dayly” \(line 11, column 3\). Perhaps “daily” is meant/);
  });

  it('ends with 5 where the plan or its sheet is not there', async () => {
    const { run, plan, told } = aPlanDesk(both.replace('clientes.csv', 'nada.csv'));
    expect(await run('run', plan, '--yes')).toBe(5);
    expect(await run('run', `${plan}.nada`, '--yes')).toBe(5);
    expect(told).toEqual([]);
  });

  it('does all but what has an effect on a dry run, and goes on from there', async () => {
    const { desk, plan, engine } = aPlanDesk(both);
    expect(await desk().run('run', plan, '--dry-run')).toBe(0);
    expect(engine.callsOf('imports.create')).toBe(0);
    expect(engine.callsOf('campaigns.create')).toBe(0);
    expect(engine.callsOf('campaigns.audience')).toBe(1);

    expect(await desk().run('run', plan, '--yes')).toBe(0);
    expect(engine.imports).toHaveLength(1);
    expect(engine.campaigns).toHaveLength(1);
  });

  it('refuses a message that the sheet cannot fill before a single contact is created', async () => {
    const unknown = { kind: 'templateUnknownVariable', name: 'idade', names: 'nome' } as const;
    const { run, plan, engine } = aPlanDesk(both, { refuse: { 'campaigns.audience': unknown } });
    expect(await run('run', plan, '--yes')).toBe(2);
    expect(engine.callsOf('imports.create')).toBe(0);
  });

  it.each([['check'], ['create'], ['send']] as const)(
    'that was stopped in “%s” goes on with the same job',
    async (phase) => {
      const stopAt = { phase, problem: { kind: 'serverAway', host: 'loja' } as const };
      const fake: { stopAt?: FakeOptions['stopAt'] } & FakeOptions = { stopAt };
      const { desk, plan, engine } = aPlanDesk(both, fake);
      expect(await desk().run('run', plan, '--yes')).toBe(1);

      Object.assign(fake, { stopAt: undefined });
      const second = desk();
      expect(await second.run('run', plan, '--yes')).toBe(0);
      expect(engine.imports).toHaveLength(1);
      expect(engine.campaigns).toMatchObject([{ status: 'done' }]);
      expect(engine.callsOf('campaigns.create')).toBe(1);
    },
  );

  it('that is done is not done again, unless somebody says so', async () => {
    const { desk, plan, engine } = aPlanDesk(both);
    await desk().run('run', plan, '--yes');
    const second = desk();
    expect(await second.run('run', plan, '--yes')).toBe(2);
    expect(second.err()).toMatch(/já foi feito com esta mesma planilha: c1/);
    expect(engine.campaigns).toHaveLength(1);

    expect(await desk().run('run', plan, '--yes', '--again')).toBe(0);
    expect(engine.campaigns).toHaveLength(2);
  });

  it('is another plan where its sheet or its words changed', async () => {
    const { desk, plan, engine, write } = aPlanDesk(both);
    await desk().run('run', plan, '--yes');
    write('dados/clientes.csv', 'Nome;WhatsApp\nCaio;11987654323\n');
    expect(await desk().run('run', plan, '--yes')).toBe(0);
    write('plano.yaml', both.replace('Olá', 'Oi'));
    expect(await desk().run('run', plan, '--yes')).toBe(0);
    write('plano.yaml', `# só um comentário\n${both.replace('Olá', 'Oi')}`);
    expect(await desk().run('run', plan, '--yes')).toBe(2);
    expect(engine.campaigns).toHaveLength(3);
  });

  it('asks twice on a terminal: before the contacts, and before the messages', async () => {
    const yes = aPlanDesk(both, {}, { answers: ['s', 's'] });
    expect(await yes.run('run', yes.plan)).toBe(0);
    expect(yes.questions).toHaveLength(2);
    expect(yes.engine.campaigns).toHaveLength(1);

    const no = aPlanDesk(both, {}, { answers: ['s', 'n'] });
    expect(await no.run('run', no.plan)).toBe(0);
    expect(no.engine.imports).toMatchObject([{ status: 'done' }]);
    expect(no.engine.campaigns).toEqual([]);
  });

  it('needs --yes where nobody can be asked', async () => {
    const { run, plan, told } = aPlanDesk(both);
    expect(await run('run', plan)).toBe(2);
    expect(told).toEqual([]);
  });

  it('begins to send while contacts are still created, where the plan says so', async () => {
    const { run, plan, engine } = aPlanDesk(`${both}  begin-early: true\n`);
    expect(await run('run', plan, '--yes')).toBe(0);
    expect(engine.inputOf('campaigns.create')).toMatchObject({ beginsEarly: true });
  });

  it('tells programs each step, and one result last', async () => {
    const { run, plan, records } = aPlanDesk(both);
    await run('run', plan, '--yes', '--json');
    expect(records().at(-1)).toMatchObject({ type: 'result', job: 'c1', state: 'done' });
    expect(records().filter(({ type }) => type === 'result')).toHaveLength(1);
  });
});

describe('malote show --plan', () => {
  it('prints a plan that makes the same campaign', async () => {
    const { desk, plan, engine } = aPlanDesk(both);
    await desk().run('run', plan, '--yes');
    const { run, out } = desk();
    expect(await run('show', 'c1', '--plan')).toBe(0);
    const read = readPlan(out());
    expect(read).toMatchObject({
      ok: true,
      value: {
        import: { file: 'clientes.csv', account: 'Loja', service: 'Vendas', tag: ['natal'] },
        campaign: { name: 'Natal', text: 'Olá {{nome|cliente}}', rate: '2/s', daily: 500, 'not-contacted-within': 7 },
      },
    });
    expect(engine.campaigns).toHaveLength(1);
  });

  it('prints the import alone for an import', async () => {
    const { desk, plan } = aPlanDesk(both);
    await desk().run('run', plan, '--yes');
    const { run, out } = desk();
    await run('show', 'i1', '--plan');
    expect(readPlan(out())).toMatchObject({ ok: true, value: { import: { file: 'clientes.csv' } } });
    expect(out()).not.toContain('campaign:');
  });
});
