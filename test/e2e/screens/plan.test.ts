import { afterAll, describe, expect, it } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import { defaultPace } from '#shared/pace/presets.ts';
import type { OpenedPlan, PlannedCampaign } from '#shared/rpc/plans.ts';
import { aScreen, asked, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { aComposingWorld, fakeCampaigns } from '../../support/fake-engine-campaigns.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { now } from '../../support/fake-engine-world.ts';
import { keyboardOf } from '../../support/keyboard.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

const pace = { ...defaultPace({ isPractice: false }), startAt: Date.parse('2026-12-01T09:00-03:00') };

const opened: OpenedPlan = {
  fileName: 'natal.yaml',
  plan: {
    import: { file: 'dados/clientes.csv', service: 'Vendas', map: ['Celular=number', 'Nome=name'], tag: 'natal' },
    campaign: { text: ['Olá {{nome|cliente}}, feliz Natal!', 'Oi {{nome}}!'], attach: 'oferta.png' },
  },
  pace,
  folder: null,
  sheet: null,
};

async function drop({ page }: Screen, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

describe('a plan file', () => {
  it('dropped on the window tells what it does, takes the sheet of this week, and shows what it could not find', async () => {
    const world = scenarios.busy();
    const problem = { kind: 'columnUnknown', column: 'Bairro', columns: 'Nome, Celular' } as const;
    world.habit.onStage.step = 'columns';
    world.habit.onStage.lacks = [{ step: 'columns', problem }];
    const screen = await aScreen(world, { place: '/ajustes' });
    const { page } = screen;
    const dialog = page.getByRole('dialog', { name: 'Plano natal.yaml' });

    world.habit.opened = { kind: 'planKeyMistyped', key: 'dayly', nearest: 'daily', line: 9, column: 3 };
    await drop(screen, 'natal.yaml', 'campaign:\n  dayly: 3\n');
    await dialog.getByText('O plano não tem “dayly” (linha 9, coluna 3). Talvez seja “daily”.').waitFor();

    world.habit.opened = opened;
    await drop(screen, 'natal.yaml', 'import:\n');
    await page.getByRole('button', { name: 'Cancelar' }).click();
    await dialog.waitFor({ state: 'detached' });
    const file = { name: 'natal.yaml', mimeType: 'text/yaml', buffer: Buffer.from('import:\n') };
    await page.locator('input[aria-label="Abrir uma planilha"]').setInputFiles(file);
    await dialog.getByText('Solte aqui a planilha clientes.csv').waitFor();
    await dialog.getByText('ter., 1 de dez. às 09:00').waitFor();
    await dialog.getByText('e mais 1 texto').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Escolher planilha');
    await expectCalmInBothLooks(screen);
    expect(asked(screen, 'plans.stage')).toEqual([]);

    await drop(screen, 'semana 48.csv', 'Nome;Celular\nAna;11987654321\n');
    await page.getByText('Segue o plano natal.yaml').waitFor();
    await page.getByText('A planilha não tem a coluna “Bairro”.').waitFor();
    expect(asked(screen, 'plans.stage')).toMatchObject([{ fileName: 'semana 48.csv', opened: { plan: opened.plan } }]);
    await expectCalm(screen);

    const keyboard = keyboardOf(page);
    await keyboard.press(page.getByRole('button', { name: 'Entendi' }));
    await page.getByText('A planilha não tem a coluna “Bairro”.').waitFor({ state: 'detached' });
    await keyboard.press(page.getByRole('button', { name: 'Deixar de seguir' }));
    await page.getByText('Segue o plano natal.yaml').waitFor({ state: 'detached' });

    // The next sheet is a sheet again.
    await drop(screen, 'clientes.csv', 'Nome;Celular\nAna;11987654321\n');
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    expect(asked(screen, 'plans.stage')).toHaveLength(1);
  });

  it('fills the composer, which asks for its file by name; a reload brings it back, and nothing leaves by itself', async () => {
    const world = aComposingWorld({ rows: 40 });
    const planned: PlannedCampaign = {
      name: 'Natal',
      content: plainText('Olá {{nome|cliente}}, feliz Natal!'),
      exclusions: { ...usualExclusions, mostPerWeek: 2 },
      pace: { ...pace, startAt: null },
      seed: 7,
      inDoubt: 'hold',
      openTicket: true,
      beginsEarly: false,
      wants: { attach: 'oferta.png', textFile: null },
      problem: null,
    };
    world.habit.planned = planned;
    world.habit.followed.set(1, { fileName: 'natal.yaml', lacks: [], hasCampaign: true });
    const people = { contacts: 40, optedOut: 0, withoutCityEvery: 17 };
    const screen = await aScreen(world, { campaigns: fakeCampaigns(people) });
    const { page } = screen;
    await page.clock.setFixedTime(now);
    await screen.go('/campanha/nova/1');
    await page.reload();

    await page.getByText('O plano envia junto o arquivo “oferta.png”').waitFor();
    expect(await page.getByRole('textbox', { name: 'Nome da campanha' }).inputValue()).toBe('Natal');
    await expectCalm(screen);
    await page.locator('input[aria-label="Escolher oferta.png"]').setInputFiles({
      name: 'oferta.png',
      mimeType: 'image/png',
      buffer: Buffer.from('png'),
    });
    await page.getByText('O plano envia junto o arquivo “oferta.png”').waitFor({ state: 'detached' });

    await screen.go('/campanha/nova/1/conferir');
    await page.getByText('Esta campanha abre um chamado para cada contato.').waitFor();
    expect(asked(screen, 'campaigns.create')).toEqual([]);
    await page.getByRole('button', { name: 'Não consegue segurar? Digite o número' }).click();
    await page.getByRole('textbox', { name: /digite/i }).fill('40');
    await page.getByRole('button', { name: /^Enviar/ }).click();
    await expect.poll(() => asked(screen, 'campaigns.create').length).toBe(1);
    const { wants: _wants, problem: _problem, content: _content, ...said } = planned;
    expect(asked(screen, 'campaigns.create')).toMatchObject([
      {
        ...said,
        content: { versions: [{ template: 'Olá {{nome|cliente}}, feliz Natal!' }], attachment: { name: 'oferta.png' } },
      },
    ]);
  });
});
