import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, expectCalm } from '../../support/a-screen.ts';
import { aRoutine, aRun } from '../../support/fake-engine-habit.ts';
import { aCampaignSnapshot, addJob, anAccount, aWorld } from '../../support/fake-engine-world.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

/** Today as the browser of the tests has it. */
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Sao_Paulo', dateStyle: 'short' }).format(
  Date.now(),
);
const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

function aHabit() {
  const world = aWorld({ accounts: [anAccount()] });
  addJob(world, aCampaignSnapshot({ status: 'done' }));
  world.habit.routines = [aRoutine({ run: aRun({ id: 7, state: 'asking', campaignId: null, endedAt: null }) })];
  world.habit.days = [
    {
      day: today,
      sent: [{ campaignId: 1, name: 'Volta às aulas', accountId: 1, count: 1_234, firstAt: Date.now() }],
      planned: [],
    },
    {
      day: dayAfter(today, 1),
      sent: [],
      planned: [{ kind: 'routine', id: 1, name: 'Novidades', accountId: 1, at: Date.now() + 86_400_000, count: null }],
    },
  ];
  return world;
}

describe('the calendar', () => {
  it('is walked by the arrows, tells each day in words, and shows the one that has the focus at length', async () => {
    const screen = await aScreen(aHabit(), { place: '/calendario' });
    const { page } = screen;

    await page.getByRole('gridcell', { selected: true }).waitFor();
    await page.getByRole('gridcell', { selected: true, name: /1\.234 mensagens de 1 campanhas?/ }).waitFor();
    await expectCalm(screen);
    await page.getByRole('gridcell', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toMatch(/1 envio marcado/);
    await page.getByText(/^Rotina, às/).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Novidades', exact: true }).click();
    await page.getByRole('heading', { name: 'Rotinas', level: 1 }).waitFor();
  });
});

describe('routines', () => {
  it('wait for a word with the number of people, and are made of a campaign by the keyboard', async () => {
    const screen = await aScreen(aHabit(), { place: '/rotinas' });
    const { page } = screen;
    await page.getByRole('button', { name: 'Enviar para 812 contatos' }).click();
    await page.getByText('Enviando').first().waitFor();
    expect(screen.engine.world.habit.routines[0]?.run).toMatchObject({ id: 7, state: 'sending' });

    await page.getByRole('button', { name: 'Nova rotina' }).press('Enter');
    await page.getByLabel('Nome', { exact: true }).fill('Sextas');
    await page.getByLabel('Pasta', { exact: true }).fill('/dados/vendas');
    await page.getByRole('button', { name: 'seg.' }).press('Space');
    await expectCalm(screen);
    expect(await page.getByRole('button', { name: 'Salvar' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'sex.' }).press('Space');
    await page.getByLabel('Hora', { exact: true }).fill('8h30');
    await page.getByRole('button', { name: 'Salvar' }).press('Enter');
    await page.getByRole('heading', { name: 'Sextas' }).waitFor();
    expect(screen.engine.world.habit.routines[1]).toMatchObject({
      name: 'Sextas',
      schedule: { every: 'week', days: ['fri'], minute: 510, timeZone: 'America/Sao_Paulo' },
      source: { kind: 'folder', path: '/dados/vendas', pattern: '' },
      asks: true,
    });
    await expectCalm(screen);
  });

  it('go to a saved audience of the account', async () => {
    const world = aHabit();
    const root = {
      kind: 'source',
      source: { kind: 'campaign', campaignId: 1, outcome: 'got', cause: null, version: null },
    } as const;
    const saved = (id: number, name: string, accountId: number) => ({
      ...{ id, name, savedAt: 0 },
      definition: { accountId, serviceId: 's1', root },
    });
    world.audiences.saved = [saved(4, 'Clientes de Natal', 1), saved(5, 'De outra loja', 2)];
    const screen = await aScreen(world, { place: '/rotinas' });
    const { page } = screen;
    await page.getByRole('button', { name: 'Nova rotina' }).press('Enter');
    await page.getByLabel('Nome', { exact: true }).fill('Natal');
    await page.getByRole('radio', { name: /Um público salvo/ }).check();
    const choice = page.getByLabel('Público', { exact: true });
    expect(await choice.getByRole('option').allTextContents()).toEqual(['Clientes de Natal']);
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Salvar' }).press('Enter');
    await page.getByText('o público Clientes de Natal').waitFor();
    expect(screen.engine.world.habit.routines.at(-1)).toMatchObject({
      source: { kind: 'audience', audienceId: 4, name: 'Clientes de Natal' },
    });
  });
});
