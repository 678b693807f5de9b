import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, asked, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

describe('signing in with e-mail and password', () => {
  it('asks for both, says a refusal at the password, and leaves nothing of it in the page', async () => {
    const world = scenarios.nothingYet();
    world.behaviour.set('accounts.signIn', { kind: 'loginRefused' });
    const screen = await aScreen(world, { place: '/contas/conectar' });
    const { page } = screen;

    await page.getByText('Com e-mail e senha').click();
    await page.getByLabel('Endereço da conta').fill('aurora.digisac.me');
    await page.getByRole('button', { name: 'Conectar', exact: true }).click();
    const email = page.getByRole('textbox', { name: 'E-mail' });
    expect(await email.evaluate((field) => field === document.activeElement)).toBe(true);
    await email.fill('marina@example.com');
    const password = page.getByLabel('Senha', { exact: true });
    await password.fill('segredo');
    await page.keyboard.press('Enter');
    await expect.poll(() => password.getAttribute('aria-invalid')).toBe('true');
    await expectCalmInBothLooks(screen);

    world.behaviour.delete('accounts.signIn');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Loja Aurora está conectada' }).waitFor();
    expect(asked(screen, 'accounts.signIn').at(-1)).toMatchObject({ email: 'marina@example.com', password: 'segredo' });
    expect(await page.content()).not.toContain('segredo');
  });
});

describe('the page of an account', () => {
  it('is calm in each of its parts', async () => {
    const world = scenarios.busy();
    world.desk.webhooks = [
      { id: 'w1', name: 'Avisos', url: 'https://avisos.example.com/x', events: ['message.created'], isActive: true },
    ];
    world.desk.refused = [{ permission: 'connections', detail: 'not allowed', refusedAt: Date.now() }];
    const screen = await aScreen(world, { place: '/contas/1' });
    const { page } = screen;
    await page.getByRole('listitem', { name: 'Vendas' }).waitFor();
    // What is not allowed is greyed, and says why.
    const restart = page.getByRole('listitem', { name: 'Vendas' }).getByRole('button', { name: 'Reiniciar' });
    expect(await restart.isDisabled()).toBe(true);
    for (const [tab, text] of [
      ['Agora', 'Quem está atendendo'],
      ['Estatísticas', 'Dia a dia'],
      ['Integrações', 'Catálogo'],
      ['Webhooks', 'https://avisos.example.com/x'],
      ['Acesso e permissões', 'Ligar e reiniciar conexões'],
    ] as const) {
      await expectCalm(screen);
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page.getByText(text).first().waitFor();
    }
    await expectCalmInBothLooks(screen);
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await page.getByText('Até agora o Digisac não recusou nada.').waitFor();
  });

  it('restarts a connection after a question, and follows it until it is back', async () => {
    const screen = await aScreen(scenarios.busy(), { place: '/contas/1' });
    const { page } = screen;
    const line = page.getByRole('listitem', { name: 'Vendas' });
    await line.getByRole('button', { name: 'Reiniciar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reiniciar' }).click();
    await line.getByText('Reiniciada e conectada.').waitFor();
    expect(screen.engine.world.desk.turned).toEqual([{ serviceId: 'service-1', turn: 'restart' }]);
  });

  it('makes a webhook and removes it, with a question in between', async () => {
    const screen = await aScreen(scenarios.busy(), { place: '/contas/1/webhooks' });
    const { page } = screen;
    await page.getByRole('button', { name: 'Criar webhook' }).click();
    await page.getByRole('button', { name: 'Criar', exact: true }).click();
    await page.getByText('Escreva o endereço inteiro').waitFor();
    await page.getByLabel('Nome').fill('Avisos');
    await page.getByLabel('Endereço').fill('https://avisos.example.com/x');
    await expectCalm(screen);
    await page.keyboard.press('Enter');
    const line = page.getByRole('listitem', { name: 'Avisos' });
    await line.getByRole('button', { name: 'Testar' }).click();
    await line.getByText('O endereço respondeu bem (200).').waitFor();
    await line.getByRole('button', { name: 'Excluir' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Excluir' }).click();
    await page.getByText('Nenhum webhook').waitFor();
  });

  it('has a colour, which stands where something is about to leave from it', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/contas/1' });
    const { page } = screen;
    await page.getByRole('button', { name: 'Cor da conta' }).click();
    await page.getByRole('menuitem', { name: 'Rosa' }).click();
    await expect.poll(() => asked(screen, 'accounts.setColor')).toEqual([{ accountId: 1, color: 'pink' }]);
    await page.evaluate(() => {
      window.location.hash = '#/importar/1/criar';
    });
    const from = page.getByText('Sai desta conta:').locator('..');
    await from.waitFor();
    expect(await from.getAttribute('data-color')).toBe('pink');
  });
});
