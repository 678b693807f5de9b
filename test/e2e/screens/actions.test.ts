import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { actionSnapshot, anItem } from '../../support/fake-engine-actions.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

function aWorld() {
  const world = scenarios.created();
  world.tags = [{ id: 't1', label: 'VIP' }];
  world.actions.found = [
    anItem(1, { name: 'Ana Souza' }),
    anItem(2, { name: 'Bia Lima' }),
    anItem(3, { state: 'unchanged' }),
    anItem(4, { name: '', state: 'skipped', contactId: null, problem: { kind: 'notFoundHere' } }),
  ];
  return world;
}

const asked = (screen: Screen, path: string) =>
  screen.engine.world.actions.asked.filter((one) => one.path === path).map(({ input }) => input);

describe('bulk actions', () => {
  it('a tag is put on pasted numbers by keyboard, once it was checked to whom', async () => {
    const screen = await aScreen(aWorld(), { place: '/ferramentas' });
    const { page } = screen;
    await page.getByText('Nenhuma ação ainda').waitFor();
    await expectCalm(screen);
    await page.getByRole('link', { name: /^Pôr uma tag/ }).press('Enter');

    await page.getByRole('combobox', { name: 'Tag' }).fill('Feira 2026');
    await page.getByRole('radio', { name: 'De números colados' }).press('Space');
    await page.getByRole('textbox', { name: 'Números', exact: true }).fill('(11) 98765-4321\nMaria\n11 98765-4322');
    await page.getByText('2 números na lista').waitFor();
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Conferir' }).press('Enter');

    await page.getByText('Começando por Ana Souza, Bia Lima').waitFor();
    await page
      .getByRole('row', { name: /A conta não tem contato com este número/ })
      .first()
      .waitFor();
    await expectCalmInBothLooks(screen);
    expect(asked(screen, 'create')).toMatchObject([
      { name: 'Pôr uma tag: Feira 2026', wish: { verb: 'tag', label: 'Feira 2026' }, target: { kind: 'numbers' } },
    ]);
    await page.getByRole('button', { name: 'Começar' }).press('Enter');
    await page.getByRole('heading', { name: 'O que foi feito' }).waitFor();
    expect(asked(screen, 'start')).toEqual([{ actionId: 1, confirm: 2 }]);
  });

  it('deletes only once the number was typed, and says where what was deleted is saved', async () => {
    const screen = await aScreen(aWorld(), { place: '/ferramentas/nova/delete' });
    const { page } = screen;
    await page.evaluate("history.replaceState({ accountId: 1, contactIds: ['a', 'b', 'c', 'd'] }, '')");
    await page.reload();
    await page.getByRole('radio', { name: 'Os contatos escolhidos na tabela' }).waitFor();
    await page.getByRole('button', { name: 'Conferir' }).click();
    await page.getByRole('button', { name: 'Excluir 2 contatos' }).click();
    const dialog = page.getByRole('dialog');
    const sure = dialog.getByRole('button', { name: 'Excluir 2 contatos' });
    expect(await sure.isDisabled()).toBe(true);
    await expectCalm(screen);
    await dialog.getByRole('textbox').fill('2');
    await sure.click();
    await page.getByText('/dados/reports/excluir-a1.csv').waitFor();
    expect(asked(screen, 'create')).toMatchObject([{ target: { kind: 'contacts', contactIds: ['a', 'b', 'c', 'd'] } }]);

    // Of one nobody can tell whether it is gone.
    const action = screen.engine.world.actions.all.get(1);
    if (!action) throw new Error('the action is gone');
    action.items = [anItem(1, { state: 'held', problem: { kind: 'actionInDoubt' } })];
    screen.engine.world.jobs.set('a1', actionSnapshot(action));
    screen.engine.tell({ type: 'jobs', jobs: [actionSnapshot(action)] });
    await page.getByRole('heading', { name: '1 contato espera você' }).waitFor();
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Já foi feito' }).click();
    await expect.poll(() => asked(screen, 'decide')).toEqual([{ actionId: 1, as: 'done' }]);
  });

  it('is shown greyed with the reason where the account did not allow it, on the card and in the form', async () => {
    const world = aWorld();
    world.desk.refused = [{ permission: 'blockContacts', detail: 'not allowed', refusedAt: Date.now() }];
    const screen = await aScreen(world, { place: '/ferramentas' });
    const { page } = screen;
    await page.getByRole('link', { name: /^Bloquear contatos.*recusou isto/ }).waitFor();
    await expectCalm(screen);
    expect(await page.getByRole('link', { name: /^Pôr uma tag.*recusou isto/ }).count()).toBe(0);
    await page.getByRole('link', { name: /^Bloquear contatos/ }).press('Enter');
    await page.getByRole('link', { name: 'Ver permissões' }).waitFor();
    expect(await page.getByRole('button', { name: 'Conferir' }).isDisabled()).toBe(true);
  });
});
