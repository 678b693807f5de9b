import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { noExclusions } from '#shared/campaign/exclusions.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { launchBrowser } from '../support/browser.ts';
import { briskPace } from '../support/engine.ts';
import { type Keyboard, keyboardOf } from '../support/keyboard.ts';
import { type Practice, spawnPractice } from '../support/practice.ts';
import { breachesOf } from '../support/screens.ts';
import { connectAsWindow } from '../support/window-client.ts';
import { startWindowHost } from '../support/window-host.ts';

/** A folder for a picture of each screen, where somebody wants to look at them. */
const pictures = process.env['MALOTE_TEST_PICTURES'];

interface Person {
  readonly name: string;
  readonly number: string;
  readonly line: string;
}
const people = [
  ...['Ana', 'Bruno', 'Carla', 'Davi', 'Elis', 'Fábio', 'Gilda', 'Heitor', 'Inês', 'João', 'Kátia', 'Luís'],
  ...['Marta', 'Nilo', 'Olga', 'Paulo', 'Quésia', 'Rui', 'Sônia', 'Tadeu', 'Úrsula', 'Vera', 'Wagner', 'Zélia'],
].map((name, at): Person => {
  const digits = String(81_000_000 + at * 7_919);
  const city = name === 'João' ? '' : `Cidade ${at % 3}`;
  const phone = `(11) 9${digits.slice(0, 4)}-${digits.slice(4)}`;
  return { name, number: `55119${digits}`, line: `${name} Souza;${phone};${city};${at},5` };
});
const called = (...names: readonly string[]): readonly Person[] => people.filter(({ name }) => names.includes(name));

const contacted = called('Carla', 'Fábio', 'Inês');
const club = called('Ana', 'Úrsula', 'Vera');
const answering = called('Bruno', 'Elis', 'Gilda');
/** Those of this week get nothing, and João has no city. */
const recipients = people.length - contacted.length - 1;
/** Who answers, Ana's SAIR as well. */
const replies = answering.length + 1;

// Under this seed, who reads a message does so at once or not at all: what the account knows, its receipts soon tell.
const practiceSetup = {
  seed: 604,
  habits: { withoutWhatsapp: 0, landlines: 0, prompt: 1, read: 0.1, replies: 0, optOuts: 0 },
};

interface Story {
  readonly page: Page;
  readonly keys: Keyboard;
  readonly practice: Practice;
  readonly engine: EngineClient;
  readonly accountId: number;
  readonly home: string;
  /** What the page complained of: exceptions, errors and warnings of the console. */
  readonly troubles: readonly string[];
}

async function aStory(): Promise<Story> {
  const home = await mkdtemp(join(tmpdir(), 'malote-story-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const practice = await spawnPractice(practiceSetup);
  onTestFinished(practice.close);
  const host = await startWindowHost(home);
  onTestFinished(host.kill);
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  await page.goto(host.link);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const { engine, close } = await connectAsWindow({ url: host.link, cookie });
  onTestFinished(close);
  const { id: accountId } = await engine.accounts.connect({
    ...{ address: practice.address, token: practice.token, remember: true },
  });
  return { page, keys: keyboardOf(page), practice, engine, accountId, home, troubles };
}

/** An import whose contacts stand in the account. */
async function imported(story: Story, name: string, whom: readonly Person[]): Promise<number> {
  const { engine, accountId, home } = story;
  const path = join(home, `${name}.csv`);
  await writeFile(path, ['Nome;Celular;Cidade;Saldo', ...whom.map(({ line }) => line)].join('\n'));
  const { importId } = await engine.imports.stage({ path, fileName: `${name}.csv`, accountId });
  const phase = async () => (await engine.jobs.get({ job: `i${importId}` })).phase;
  await expect.poll(phase, { interval: 50 }).toBe('review');
  await engine.imports.create({ importId });
  await expect.poll(phase, { interval: 50 }).toBe('done');
  return importId;
}

async function sent(story: Story, name: string, whom: readonly Person[], startAt: number | null): Promise<number> {
  const importId = await imported(story, name, whom);
  const { campaignId } = await story.engine.campaigns.create({
    ...{ importId, name, content: plainText(`${name}: venha!`), exclusions: noExclusions },
    ...{ pace: { ...briskPace, startAt }, inDoubt: 'settle', openTicket: false },
  });
  return campaignId;
}

const ended = (story: Story, campaignId: number): Promise<void> =>
  expect
    .poll(async () => (await story.engine.jobs.get({ job: `c${campaignId}` })).status, { interval: 100 })
    .toBe('done');

/** What each of them got, in the order in which it came. */
const textsTo = ({ practice }: Story, whom: readonly Person[]): Promise<readonly (readonly string[])[]> =>
  Promise.all(whom.map(async ({ number }) => (await practice.messagesTo({ number })).map(({ text }) => text)));

/** Nothing that axe finds, in neither theme. */
async function looksWell({ page }: Story, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    expect.soft(await breachesOf(page), `${name}, ${colorScheme}`).toEqual([]);
    if (pictures !== undefined) {
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
}

/** The first names in the column of names of a table. */
async function namesIn(grid: Locator): Promise<readonly string[]> {
  const rows = await grid.getByRole('row').allInnerTexts();
  return rows.flatMap((row) => people.filter(({ name }) => row.includes(`${name} Souza`)).map(({ name }) => name));
}

const phone = ({ page }: Story): Locator => page.getByRole('region', { name: 'Como cada pessoa vê' });

/** What the phone shows for one of several people. */
async function shownTo(story: Story, position: number, person: Person | undefined): Promise<string> {
  await phone(story).getByText(`${position} de ${people.length}`).waitFor();
  await phone(story).getByText(`${person?.name} Souza`).waitFor();
  // Until what was changed last is shown, the phone says that it is busy.
  await phone(story).locator('.phone-chat[aria-busy=false]').waitFor();
  const said = await phone(story)
    .getByText(/Responda SAIR/)
    .textContent();
  return said ?? '';
}

/** Mensagem: variables, a variant, filters, two texts. Returns what the first two people are shown to get. */
async function compose(story: Story): Promise<readonly string[]> {
  const { page, keys } = story;
  await page.getByRole('heading', { name: 'O que você quer dizer?' }).waitFor();
  await keys.type(page.getByLabel('Nome da campanha'), 'Feira');
  const text = page.getByRole('textbox', { name: 'Mensagem', exact: true });
  await keys.press(text, 'Control+Home');
  await keys.press(page.getByRole('button', { name: 'Dizer de jeitos diferentes' }));
  await page.getByRole('textbox', { name: 'Jeito 1' }).waitFor();
  await keys.type(page.getByRole('textbox', { name: 'Jeito 1' }), 'Olá');
  await keys.type(page.getByRole('textbox', { name: 'Jeito 2' }), 'Oi');
  await page.keyboard.press('Enter');
  await expect.poll(() => text.inputValue()).toBe('{Olá|Oi}');
  await page.keyboard.type(', ');
  await keys.press(page.getByRole('button', { name: 'Inserir nome', exact: true }));
  await page.keyboard.type('! Seu saldo em {{Cidade}}: {{Saldo}}. Responda SAIR para não receber.');
  await expect.poll(() => text.inputValue()).toContain('{Olá|Oi}, {{nome}}! Seu saldo');
  await keys.choose(page.getByLabel('Como dizer nome'), 's');
  await keys.choose(page.getByLabel('Como dizer Saldo'), 'mo');
  await expect
    .poll(() => text.inputValue())
    .toBe(
      '{Olá|Oi}, {{nome|primeiro_nome}}! Seu saldo em {{Cidade}}: {{Saldo|moeda}}. Responda SAIR para não receber.',
    );
  await keys.press(page.getByRole('button', { name: 'Comparar com outro texto' }));
  await keys.type(
    page.getByRole('textbox', { name: 'Texto B' }),
    '{{Nome|primeiro_nome}}, a loja de {{Cidade}} espera por você. Responda SAIR para não receber.',
  );
  const first = await shownTo(story, 1, people[0]);
  await keys.press(phone(story).getByRole('button', { name: 'Próxima pessoa' }), 'ArrowRight');
  const second = await shownTo(story, 2, people[1]);
  await looksWell(story, '1-mensagem');
  return [first, second];
}

/** Público: who was written to this week stays out, and everybody who does is told with the reason. */
async function aim(story: Story): Promise<void> {
  const { page, keys } = story;
  await keys.press(page.getByRole('link', { name: 'Escolher o público' }));
  await keys.press(page.getByRole('checkbox', { name: 'Quem recebeu outra campanha há pouco tempo' }), 'Space');
  await page.getByRole('button', { name: /^Receberam há pouco\s*3$/ }).waitFor();
  const out = page.getByRole('grid', { name: 'Quem fica de fora e por quê' });
  await expect.poll(() => namesIn(out)).toEqual(['Carla', 'Fábio', 'Inês', 'João']);
  await looksWell(story, '2-publico');
  await keys.press(page.getByRole('button', { name: /^Falta um dado\s*1$/ }));
  await expect.poll(() => namesIn(out)).toEqual(['João']);
}

/** Ritmo: two a second, at any hour, and not yet. */
async function schedule(story: Story): Promise<void> {
  const { page, keys } = story;
  await keys.press(page.getByRole('link', { name: 'Escolher o ritmo' }));
  const paces = page.getByRole('group', { name: 'Ritmo' }).getByRole('radio');
  await keys.pick(page.getByRole('radio', { name: /Meu ritmo/ }), paces);
  await keys.type(page.getByLabel('Mensagens', { exact: true }), '120');
  await keys.press(page.getByRole('radio', { name: 'Só em certos horários' }), 'ArrowRight');
  await keys.press(page.getByRole('radio', { name: 'Agora' }), 'ArrowRight');
  await page.getByLabel('Dia', { exact: true }).waitFor();
  await looksWell(story, '3-ritmo');
}

/** Conferir: the send is held, and the key is still down when the monitor comes. Returns the campaign. */
async function confirm(story: Story): Promise<number> {
  const { page, keys } = story;
  await keys.press(page.getByRole('link', { name: 'Conferir e enviar' }));
  const hold = page.getByRole('button', { name: `Segure para enviar a ${recipients} pessoas` });
  await hold.waitFor();
  await looksWell(story, '4-conferir');
  await keys.go(hold);
  await page.keyboard.down('Space');
  await page.getByRole('heading', { name: 'Feira', exact: true }).waitFor();
  // As the system repeats a key that is held.
  await page.keyboard.down('Space');
  await page.keyboard.up('Space');
  await page.getByText(/A campanha está marcada para/).waitFor();
  await page.getByText('Marcada', { exact: true }).first().waitFor();
  await looksWell(story, '5-marcada');
  return Number(/campanha\/(\d+)/.exec(page.url())?.[1]);
}

/** Acompanhar: it starts at a word, Ana says no to it while it is under way, and three others answer. */
async function watch(story: Story, campaignId: number): Promise<void> {
  const { page, keys, practice, engine } = story;
  const ana = called('Ana');
  expect(await textsTo(story, ana)).toEqual([[]]);
  await keys.press(page.getByRole('button', { name: `Enviar agora: ${recipients} na fila` }));
  await expect.poll(() => textsTo(story, ana), { interval: 100 }).not.toContainEqual([]);
  for (const { number } of ana) await practice.write({ number, text: 'SAIR' });
  await page.getByRole('button', { name: /^Descadastrados\s*1/ }).waitFor();
  expect((await engine.jobs.get({ job: `c${campaignId}` })).status).toBe('running');
  await expect.poll(() => textsTo(story, answering), { interval: 100 }).not.toContainEqual([]);
  for (const { number } of answering) await practice.write({ number, text: 'Quero!' });
  await page.getByRole('button', { name: new RegExp(`^Responderam\\s*${replies}`) }).waitFor();
  await looksWell(story, '6-acompanhar');
  await ended(story, campaignId);
}

const stages = ['selected', 'sent', 'delivered', 'read', 'replied', 'optedOut'];

/** The numbers of the way from selected to replied, as the report shows them. */
async function figures({ page }: Story): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    stages.map((stage) => page.locator(`li[data-stage=${stage}] .funnel-count`).textContent()),
  );
  return Object.fromEntries(stages.map((stage, at) => [stage, Number(counts[at])]));
}

/** The same numbers as the account knows them, which saw what really happened. */
async function cameOfIt({ practice }: Story): Promise<Readonly<Record<string, number>>> {
  const ours = new Set((await practice.messagesTo()).filter(({ text }) => isFeira(text)).map(({ id }) => id));
  const { sent: all, replies: said } = await practice.outcomes();
  const messages = all.filter(({ id }) => ours.has(id));
  const replied = new Set(said.map(({ contactId }) => contactId));
  const isRead = ({ contactId, ack }: (typeof messages)[number]) => ack >= 3 || replied.has(contactId);
  return {
    selected: people.length,
    sent: messages.length,
    delivered: messages.filter((message) => message.ack >= 2 || isRead(message)).length,
    read: messages.filter(isRead).length,
    replied: messages.filter(({ contactId }) => replied.has(contactId)).length,
    optedOut: said.filter(({ text }) => text === 'SAIR').length,
  };
}
const isFeira = (text: string): boolean => text.includes('Responda SAIR');

/** Relatório: what failed is repeated, the numbers are the account's own, and each opens its people. */
async function learn(story: Story): Promise<void> {
  const { page, keys, practice } = story;
  await keys.press(page.getByRole('link', { name: 'Relatório' }));
  await page.getByRole('heading', { name: 'Do envio à resposta' }).waitFor();
  await expect.poll(() => figures(story)).toMatchObject({ selected: people.length, sent: recipients - 1 });
  await practice.setFaults([]);
  await keys.press(page.getByRole('button', { name: 'Repetir 1 falha' }));
  await page.getByText('1 envio voltou para a fila.').waitFor();
  await expect.poll(() => textsTo(story, called('Davi')), { interval: 100 }).not.toContainEqual([]);
  await looksWell(story, '7-relatorio');
  await expect
    .poll(async () => ({ report: await figures(story), account: await cameOfIt(story) }))
    .toSatisfy(
      ({ report, account }) =>
        JSON.stringify(report) === JSON.stringify(account) && account.delivered === recipients - 1,
    );
  const { read = 0, ...others } = await figures(story);
  expect(others).toEqual({
    ...{ selected: people.length, sent: recipients, delivered: recipients - 1, replied: replies, optedOut: 1 },
  });
  expect(read).toBeGreaterThan(replies);

  await keys.press(page.getByRole('button', { name: /^Responderam/ }));
  await page.getByRole('heading', { name: 'Pessoas: Responderam' }).waitFor();
  const rows = page.getByRole('grid', { name: 'Pessoas, uma a uma' });
  await expect.poll(() => namesIn(rows)).toEqual(['Ana', 'Bruno', 'Elis', 'Gilda']);
}

/** Públicos: those whom it reached and who did not answer are the next campaign's. */
async function followUp(story: Story): Promise<void> {
  const { page, keys } = story;
  const silent = recipients - 1 - replies;
  await keys.press(page.getByRole('link', { name: `Nova campanha para ${silent} que não responderam` }));
  await page.getByText(`de ${silent} neste público`).waitFor();
  await looksWell(story, '8-publicos');
  await keys.press(page.getByRole('button', { name: `Criar campanha com ${silent} pessoas` }));
  await keys.type(page.getByRole('textbox', { name: 'Mensagem', exact: true }), '{{Nome}}, ainda dá tempo.');
  await phone(story).getByText(`1 de ${silent}`).waitFor();
  await phone(story)
    .getByText(/, ainda dá tempo\./)
    .waitFor();
  await looksWell(story, '9-de-novo');
}

it('goes from a sheet to a campaign, its report and the next campaign, by keyboard alone', {
  timeout: 240_000,
}, async () => {
  const story = await aStory();
  const { page, keys, practice, engine } = story;
  const sheet = await imported(story, 'clientes', people);
  await ended(story, await sent(story, 'Aviso', contacted, null));
  const waiting = await sent(story, 'Clube', club, Date.now() + 3_600_000);
  await practice.setFaults([
    { kind: 'refusedNumber', numbers: called('Davi').map(({ number }) => number) },
    { kind: 'failsLater', routes: ['messages.create'], nth: [8], code: 131_026 },
  ]);

  await page.goto(new URL(`/#/importar/${sheet}/criar`, page.url()).href);
  await keys.press(page.getByRole('link', { name: 'Criar campanha com estes contatos' }));
  const shown = await compose(story);
  await aim(story);
  await schedule(story);
  const feira = await confirm(story);
  await watch(story, feira);

  // What waited writes to everybody but who said no meanwhile.
  const { pace } = await engine.campaigns.get({ campaignId: waiting });
  await engine.campaigns.setPace({ campaignId: waiting, pace: { ...pace, startAt: null } });
  await ended(story, waiting);
  const [toAna, ...toOthers] = await textsTo(story, club);
  expect(toAna).toHaveLength(1);
  expect(toOthers.map((texts) => texts.at(-1))).toEqual(['Clube: venha!', 'Clube: venha!']);

  await learn(story);
  await followUp(story);

  // What the preview showed is what left, nobody got it twice, and nobody who had said no got anything.
  expect((await textsTo(story, people.slice(0, 2))).map(([text]) => text)).toEqual(shown);
  const all = await textsTo(story, people);
  expect(all.map((texts) => texts.filter(isFeira).length).filter((count) => count > 1)).toEqual([]);
  expect((await practice.summary()).messages.afterOptOut).toBe(0);
  expect(story.troubles).toEqual([]);
});
