import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, asked, expectCalm, expectCalmInBothLooks } from '../../support/a-screen.ts';
import { anOptOut, aPerson, type FakePrivacy, nobodyKnown } from '../../support/fake-engine-privacy.ts';
import { aWorld, now, type World } from '../../support/fake-engine-world.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

const ana = '5511987654321';
const day = 86_400_000;

const knowing = (more: Partial<FakePrivacy> = {}): World =>
  aWorld({
    privacy: {
      ...nobodyKnown(),
      optOuts: [
        anOptOut(),
        anOptOut({ phone: '5521976543210', said: 'Por favor, parem de mandar mensagem', addedAt: now - 2 * day }),
        anOptOut({ phone: '5541912345678', source: 'refusal', said: null, addedAt: now - 3 * day }),
        anOptOut({
          phone: '5531988887777',
          source: 'import',
          said: 'saidas.csv, 12',
          accountId: 0,
          told: null,
          addedAt: now - 9 * day,
        }),
        anOptOut({
          phone: '5585977776666',
          source: 'user',
          said: null,
          accountId: 0,
          told: null,
          addedAt: now - 30 * day,
        }),
      ],
      people: new Map([
        [
          ana,
          aPerson({
            rows: [
              {
                ...{
                  importId: 1,
                  fileName: 'clientes novembro.csv',
                  line: 1_204,
                  readAt: now - 9 * day,
                  state: 'ready',
                },
                said: [
                  { column: 'Nome', cell: 'Ana Souza' },
                  { column: 'Celular', cell: '(11) 98765-4321' },
                ],
              },
            ],
            contacts: [{ accountName: 'Conta da Loja', name: 'Ana Souza', number: ana, seenAt: now - 8 * day }],
            optOuts: [anOptOut()],
            messages: [
              {
                ...{
                  campaignId: 1,
                  campaignName: 'Novidades',
                  text: 'Olá, Ana!',
                  state: 'read',
                  acceptedAt: now - day,
                },
                ...{ deliveredAt: now, readAt: now, repliedAt: now, optedOutAt: now },
              },
            ],
          }),
        ],
      ]),
      retention: {
        months: 24,
        journal: [{ doneAt: now - day, what: 'import', subject: 'i3', count: 812 }],
        due: 3,
      },
      erasures: [
        { receipt: '92F8BAF0D1', erasedAt: now - 5 * day, counts: { rows: 3, contacts: 1, messages: 2, consents: 0 } },
      ],
      skips: 2,
      ...more,
    },
  });

const places = ['/privacidade', '/privacidade/palavras', '/privacidade/pessoa', '/privacidade/guarda'];

describe('in both themes and sizes', () => {
  it.each(places)('%s keeps the rules of accessibility and the policy of the page', async (place) => {
    const screen = await aScreen(knowing(), { place });
    await expectCalmInBothLooks(screen);
  });
});

describe('the register', () => {
  it('is searched, added to and left, with the keyboard alone', async () => {
    const screen = await aScreen(knowing(), { place: '/privacidade' });
    const { page } = screen;
    const grid = page.getByRole('grid', { name: 'Quem não recebe campanhas' });
    await grid.getByText('“SAIR”').waitFor();

    await page.getByRole('textbox', { name: 'Procurar por número ou palavra' }).focus();
    await page.keyboard.type('parem');
    await grid.getByText('+55 21 97654-3210').waitFor();
    await expect.poll(() => grid.getByText('“SAIR”').count()).toBe(0);
    await grid.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('contato marcado como descadastrado').waitFor();
    await expectCalm(screen);
    await dialog.getByRole('button', { name: 'Tirar da lista' }).press('Enter');
    await page.getByText('O número saiu da lista').waitFor();
    expect(asked(screen, 'optouts.remove')).toEqual([{ number: '+5521976543210', accountId: 1 }]);

    await page.getByRole('button', { name: 'Adicionar número' }).press('Enter');
    // What is typed before the dialog has the focus is lost.
    await page.getByRole('textbox', { name: 'Número de telefone' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('123');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').waitFor();
    await expectCalm(screen);
    await page.getByRole('textbox', { name: 'Número de telefone' }).fill('(11) 91234-5678');
    await page.keyboard.press('Enter');
    await page.getByText('2 mensagens saíram da fila').waitFor();
  });

  it('says what to do where nobody is on it', async () => {
    const screen = await aScreen(aWorld(), { place: '/privacidade' });
    await screen.page.getByText('Ninguém pediu para sair').waitFor();
    await expectCalm(screen);
  });
});

describe('one person', () => {
  it('is looked up, and erased once the number was typed again', async () => {
    const screen = await aScreen(knowing(), { place: '/privacidade/pessoa' });
    const { page } = screen;
    await page.getByRole('textbox', { name: 'Número de telefone' }).fill('(11) 98765-4321');
    await page.keyboard.press('Enter');
    await page.getByText('clientes novembro.csv, linha 1.204').waitFor();
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Apagar dados' }).click();
    const dialog = page.getByRole('dialog', { name: 'Apagar os dados desta pessoa' });
    const erase = dialog.getByRole('button', { name: 'Apagar para sempre' });
    expect(await erase.isDisabled()).toBe(true);
    await expectCalm(screen);
    await dialog.getByRole('textbox').fill('11 98765 4321');
    await erase.click();
    await page.getByText('Recibo A1B2C3D4E5').waitFor();
    await page.getByText('Os dados deste número foram apagados').waitFor();
    expect(asked(screen, 'privacy.erase')).toEqual([{ number: `+${ana}` }]);
  });
});

describe('words and answer', () => {
  it('are kept beside those that Malote knows', async () => {
    const screen = await aScreen(knowing(), { place: '/privacidade/palavras' });
    const { page, engine } = screen;
    await page.getByRole('combobox', { name: 'Suas palavras para sair' }).fill('chega');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Última mensagem para quem sai' }).fill('Pronto, até logo.');
    await page.getByRole('button', { name: 'Salvar' }).click();
    await page.getByText('Salvo.').waitFor();
    expect(engine.world.settings).toMatchObject({ optOutWords: ['chega'], optOutConfirmation: 'Pronto, até logo.' });
    await expectCalm(screen);
  });
});
