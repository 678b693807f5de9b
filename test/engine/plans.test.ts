import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRouter } from '#main/engine/router.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';
import { aDesk } from '../unit/hosts/cli/desk.ts';
import { createFakeEngine } from '../unit/hosts/cli/fake-engine.ts';

const timeZone = 'America/Sao_Paulo';
const sheet = 'Cliente;Telefone;Cidade;Valor\nAna;98765-4321;Santos;10\nBia;(21) 98765-4322;Niterói;20\n';

/** All that a plan may say of an import and of a message to it. */
const whole = `import:
  file: clientes.csv
  account: Conta de demonstração
  service: vendas
  delimiter: ";"
  map:
    - "Telefone=number"
    - "Cliente=name"
    - "Cidade=field:Cidade"
    - "#4=var:valor"
  column-existing: "Cidade=overwrite"
  tag: [natal, VIP]
  department: Comercial
  default-area: 11
  existing: fill
  blank: erase
  tags-rule: add
campaign:
  text:
    - text: "Olá {{nome}}, são {{valor}}."
      share: 3
    - text: "Oi {{nome}}!"
      share: 1
  attach: oferta.txt
  rate: [20/min, 300/h]
  jitter: 10%
  daily: 800
  window: 08:00-22:00
  days: mon-fri
  tz: America/Manaus
  in-doubt: hold
  open-ticket: true
  not-contacted-within: 7
  most-per-week: 2
  block-lists: false
`;

let folder: string;
let open: { practice: Practice; malote: TestEngine }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-followed-'));
  await writeFile(join(folder, 'clientes.csv'), sheet);
  await writeFile(join(folder, 'oferta.txt'), 'Metade do preço.');
});
afterEach(async () => {
  for (const { malote, practice } of open) {
    await malote.stop();
    await practice.close();
  }
  open = [];
  await rm(folder, { recursive: true, force: true });
});

async function start() {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock });
  const malote = await startEngine({ practice, time });
  open.push({ practice, malote });
  const client: EngineClient = createRouterClient(createRouter(malote.engine));
  const reaches = (importId: number, phase: string) =>
    malote.until(`i${importId} is in ${phase}`, () => malote.job(`i${importId}`).phase === phase);
  return {
    malote,
    client,
    practice,
    /** `malote run`, as it is typed. */
    async run(...args: string[]) {
      const desk = aDesk({ engine: { ...createFakeEngine(), client } });
      let code: number | null = null;
      const ended = desk.run('run', ...args, '--yes').then((exit) => {
        code = exit;
      });
      await malote.until('the command ends', () => code !== null);
      await ended;
      return { code, err: desk.err() };
    },
    /** What the window does with a plan and the sheet that was dropped for it, up to the review. */
    async follow(plan: string, sheetName = 'clientes.csv', fromFolder = true) {
      const path = join(folder, 'plano.yaml');
      await writeFile(path, plan);
      const from = fromFolder ? ({ kind: 'file', path } as const) : ({ kind: 'text', text: plan } as const);
      const opened = await client.plans.open({ fileName: basename(path), from, timeZone });
      const dropped = { path: join(folder, sheetName), fileName: sheetName };
      const staged = await client.plans.stage({ opened, ...dropped, accountId: malote.accountId });
      await malote.until('its sheet is read', () => malote.job(`i${staged.importId}`).status !== 'running');
      return { ...staged, opened };
    },
    /** What *Criar* and *Conferir* do then, where nobody changes anything. */
    async send(importId: number) {
      await client.imports.check({ importId });
      await malote.until('its numbers are checked', () => malote.job(`i${importId}`).status !== 'running');
      await client.imports.create({ importId });
      await reaches(importId, 'done');
      const planned = await client.plans.campaign({ importId, timeZone });
      if (planned === null || planned.seed === null) throw new Error('no campaign of the plan');
      const { wants, problem, name, seed, ...draft } = planned;
      const { campaignId } = await client.campaigns.create({ ...draft, importId, seed, name: name ?? 'Campanha' });
      await malote.until('it is sent', () => malote.job(`c${campaignId}`).status === 'done');
      return { campaignId, wants, problem };
    },
    /** All that was decided, by whoever decided it. */
    async decided(importId: number, campaignId: number) {
      const { mapping, options, findings } = await client.imports.get({ importId });
      const campaign = await client.campaigns.get({ campaignId });
      const { content, exclusions, pace, seed, inDoubt, openTicket, beginsEarly } = campaign;
      const said = { content, exclusions, pace, seed, inDoubt, openTicket, beginsEarly };
      return { mapping, options, dialect: findings?.dialect, ...said };
    },
    sent: async () => (await practice.messagesTo()).map(({ text }) => text).toSorted(),
  };
}

describe('a plan that the window follows', () => {
  it('ends as `malote run` ends with the same plan and sheet, to the last choice', async () => {
    const [window, line] = [await start(), await start()];
    const { importId, step } = await window.follow(whole);
    expect(step).toBe('review');
    const { campaignId, wants, problem } = await window.send(importId);
    expect({ wants, problem }).toEqual({ wants: { attach: null, textFile: null }, problem: null });

    expect(await line.run(join(folder, 'plano.yaml'))).toEqual({ code: 0, err: expect.anything() });
    const byHand = await window.decided(importId, campaignId);
    expect(await line.decided(1, 1)).toEqual(byHand);
    expect(byHand).toMatchObject({
      mapping: [
        { kind: 'name' },
        { kind: 'number' },
        { kind: 'field', name: 'Cidade', existing: 'overwrite' },
        { kind: 'variable', name: 'valor' },
      ],
      options: { tags: ['natal', 'VIP'], defaultArea: '11', existing: 'fill', blanks: 'erase' },
      content: { attachment: { name: 'oferta.txt' }, versions: [{ share: 3 }, { share: 1 }] },
      pace: { caps: [{ count: 300, windowMs: 3_600_000 }], dailyLimit: 800, timeZone: 'America/Manaus' },
      openTicket: true,
      inDoubt: 'hold',
    });
    expect(byHand.options.departmentId).not.toBeNull();
    expect(await window.sent()).toEqual(await line.sent());
  });

  it('sets up what can be set up, and tells the rest at the step where it belongs until it is seen', async () => {
    const { client, follow } = await start();
    const absent = whole
      .replace('service: vendas', 'service: Loja')
      .replace('department: Comercial', 'department: Estoque')
      .replace('Cidade=field:Cidade', 'Bairro=field:Bairro')
      .replace('Cidade=overwrite', 'Rua=fill')
      .replace('delimiter: ";"', 'encoding: klingon');
    const { importId, step } = await follow(absent);
    expect(step).toBe('sheet');
    const lacks = async () =>
      (await client.plans.get({ importId }))?.lacks.map((lack) => `${lack.step}: ${lack.problem.kind}`).toSorted();
    expect(await lacks()).toEqual([
      'columns: columnUnknown',
      'columns: columnUnknown',
      'create: departmentUnknown',
      'review: serviceUnknown',
      'sheet: encodingUnknown',
    ]);
    const { mapping, options, rows } = await client.imports.get({ importId });
    expect(rows).toBe(2);
    expect(mapping.map(({ kind }) => kind)).toEqual(['name', 'number', 'variable', 'variable']);
    expect(options).toMatchObject({ tags: ['natal', 'VIP'], defaultArea: '11', departmentId: null, serviceId: null });

    await client.plans.heed({ importId, step: 'columns' });
    expect(await lacks()).toEqual(['create: departmentUnknown', 'review: serviceUnknown', 'sheet: encodingUnknown']);
  });

  it('never goes to another account than the one that it names', async () => {
    const { client, malote, follow } = await start();
    const { importId } = await follow(whole.replace('Conta de demonstração', 'Loja Aurora'));
    const { options, missing } = await client.imports.get({ importId });
    expect(options.accountId).toBeNull();
    expect(missing).toEqual([{ kind: 'noAccount' }]);
    const lacks = async () => (await client.plans.get({ importId }))?.lacks.map(({ problem }) => problem.kind);
    expect(await lacks()).toEqual(['accountUnknown']);

    // Once the account is there, all that the plan says of it is taken up.
    malote.store.accounts.open({ kind: 'digisac', address: 'https://aurora.example', name: 'Loja Aurora', nowMs: 1 });
    await client.plans.retry({ importId });
    const { accountId } = (await client.imports.get({ importId })).options;
    expect((await client.accounts.list()).find(({ id }) => id === accountId)?.name).toBe('Loja Aurora');
    expect(await lacks()).not.toContain('accountUnknown');
  });

  it('is one with what the command line knows: what was sent by one is not sent again by the other', async () => {
    const { client, follow, send, run, sent } = await start();
    const { importId } = await follow(whole);
    await send(importId);
    await client.plans.letGo({ importId });
    const before = await sent();
    expect(await run(join(folder, 'plano.yaml'))).toEqual({ code: 2, err: expect.stringContaining('já foi feito') });
    expect(await sent()).toEqual(before);

    const again = await follow(whole);
    expect((await client.plans.get({ importId: again.importId }))?.lacks).toEqual([
      { step: 'review', problem: { kind: 'planUsed', job: 'c1' } },
    ]);
  });

  it('takes the sheet of this week under another name, and asks by name for the files that did not come along', async () => {
    const { client, follow } = await start();
    await writeFile(join(folder, 'semana.csv'), sheet.replaceAll('Ana', 'Caio'));
    const { importId, opened } = await follow(whole, 'semana.csv', false);
    expect(opened).toMatchObject({ sheet: null, folder: null, pace: { dailyLimit: 800 } });
    const planned = await client.plans.campaign({ importId, timeZone });
    expect(planned).toMatchObject({
      wants: { attach: 'oferta.txt', textFile: null },
      content: { kind: 'message', attachment: null },
    });
  });

  it('finds its sheet beside it, where it is known where it stands', async () => {
    const { follow } = await start();
    const { opened } = await follow(whole);
    expect(opened.sheet).toEqual({ path: join(folder, 'clientes.csv'), fileName: 'clientes.csv' });
  });

  it('is let go of without a change of the import, and goes with it', async () => {
    const { client, malote, follow } = await start();
    const first = await follow(whole);
    const before = await client.imports.get({ importId: first.importId });
    await client.plans.letGo({ importId: first.importId });
    expect(await client.plans.get({ importId: first.importId })).toBeNull();
    expect(await client.plans.campaign({ importId: first.importId, timeZone })).toBeNull();
    expect(await client.imports.get({ importId: first.importId })).toEqual(before);

    const { importId } = await follow(whole);
    await client.imports.discard({ importId });
    expect(malote.store.importPlans.find(importId)).toBeNull();
  });
});

describe('a plan file that is opened', () => {
  it.each([
    ['a slip of the pen', whole.replace('daily', 'dayly'), { kind: 'planKeyMistyped', nearest: 'daily', line: 27 }],
    ['a message that is broken', whole.replace('{{nome}}!', '{{nome'), { kind: 'templateBroken' }],
    ['letters that are not UTF-8', Buffer.from(whole, 'latin1'), { kind: 'planNotUtf8', file: 'plano.yaml' }],
    ['more than a plan can be', `# ${'a'.repeat(1_000_000)}\n`, { kind: 'planTooLarge', megabytes: 1 }],
  ])('with %s says so, and nothing begins', async (_what, plan, problem) => {
    const { client, malote } = await start();
    const path = join(folder, 'plano.yaml');
    await writeFile(path, plan);
    const from = { kind: 'file', path } as const;
    await expect(client.plans.open({ fileName: 'plano.yaml', from, timeZone })).rejects.toMatchObject({
      data: problem,
    });
    expect(malote.store.imports.list()).toEqual([]);
    expect((await readFile(path)).length).toBeGreaterThan(0);
  });
});
