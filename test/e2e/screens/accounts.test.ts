import { afterAll, describe, expect, it } from 'vitest';
import type { Problem } from '#shared/problem.ts';
import { aScreen, asked, expectCalm } from '../../support/a-screen.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

const token = '0123456789abcdef0123456789abcdef01234567';

describe('connecting an account', () => {
  it('asks for what is missing, at the field that lacks it', async () => {
    const screen = await aScreen(scenarios.firstStart());
    const { page } = screen;
    await page.getByRole('link', { name: 'Conectar conta' }).click();
    const address = page.getByLabel('Endereço da conta');
    const secret = page.getByLabel('Token de acesso pessoal');

    await page.getByRole('button', { name: 'Conectar', exact: true }).click();
    await expectCalm(screen);
    await expect.poll(() => address.getAttribute('aria-invalid')).toBe('true');
    expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
    await address.fill('aurora.digisac.me');
    await page.getByRole('button', { name: 'Conectar', exact: true }).click();

    expect(await secret.evaluate((field) => field === document.activeElement)).toBe(true);
    await expect.poll(() => asked(screen, 'accounts.connect')).toEqual([]);
  });

  it('tells what was found, forgets the token in the page at once, and leads home', async () => {
    const screen = await aScreen(scenarios.firstStart(), { place: '/contas/conectar' });
    const { page } = screen;

    await page.getByLabel('Endereço da conta').fill('https://aurora.digisac.me/chats');
    await page.getByLabel('Token de acesso pessoal').fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Loja Aurora está conectada' }).waitFor();

    await expect
      .poll(() => asked(screen, 'accounts.connect'))
      .toEqual([{ address: 'https://aurora.digisac.me/chats', token, remember: true }]);
    await page.getByText('Encontramos 2 conexões.').waitFor();
    expect(await page.content()).not.toContain(token);
    await expect.poll(() => page.url()).not.toContain(token);
    await expectCalm(screen);
    await page.getByRole('link', { name: 'Ir para o início', exact: true }).click();
    await page.getByText('Solte sua planilha aqui').waitFor();
  });

  const refusals: readonly (readonly [Problem, string, string])[] = [
    [{ kind: 'addressInvalid' }, 'Endereço da conta', 'O endereço da conta não está certo.'],
    [
      { kind: 'serverAway', host: 'aurora.digisac.me' },
      'Endereço da conta',
      'Não foi possível falar com aurora.digisac.me.',
    ],
    [{ kind: 'notDigisac', host: 'example.com' }, 'Endereço da conta', 'mas não é de uma conta Digisac'],
    [{ kind: 'tokenRefused' }, 'Token de acesso pessoal', 'O Digisac não aceitou o token.'],
    [{ kind: 'permissionDenied', detail: 'role' }, 'Token de acesso pessoal', 'não tem permissão'],
  ];
  it.each(refusals)(
    'says $kind at the field that it is about, and keeps what was typed',
    async (problem, label, text) => {
      const world = scenarios.nothingYet();
      world.behaviour.set('accounts.connect', problem);
      const screen = await aScreen(world, { place: '/contas/conectar' });
      const { page } = screen;

      await page.getByLabel('Endereço da conta').fill('aurora.digisac.me');
      await page.getByLabel('Token de acesso pessoal').fill(token);
      await page.getByRole('button', { name: 'Conectar', exact: true }).click();
      await page.getByText(text).waitFor();

      const field = page.getByLabel(label);
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
      expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
      await expect.poll(() => page.getByLabel('Endereço da conta').inputValue()).toBe('aurora.digisac.me');
      await expect.poll(() => screen.engine.world.settings.welcomed).toBe(true);
      await expectCalm(screen);
    },
  );

  it('leads back to the import that needed it', async () => {
    const world = scenarios.review();
    world.accounts = [];
    const screen = await aScreen(world, { place: '/importar/1/revisar' });
    const { page } = screen;

    await page.getByText('Para verificar, diga com qual conta.').waitFor();
    await page.getByRole('link', { name: 'Conectar conta' }).click();
    await page.getByLabel('Endereço da conta').fill('aurora.digisac.me');
    await page.getByLabel('Token de acesso pessoal').fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Voltar para onde eu estava' }).click();

    await page.getByRole('heading', { name: 'Revise os números' }).waitFor();
  });
});

describe('the accounts', () => {
  it('show the health of each connection', async () => {
    const { page } = await aScreen(scenarios.busy(), { place: '/contas' });
    const account = page.getByRole('region', { name: 'Loja Aurora' });

    await expect
      .poll(() => account.getByRole('list', { name: 'Conexões' }).getByRole('listitem').allTextContents())
      .toEqual(['VendasConectada+55 11 98765-4321', 'Pós-vendaDesconectada+55 11 91234-5678']);
    await account.getByText('aurora.digisac.me · Conectada como Marina Prado (administrador)').waitFor();
  });

  it('are asked again on demand, and say in place what went wrong', async () => {
    const world = scenarios.disconnected();
    world.behaviour.set('accounts.probe', { kind: 'tokenRefused' });
    const screen = await aScreen(world, { place: '/contas' });
    const { page } = screen;

    await page.getByRole('button', { name: 'Verificar agora' }).click();

    await page.getByText('O Digisac não aceitou o token.').waitFor();
    await expectCalm(screen);
  });

  it('are forgotten after it was told what that means', async () => {
    const screen = await aScreen(scenarios.disconnected(), { place: '/contas' });
    const { page } = screen;

    await page.getByRole('button', { name: 'Desconectar' }).click();
    await page.getByText('O Malote esquece a conta e o token.').waitFor();
    await expectCalm(screen);
    await page.getByRole('dialog').getByRole('button', { name: 'Desconectar' }).click();

    await page.getByText('Nenhuma conta conectada').waitFor();
    await expect.poll(() => asked(screen, 'accounts.forget')).toEqual([{ accountId: 1 }]);
    await page.getByRole('button', { name: 'Usar a conta de demonstração' }).click();
    await page.getByRole('region', { name: 'Conta de demonstração' }).waitFor();
  });
});
