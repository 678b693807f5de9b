import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { type Scenario, scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

describe('the settings', () => {
  it('change language and colours at once, and the engine keeps them', async () => {
    const screen = await aScreen(scenarios.nothingYet(), { place: '/ajustes' });
    const { page, engine } = screen;
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');

    await page.getByText('Escuro').click();
    await expect.poll(scheme).toBe('dark');
    await page.getByRole('combobox', { name: 'Idioma' }).selectOption('English');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();

    await expect.poll(() => engine.world.settings).toMatchObject({ language: 'en', theme: 'dark', welcomed: true });
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.evaluate(() => window.localStorage.length)).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await scheme()).toBe('dark');
    await expectCalm(screen);
  });

  it('follow what another window or the command line sets', async () => {
    const { page, engine } = await aScreen(scenarios.nothingYet());
    await page.getByText('Solte sua planilha aqui').waitFor();

    engine.world.settings = { ...engine.world.settings, language: 'es' };
    engine.tell({ type: 'settings' });

    await page.getByText('Suelta tu hoja de cálculo aquí').waitFor();
  });
});

describe('the keyboard', () => {
  it('shows its shortcuts with ?, and where the focus is without a mouse', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/revisar' });
    const { page } = screen;

    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Atalhos do teclado' });
    await dialog.waitFor();

    await expect
      .poll(() => dialog.getByRole('term').allTextContents())
      .toEqual([
        'Mostrar os atalhos',
        'Abrir uma planilha',
        'Buscar nas linhas',
        'Localizar e substituir',
        'Colar células copiadas de uma planilha',
        'Ir de um controle ao próximo',
        'Andar pelas linhas de uma tabela',
      ]);
    await expectCalm(screen);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+f');
    const focused = page.locator(':focus');
    await expect.poll(() => focused.getAttribute('aria-label')).toBe('Buscar nas linhas');
    await page.keyboard.press('Tab');
    await expect.poll(() => focused.textContent()).toBe('Localizar e substituir');
    expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid');
  });

  it('can skip the menu', async () => {
    const { page } = await aScreen(scenarios.nothingYet(), { place: '/ajustes' });
    await page.getByRole('button', { name: 'Ir para o conteúdo' }).focus();

    await page.keyboard.press('Enter');

    await expect.poll(() => page.locator(':focus').textContent()).toBe('Ajustes');
  });
});

/** Every screen of home, accounts, settings and import, in what it can be found. */
const places: readonly (readonly [Scenario, string])[] = [
  ['firstStart', '/'],
  ['nothingYet', '/'],
  ['busy', '/'],
  ['busy', '/contas'],
  ['nothingYet', '/contas/conectar'],
  ['nothingYet', '/ajustes'],
  ['nothingYet', '/importar/9'],
  ['staging', '/importar/1/planilha'],
  ['failed', '/importar/1/planilha'],
  ['unmapped', '/importar/1/colunas'],
  ['review', '/importar/1/colunas'],
  ['review', '/importar/1/revisar'],
  ['checking', '/importar/1/revisar'],
  ['million', '/importar/1/revisar'],
  ['review', '/importar/1/criar'],
  ['creating', '/importar/1/criar'],
  ['pausedCreation', '/importar/1/criar'],
  ['created', '/importar/1/criar'],
];
describe('in both themes and sizes', () => {
  it.each(places)('%s at %s keeps the rules of accessibility and the policy of the page', async (scenario, place) => {
    const screen = await aScreen(scenarios[scenario](), { place });
    await expectCalmInBothLooks(screen);
  });
});

describe('in every language', () => {
  it.each(['en', 'es'] as const)('the home screen speaks %s', async (language) => {
    const world = scenarios.busy();
    world.settings = { ...world.settings, language };
    const screen = await aScreen(world);

    await screen.page
      .getByText({ en: 'Drop your spreadsheet here', es: 'Suelta tu hoja de cálculo aquí' }[language])
      .waitFor();
    await expectCalm(screen);
  });
});
