import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aScreen, expectCalm } from '../../support/a-screen.ts';
import type { FakeAudiences } from '../../support/fake-engine-audiences.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-audience-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const some: Partial<FakeAudiences> = {
  people: 1_240,
  sources: {
    imports: [{ importId: 1, name: 'clientes.csv', people: 900, createdAt: 1, isHere: true }],
    campaigns: [{ campaignId: 12, name: 'Natal', createdAt: 1, versions: 2, isHere: true, causes: [] }],
  },
  leftOut: [1, 2, 3].map((line) => ({
    ...{ rowNo: line, line, name: `Pessoa ${line}`, phone: '5511987654321' },
    problem: { kind: 'onBlockList', list: 'Procon', date: '2026-11-01' },
  })),
};

const asked = (screen: Screen, path: string) =>
  screen.engine.world.audiences.asked.filter((one) => one.path === path).map(({ input }) => input);

function aWorld(theme: 'light' | 'dark' = 'light') {
  const world = scenarios.created();
  world.settings = { ...world.settings, theme };
  world.tags = [{ id: 't1', label: 'VIP' }];
  Object.assign(world.audiences, some);
  return world;
}

describe('an audience', () => {
  it('is built by keyboard, counted as it grows, kept under a name, and becomes a campaign', async () => {
    const screen = await aScreen(aWorld(), { place: '/publicos' });
    const { page } = screen;

    await page.getByPlaceholder('Escolha a tag').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('podem receber').waitFor();
    await page.getByText('O número está na lista de bloqueio “Procon”').waitFor();
    await page.getByRole('button', { name: 'Mas não em…' }).press('Enter');
    await page.getByPlaceholder('Escolha a planilha').click();
    await page.getByRole('option', { name: 'clientes.csv (900 pessoas)' }).click();
    await expectCalm(screen);
    await page.getByLabel('Nome do público').fill('VIP novos');
    await page.getByRole('button', { name: 'Salvar público' }).click();
    await page.getByText('Público salvo.').waitFor();
    await page.getByRole('button', { name: 'Criar campanha com 1.237 pessoas' }).click();
    await page.waitForURL(/#\/campanha\/nova\/1\/mensagem$/);

    const root = {
      kind: 'all',
      of: [
        { kind: 'source', source: { kind: 'contacts', which: { by: 'tag', tagId: 't1', label: 'VIP' } } },
        { kind: 'not', of: { kind: 'source', source: { kind: 'import', importId: 1 } } },
      ],
    };
    expect(asked(screen, 'save')).toMatchObject([{ name: 'VIP novos', definition: { root } }]);
    expect(asked(screen, 'make')).toMatchObject([{ name: 'VIP novos', definition: { root } }]);
  });

  it('begins with who did not answer, where the address says so', async () => {
    const screen = await aScreen(aWorld('dark'), {
      ...{ place: '/publicos/campanha/12/semResposta', size: { width: 900, height: 600 } },
    });
    const { page } = screen;
    await expect.poll(() => page.getByRole('combobox', { name: 'O que houve' }).inputValue()).toBe('unanswered');
    await page.getByText('podem receber').waitFor();
    await expectCalm(screen);
    await page.reload();
    await page.getByText('podem receber').waitFor();
  });
});

describe('block lists', () => {
  it('are loaded from a file, and warn when they are old', async () => {
    const path = join(folder, 'nao-me-ligue.csv');
    await writeFile(path, '11987654321\n');
    const screen = await aScreen(aWorld(), { place: '/publicos/bloqueio' });
    const { page } = screen;
    await page.getByText('Nenhuma lista de bloqueio').waitFor();
    await page.getByRole('button', { name: 'Carregar lista' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher arquivo' }).click();
    await (await chooser).setFiles(path);
    await page.getByLabel('Vale por quantos dias').fill('30');
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Carregar', exact: true }).click();
    await page.getByText('2.000 números').waitFor();
    expect(asked(screen, 'load')).toMatchObject([{ name: 'nao-me-ligue', goodForDays: 30, areas: [] }]);

    screen.engine.world.audiences.blockLists = screen.engine.world.audiences.blockLists.map((list) => ({
      ...list,
      isExpired: true,
    }));
    await page.reload();
    await page.getByText('Esta lista passou da validade').waitFor();
    await expectCalm(screen);
  });
});
