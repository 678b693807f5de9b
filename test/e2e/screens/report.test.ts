import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, asked, expectCalm } from '../../support/a-screen.ts';
import {
  aCampaign,
  aSendingWorld,
  deliveriesOf,
  fakeCampaigns,
  reportOf,
} from '../../support/fake-engine-campaigns.ts';
import { aCampaignSnapshot, addJob, now } from '../../support/fake-engine-world.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

/** A campaign of two texts that is over: 600 people, of whom 360 have read it and some answered. */
async function aReportScreen(
  start: { readonly theme?: 'light' | 'dark'; readonly isEmpty?: boolean } = {},
): Promise<Screen> {
  const all = deliveriesOf(start.isEmpty ? {} : { read: 360, delivered: 150, accepted: 60, failed: 18, skipped: 12 });
  const deliveries = all.map((delivery, index) => ({ ...delivery, version: index % 2 }));
  const campaign = aCampaign({ deliveries, phase: 'done' });
  const world = aSendingWorld(campaign, { status: 'done', phase: 'done', finishedAt: now });
  world.settings = { ...world.settings, theme: start.theme ?? 'light' };
  world.reports.set(5, reportOf(campaign, { texts: ['Olá {{nome}}', 'Oi {{nome}}!'] }));
  const other = aCampaign({ id: 4, name: 'Dia das Crianças', deliveries: deliveriesOf({ read: 30, delivered: 70 }) });
  addJob(world, aCampaignSnapshot({ job: 'c4', campaignId: 4, name: 'Dia das Crianças', status: 'done' }));
  world.reports.set(4, reportOf(other));
  const people = { contacts: 600, optedOut: 0, withoutCityEvery: 0 };
  const screen = await aScreen(world, { campaigns: fakeCampaigns(people, [campaign, other]) });
  await screen.page.clock.setFixedTime(now);
  await screen.go('/campanha/5');
  await screen.page.getByRole('link', { name: 'Relatório' }).click();
  return screen;
}

const steps = ({ page }: Screen) => page.locator('.funnel-step');
const rows = ({ page }: Screen) => page.getByRole('grid', { name: 'Pessoas, uma a uma' });
const shown = (screen: Screen) => rows(screen).getAttribute('aria-rowcount');

describe('Relatório', () => {
  it('tells from who was selected to who answered, and opens the rows behind each number, with the keys alone', async () => {
    const screen = await aReportScreen();
    const { page } = screen;
    await expect
      .poll(() => steps(screen).allInnerTexts())
      .toEqual(
        [
          ['Selecionados', '600'],
          ['Enviados', '576', '96% dos selecionados'],
          ['Entregues', '510', '89% dos enviados'],
          ['Lidos', '360', '71% dos entregues'],
          ['Responderam', '30', '8,3% dos lidos'],
          ['Descadastrados', '6', '1% dos enviados'],
        ].map((parts) => expect.stringContaining(parts.join('\n'))),
      );
    await page
      .getByText('Ainda não dá para dizer qual é melhor')
      .or(page.getByText('A versão A teve mais respostas'))
      .waitFor();
    await expectCalm(screen);

    await steps(screen).nth(4).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Pessoas: Responderam' }).waitFor();
    await expect.poll(() => shown(screen)).toBe('31');

    await page.getByRole('button', { name: '180: Versão B · Lidos. Ver as pessoas' }).click();
    await expect.poll(() => shown(screen)).toBe('181');
    await page.getByRole('button', { name: 'Ver como tabela' }).click();
    await page.getByRole('button', { name: /: Enviados às 13 h\. Ver as pessoas$/ }).click();
    await page.getByRole('heading', { name: 'Pessoas: Enviados às 13 h' }).waitFor();
    await page.getByRole('button', { name: 'Mostrar todas' }).click();
    await expect.poll(() => shown(screen)).toBe('601');
  });

  it('compares with another campaign, by night as well, and leads on to what can be done', async () => {
    const screen = await aReportScreen({ theme: 'dark' });
    const { page } = screen;

    await page.getByPlaceholder('Escolha até três campanhas').click();
    await page.getByRole('option', { name: /^Dia das Crianças/ }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /^Entregues 89%\s*510 100%\s*100$/ }).waitFor();
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Repetir 12 falhas' }).click();

    await page.getByText('18 envios voltaram para a fila.').waitFor();
    expect(asked(screen, 'jobs.retry')).toEqual([{ job: 'c5' }]);
    const silent = page.getByRole('link', { name: 'Nova campanha para 540 que não responderam' });
    expect(await silent.getAttribute('href')).toBe('#/publicos/campanha/5/semResposta');
    const refused = page.getByRole('link', { name: 'Nova campanha para 6 que o WhatsApp recusou' });
    expect(await refused.getAttribute('href')).toBe('#/publicos/campanha/5/falhou/deliveryFailed');
    await page.getByRole('button', { name: 'Duplicar' }).click();
    await page.getByRole('dialog').getByLabel('Para quem').waitFor();
  });

  it('hands out each format, and says so where there is nothing to count yet', async () => {
    const screen = await aReportScreen();
    const { page } = screen;
    for (const item of ['Para apresentar (PDF)', 'CSV bruto, para importar de novo']) {
      await page.getByRole('button', { name: 'Exportar' }).click();
      const download = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      await download;
    }
    expect(asked(screen, 'reports.write')).toEqual([
      { job: 'c5', format: 'pdf', raw: false, path: null, language: 'pt-BR' },
      { job: 'c5', format: 'csv', raw: true, path: null, language: 'pt-BR' },
    ]);
    await page.getByText('Relatório pronto, com 600 pessoas.').waitFor();

    const empty = await aReportScreen({ isEmpty: true });
    await empty.page.getByText('Ainda não há o que contar').waitFor();
    await expectCalm(empty);
  });
});
