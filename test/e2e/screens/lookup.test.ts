import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { aContactView, aTicketView } from '../../support/fake-engine-lookup.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

function aWorld() {
  const world = scenarios.created();
  world.tags = [{ id: 't1', label: 'VIP' }];
  world.lookup.contacts = [1, 2, 3].map((n) => aContactView(n));
  world.lookup.tickets = [1, 2, 3].map((n) => aTicketView(n));
  world.lookup.pageSize = 2;
  return world;
}

const asked = (screen: Screen, path: string) =>
  screen.engine.world.lookup.asked.filter((one) => one.path === path).map(({ input }) => input);

describe('looking things up', () => {
  it('contacts are found, chosen over pages, and handed to an action, by keyboard', async () => {
    const screen = await aScreen(aWorld(), { place: '/ferramentas/contatos' });
    const { page } = screen;
    await page.getByText('Página 1 · 3 contatos').waitFor();
    await page.getByRole('checkbox', { name: 'Escolher Pessoa 1' }).press('Space');
    await page.getByRole('button', { name: 'Próxima' }).press('Enter');
    await page.getByRole('checkbox', { name: 'Escolher Pessoa 3' }).press('Space');
    await page.getByText('2 contatos escolhidos').waitFor();
    await expectCalmInBothLooks(screen);
    await page.getByRole('button', { name: 'Fazer com eles' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Pôr uma tag' }).press('Enter');
    await page.getByText('Os contatos escolhidos na tabela').waitFor();
    expect(await page.evaluate('history.state')).toEqual({ accountId: 1, contactIds: ['contact-1', 'contact-3'] });
  });

  it('says where nobody is found, and where the account cannot be read', async () => {
    const screen = await aScreen(aWorld(), { place: '/ferramentas/contatos' });
    const { page, engine } = screen;
    await page.getByRole('combobox', { name: 'Procurar por' }).selectOption('name');
    await page.getByRole('textbox', { name: 'Nome' }).fill('Ninguém');
    await page.getByRole('textbox', { name: 'Nome' }).press('Enter');
    await page.getByText('Nenhum contato encontrado').waitFor();
    expect(asked(screen, 'contacts').at(-1)).toMatchObject({ filter: { by: 'name', text: 'Ninguém' } });
    engine.world.lookup.trouble = { kind: 'serverTrouble', status: 503 };
    await page.getByRole('textbox', { name: 'Nome' }).fill('Outra');
    await page.getByRole('button', { name: 'Procurar' }).click();
    await page.getByRole('button', { name: 'Tentar de novo' }).waitFor();
    await expectCalm(screen);
  });

  it('a ticket tells who closed it, and the conversations of chosen ones come to a file', async () => {
    const world = aWorld();
    world.lookup.gaps = [{ protocol: '202611270002', ticketId: 'ticket-2', problem: { kind: 'exportLater' } }];
    const screen = await aScreen(world, { place: '/ferramentas/chamados' });
    const { page } = screen;
    await page.getByRole('button', { name: '202611270001' }).click();
    const drawer = page.getByRole('dialog', { name: 'Chamado' });
    await drawer.getByText('Fechado Bruno').waitFor();
    await expectCalm(screen);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('checkbox', { name: 'Escolher 202611270001' }).check();
    await page.getByRole('checkbox', { name: 'Escolher 202611270002' }).check();
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Exportar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Exportar' });
    await dialog.getByRole('radio', { name: 'Conversas em PDF' }).check();
    await expectCalm(screen);
    await dialog.getByRole('button', { name: 'Exportar' }).click();
    await page.getByRole('heading', { name: 'Arquivo incompleto' }).waitFor();
    expect(asked(screen, 'export')).toMatchObject([
      {
        name: 'Conversas dos chamados',
        wish: { what: 'conversations', as: 'pdf', of: { tickets: [{ id: 'ticket-1' }, { id: 'ticket-2' }] } },
      },
    ]);
    await page.getByText(/ela o manda por e-mail/).waitFor();
    await expectCalm(screen);
    await page.getByRole('link', { name: 'Exportações' }).first().click();
    await page.getByText('Conversas dos chamados').waitFor();
    await expectCalmInBothLooks(screen);
  });

  it('conversations are not offered to whoever may not export', async () => {
    const world = aWorld();
    world.desk.refused = [{ permission: 'exports', detail: 'not allowed', refusedAt: Date.now() }];
    const { page } = await aScreen(world, { place: '/ferramentas/chamados' });
    await page.getByRole('button', { name: 'Exportar' }).click();
    const dialog = page.getByRole('dialog', { name: 'Exportar' });
    const begin = dialog.getByRole('button', { name: 'Exportar' });
    await expect.poll(() => begin.isEnabled()).toBe(true);
    await dialog.getByRole('radio', { name: 'Conversas em PDF' }).check();
    await dialog.getByText(/O Digisac recusou isto/).waitFor();
    expect(await begin.isDisabled()).toBe(true);
  });
});
