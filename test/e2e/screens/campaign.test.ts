import type { Locator } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { plainText } from '#shared/campaign/content.ts';
import { aScreen, asked, expectCalm } from '../../support/a-screen.ts';
import { aComposingWorld, type FakeAudience, fakeCampaigns } from '../../support/fake-engine-campaigns.ts';
import { anApprovedTemplate } from '../../support/fake-engine-messages.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { aCampaignSnapshot, addJob, now, type World } from '../../support/fake-engine-world.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

const written = 'Olá {{primeiro nome|cliente}}, o *frete é grátis* em {{Cidade}}. Responda SAIR para sair.';

interface Start {
  readonly step?: 'mensagem' | 'publico' | 'ritmo' | 'conferir';
  readonly contacts?: number;
  readonly people?: Partial<FakeAudience>;
  readonly isPractice?: boolean;
  readonly template?: string;
  readonly world?: (world: World) => void;
  readonly size?: { readonly width: number; readonly height: number };
}

/** The campaign of an import of `contacts` people, at a step, on a Monday at 14:05 in São Paulo. */
async function aComposer(start: Start = {}): Promise<Screen> {
  const contacts = start.contacts ?? 340;
  const world = aComposingWorld({ rows: contacts, isPractice: start.isPractice ?? false });
  start.world?.(world);
  const people = { contacts, optedOut: 2, withoutCityEvery: 17, ...start.people };
  const screen = await aScreen(world, {
    campaigns: fakeCampaigns(people),
    ...(start.size ? { size: start.size } : {}),
  });
  await screen.page.clock.setFixedTime(now);
  await screen.go('/campanha/nova/1');
  if (start.template !== undefined) await message(screen).fill(start.template);
  if (start.step !== undefined && start.step !== 'mensagem') await screen.go(`/campanha/nova/1/${start.step}`);
  return screen;
}

const message = ({ page }: Screen): Locator => page.getByRole('textbox', { name: 'Mensagem', exact: true });
const phone = ({ page }: Screen): Locator => page.getByRole('region', { name: 'Como cada pessoa vê' });

describe('Mensagem', () => {
  it('shows each person’s own message, and pages through them with the keys', async () => {
    const screen = await aComposer({ template: written });

    await phone(screen).getByText('Olá Ana, o frete é grátis em São Paulo. Responda SAIR para sair.').waitFor();
    await expect.poll(() => phone(screen).getByRole('strong').textContent()).toBe('frete é grátis');
    await phone(screen).getByText('1 de 340').waitFor();
    await phone(screen).getByRole('button', { name: 'Próxima pessoa' }).focus();
    await screen.page.keyboard.press('ArrowRight');

    await phone(screen).getByText('Olá Bruno, o frete é grátis em Campinas.').waitFor();
    await screen.page.keyboard.press('End');
    await phone(screen).getByText('340 de 340').waitFor();
    await phone(screen).getByText('A pessoa está descadastrada').waitFor();
  });

  it('puts variables at the caret and marks around words, and undo takes them back', async () => {
    const screen = await aComposer();
    const { page } = screen;

    await message(screen).pressSequentially('Oi !');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Inserir primeiro nome' }).click();
    await expect.poll(() => message(screen).inputValue()).toBe('Oi {{primeiro nome}}!');
    await page.keyboard.press('Control+z');
    await expect.poll(() => message(screen).inputValue()).toBe('Oi !');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+b');
    await expect.poll(() => message(screen).inputValue()).toBe('*Oi !*');
    await page.keyboard.press('Control+b');

    await expect.poll(() => message(screen).inputValue()).toBe('Oi !');
  });

  it('takes an emoji by keyboard alone', async () => {
    const screen = await aComposer();
    const { page } = screen;

    await message(screen).pressSequentially('Oi ');
    await page.getByRole('button', { name: 'Emoji' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '😀' }).waitFor();
    await expectCalm(screen);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');

    await expect.poll(() => message(screen).inputValue()).toBe('Oi 😃');
  });

  it('says in place what is wrong, leads there, and keeps the next step closed', async () => {
    const screen = await aComposer({ template: 'Olá {{nome, tudo bem?' });
    const { page } = screen;

    await page.getByText('A variável que começa no caractere 5 da mensagem está incompleta.').waitFor();
    await page.getByRole('button', { name: 'Mostrar onde' }).click();
    expect(await page.evaluate(() => document.getSelection()?.toString())).toBe('{{');
    await expect.poll(() => page.getByRole('button', { name: 'Escolher o público' }).isDisabled()).toBe(true);
    await message(screen).fill('Olá {{nmoe}}');
    await page.getByText('A planilha não tem “nmoe”. Você pode usar: nome, primeiro nome').waitFor();
    await expectCalm(screen);
    await screen.go('/campanha/nova/1/conferir');

    await page.getByRole('heading', { name: 'O que você quer dizer?' }).waitFor();
  });

  it('counts who would get nothing for want of a value, until it is said what to say instead', async () => {
    const screen = await aComposer({ template: 'Oi! Frete grátis em {{Cidade}}.' });
    const { page } = screen;

    await page.getByText('19 pessoas não vão receber').waitFor();
    await page.getByLabel('Quando faltar Cidade', { exact: true }).selectOption('se faltar: dizer…');
    await page.getByLabel('O que dizer quando faltar Cidade').fill('sua cidade');

    await expect.poll(() => message(screen).inputValue()).toBe('Oi! Frete grátis em {{Cidade|sua cidade}}.');
    await page.getByText('a mais longa terá').waitFor();
    expect(await page.getByText('não vão receber').count()).toBe(0);
    await page.getByLabel('Quando faltar Cidade', { exact: true }).selectOption('se faltar: deixar em branco');
    await expect.poll(() => message(screen).inputValue()).toBe('Oi! Frete grátis em {{Cidade|}}.');
  });

  it('advises as a careful colleague does, and adds the way out on request', async () => {
    const screen = await aComposer({ template: 'ÚLTIMA CHANCE DE COMPRAR! https://bit.ly/x1' });
    const { page } = screen;

    await page.getByText('O link encurtado esconde para onde leva.').waitFor();
    await page.getByText('parecem gritos').waitFor();
    await page.getByRole('button', { name: 'Incluir a frase' }).click();

    await page.getByText('Diga como a pessoa pode deixar de receber').waitFor({ state: 'detached' });
    await expect.poll(() => message(screen).inputValue()).toContain('responda SAIR.');
  });

  it('offers an example that greets by the first name', async () => {
    const screen = await aComposer();

    await screen.page.getByRole('button', { name: 'Começar com um exemplo' }).click();

    await phone(screen).getByText('Olá Ana, tudo bem?').waitFor();
    await expectCalm(screen);
  });

  it('sends one message to oneself, and says in place why it could not', async () => {
    const screen = await aComposer({ template: written });
    const { page } = screen;

    await page.getByLabel('Seu WhatsApp').fill('11 98765-4321');
    await page.keyboard.press('Enter');
    await page.getByText('Teste enviado para 11 98765-4321.').waitFor();
    screen.engine.world.behaviour.set('campaigns.test', { kind: 'serviceDisconnected', service: 'Vendas' });
    await page.getByRole('button', { name: 'Enviar teste' }).click();
    await page.getByText('A conexão “Vendas” está desconectada.').waitFor();

    await expect
      .poll(() => asked(screen, 'campaigns.test'))
      .toMatchObject([
        { importId: 1, content: plainText(written), number: '11 98765-4321' },
        { importId: 1, content: plainText(written), number: '11 98765-4321' },
      ]);
  });

  it('follows the test to the phone, and remembers whose it is', async () => {
    const screen = await aComposer({
      template: written,
      world: ({ texts }) => {
        texts.receipts = [
          { receipt: 'sent', detail: null },
          { receipt: 'read', detail: null },
        ];
      },
    });
    const { page } = screen;
    await page.clock.install();

    await page.getByLabel('Seu WhatsApp').fill('11 98765-4321');
    await page.keyboard.press('Enter');
    const stage = (name: string) => page.getByRole('listitem').filter({ hasText: name }).getByText('feito');
    await stage('Enviado').waitFor();
    expect(await stage('Lido').count()).toBe(0);
    await page.clock.runFor(2_000);
    await stage('Lido').waitFor();
    await expectCalm(screen);
    await page.reload();

    await expect.poll(() => page.getByLabel('Seu WhatsApp').inputValue()).toBe('11 98765-4321');
  });

  it('compares two texts, and shows who gets which', async () => {
    const screen = await aComposer({ template: 'Texto de antes. Responda SAIR.' });
    const { page } = screen;

    await page.getByRole('button', { name: 'Comparar com outro texto' }).click();
    await page.getByRole('textbox', { name: 'Texto B' }).fill('Outro texto, {{nome}}!!!');
    await page.getByRole('slider', { name: 'Parte que recebe o texto B' }).focus();
    for (let presses = 0; presses < 20; presses += 1) await page.keyboard.press('ArrowRight');
    await page.getByText('70%: cerca de').waitFor();
    await page.getByText('Texto B: Maiúsculas e').waitFor();
    const shown = phone(screen).getByText(/^Esta pessoa recebe o texto [AB]$/);
    const isB = (await shown.textContent())?.endsWith('B');
    await phone(screen)
      .getByText(isB ? 'Outro texto, Ana Souza' : 'Texto de antes.')
      .waitFor();
    await phone(screen)
      .getByText(isB ? 'Texto A' : 'Texto B', { exact: true })
      .click();
    await phone(screen)
      .getByText(isB ? 'Texto de antes.' : 'Outro texto, Ana Souza')
      .waitFor();
    await expectCalm(screen);
    await page.getByRole('tab', { name: /Texto B/ }).press('ArrowLeft');

    await expect.poll(() => page.getByRole('textbox', { name: 'Texto A' }).inputValue()).toContain('de antes');
  });

  it('takes a file that is dropped for the message, and not for a sheet to open', async () => {
    const screen = await aComposer({ template: written });
    const { page } = screen;

    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-'], 'tabela.pdf', { type: 'application/pdf' }));
      document.dispatchEvent(new DragEvent('dragenter', { dataTransfer: transfer }));
    });
    await page.getByText('Solte para anexar à mensagem').waitFor();
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-'], 'tabela.pdf', { type: 'application/pdf' }));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer }));
    });

    await phone(screen).getByText('tabela.pdf').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Botão de resposta' }).count()).toBe(0);
    expect(asked(screen, 'imports.stage')).toEqual([]);
  });

  it('fills an approved template with what the sheet knows, and finds the message again', async () => {
    const screen = await aComposer({
      template: written,
      world: ({ texts }) => {
        texts.approved = [anApprovedTemplate(), anApprovedTemplate({ hsmId: 'h2', name: 'outro', isApproved: false })];
      },
    });
    const { page } = screen;

    await page.getByRole('radio', { name: 'Modelo aprovado' }).press(' ');
    await page.getByRole('button', { name: 'volta_as_aulas' }).click();
    await page.getByText('Preencha todos os campos do modelo').waitFor();
    await page.getByRole('button', { name: 'Inserir variável em: O que entra em {{1}}' }).click();
    await page.getByRole('menuitem', { name: 'primeiro nome' }).click();
    await page.getByRole('textbox', { name: 'O que entra em {{2}}' }).fill('{{Cidade}}');
    await phone(screen).getByText('Olá Ana, a lista de material já chegou em São Paulo. Posso').waitFor();
    await phone(screen).getByText('Responda SAIR para não receber mais.').waitFor();
    await page.getByText('A 19 pessoas falta Cidade').waitFor();
    await expectCalm(screen);
    await page.getByRole('radio', { name: 'Mensagem' }).press(' ');

    await expect.poll(() => message(screen).inputValue()).toBe(written);
  });

  it('begins with a text that was kept, and keeps this one', async () => {
    const screen = await aComposer({ template: written });
    const { page } = screen;

    await page.getByRole('button', { name: 'Textos prontos' }).press('Enter');
    await page.getByLabel('Salvar este texto como…').fill('Frete');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Frete/ }).waitFor();
    await expectCalm(screen);
    await page.keyboard.press('Escape');
    await message(screen).fill('Outro');
    await page.getByRole('button', { name: 'Textos prontos' }).click();
    await page.getByRole('button', { name: /^Frete/ }).click();
    await expect.poll(() => message(screen).inputValue()).toBe(written);
    await page.keyboard.press('Control+z');

    await expect.poll(() => message(screen).inputValue()).toBe('Outro');
  });

  it('loses nothing when the window reloads', async () => {
    const screen = await aComposer({ template: written });
    const { page } = screen;

    await page.getByLabel('Nome da campanha').fill('Frete de novembro');
    await page.reload();
    await page.getByRole('heading', { name: 'O que você quer dizer?' }).waitFor();

    await expect.poll(() => message(screen).inputValue()).toBe(written);
    await expect.poll(() => page.getByLabel('Nome da campanha').inputValue()).toBe('Frete de novembro');
  });

  it('waits for the import, and says so', async () => {
    const world = scenarios.review();
    const screen = await aScreen(world, {
      place: '/campanha/nova/1',
      campaigns: fakeCampaigns({ contacts: 0, optedOut: 0, withoutCityEvery: 0 }),
    });

    await screen.page.getByText('A importação i1 ainda não terminou de criar os contatos.').waitFor();

    await screen.page.getByRole('link', { name: 'Voltar à importação' }).waitFor();
    await expectCalm(screen);
  });
});

describe('Ritmo', () => {
  it('takes more limits, a number that is new, and the clocks of whoever is written to', async () => {
    const screen = await aComposer({ step: 'ritmo', template: written });
    const { page } = screen;
    await page.getByRole('button', { name: 'Mais limites' }).click();
    await page.getByLabel('No máximo por hora').fill('200');
    await page.getByLabel('Este número é novo: começar devagar').check();
    await page.getByText('Por dia de envio: 50 · 75 · 112 · 168 · 253 … até 1.000').waitFor();
    await page.getByLabel('A cada dia').selectOption('o dobro');
    await page.getByText('Por dia de envio: 50 · 100 · 200 · 400 · 800 …').waitFor();
    await page.getByLabel('Fuso horário').selectOption('O de quem recebe, pelo DDD');
    await page.getByText('no horário de quem recebe').first().waitFor();
    await page.getByText('Números de fora do Brasil seguem o horário de Brasília.').waitFor();
    await page
      .getByText(/até 200 por hora/)
      .first()
      .waitFor();
    await expectCalm(screen);

    await page.getByLabel('No primeiro dia').fill('0');
    await page.getByText('Use um número inteiro a partir de 1.').waitFor();
    await page.getByLabel('No primeiro dia').fill('20');
    await page.getByLabel('No máximo por hora').fill('');
    await page.getByRole('button', { name: 'Mais limites' }).press('Enter');
    await page.getByLabel('No primeiro dia').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Conferir e enviar' }).click();
    await page.getByText('começando com 20 no primeiro dia').waitFor();
  });

  it('tells the end of each pace, within hours, days and daily limit', async () => {
    const screen = await aComposer({
      step: 'ritmo',
      contacts: 1_242,
      people: { withoutCityEvery: 0 },
      template: written,
    });
    const { page } = screen;
    const option = (name: string) => page.locator('label', { has: page.getByRole('radio', { name, exact: true }) });

    await option('Normal').getByText('Termina amanhã às 09:15').waitFor();
    await option('Cauteloso').getByText('Termina sex., 27 de nov. às 09:39').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: 'Normal' }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Normal' }).focus();
    await page.keyboard.press('ArrowDown');

    await expect.poll(() => page.getByRole('radio', { name: 'Rápido' }).isChecked()).toBe(true);
    await page.getByRole('status').getByText('Termina hoje às 14:25').waitFor();
    await expectCalm(screen);
  });

  it('takes a pace of one’s own, and says what can’t be', async () => {
    const screen = await aComposer({ step: 'ritmo', template: written });
    const { page } = screen;

    await page.getByRole('radio', { name: 'Meu ritmo' }).check();
    await page.getByLabel('Mensagens').fill('0');
    await page.getByText('Use um número inteiro, de 1 a 1.200 por minuto.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Conferir e enviar' }).isDisabled()).toBe(true);
    await page.getByLabel('Mensagens').fill('100');
    await page.getByLabel('A cada').selectOption('hora');
    await page.getByLabel('Até as').fill('8h');
    await page.getByText('O fim precisa ser depois do começo.').waitFor();
    await page.getByLabel('Até as').fill('18h30');
    await page.keyboard.press('Tab');

    await expect.poll(() => page.getByLabel('Até as').inputValue()).toBe('18:30');
    await page.getByText('100 por hora · até 1.000 por dia').waitFor();
    await expectCalm(screen);
  });

  it('starts later, on the clock of the campaign', async () => {
    const screen = await aComposer({ step: 'ritmo', template: written });
    const { page } = screen;

    await page.getByText('Mais tarde').click();
    await page.getByLabel('Dia', { exact: true }).selectOption('qui., 26 de nov.');
    await page.getByLabel('Hora', { exact: true }).fill('9h15');

    await page.getByText('qui., 26 de nov. às 09:15').waitFor();
  });

  it('lets a newcomer see the end: the practice account has no hours and a pace of its own', async () => {
    const screen = await aComposer({ step: 'ritmo', isPractice: true, contacts: 40, template: written });
    const { page } = screen;

    await expect.poll(() => page.getByRole('radio', { name: 'Demonstração' }).isChecked()).toBe(true);
    await page.getByText('Ninguém recebe nada.').first().waitFor();

    await page.getByRole('status').getByText('Termina hoje às 14:05').waitFor();
    await page.getByText('a qualquer hora', { exact: true }).waitFor();
  });
});

describe('an import that still creates', () => {
  it('has to end, or is begun on what is ready on request', async () => {
    const screen = await aComposer({
      template: written,
      people: { contacts: 12, optedOut: 0, withoutCityEvery: 0 },
      world: (world) => {
        const source = world.imports.get(1);
        if (source) source.sheet = { ...source.sheet, phase: 'create' };
      },
    });
    const { page } = screen;

    await screen.go('/campanha/nova/1/conferir');
    await page.getByText('A importação ainda está criando contatos.').waitFor();
    expect(await page.getByRole('button', { name: /^Segure/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Abrir o ritmo' }).click();
    await page.getByText('ainda está criando 340 contatos').waitFor();
    await page.getByRole('switch', { name: 'Começar assim que houver contatos prontos' }).press(' ');
    await expectCalm(screen);
    await screen.go('/campanha/nova/1/conferir');

    await page.getByRole('button', { name: 'Segure para enviar a 352 pessoas' }).waitFor();
  });
});

describe('Conferir', () => {
  const holdButton = ({ page }: Screen) => page.getByRole('button', { name: /^(Segure|Continue)/ });

  it('says with numbers what will happen, and what will not', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page } = screen;

    await page
      .getByText(
        'A campanha clientes vai para 319 pessoas, a 15 por minuto, no máximo 1.000 por dia, seg. a sáb., das 09:00 às 21:00. Começa assim que você enviar e termina hoje às 14:26, se nada interromper.',
      )
      .waitFor();
    await page.getByText('de 340 contatos').waitFor();
    await page.getByText('falta Cidade; estão entre os que ficam de fora').waitFor();
    const samples = page.getByRole('region', { name: /^Mensagem para/ });
    await expect.poll(() => samples.count()).toBe(3);
    await page.getByText('Nenhum chamado é aberto no Digisac.').waitFor();
    await page.getByText('Ninguém recebe duas vezes').waitFor();

    await expectCalm(screen);
  });

  it('starts when the button was held, by keyboard as well, and leads to the campaign', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page } = screen;

    await holdButton(screen).focus();
    await page.keyboard.down('Enter');
    await page.getByText('Continue segurando…').waitFor();
    await page.getByRole('heading', { name: 'clientes', exact: true }).waitFor();
    await page.keyboard.up('Enter');

    await expect.poll(() => page.url()).toContain('/campanha/77');
    await expect
      .poll(() => asked(screen, 'campaigns.create'))
      .toMatchObject([
        { importId: 1, name: 'clientes', content: plainText(written), inDoubt: 'settle', openTicket: false },
      ]);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('does nothing when the button is let go early, with the key, the pointer or the focus', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page } = screen;
    await holdButton(screen).waitFor();
    await page.clock.install();

    for (const [hold, letGo] of [
      [() => page.keyboard.down(' '), () => page.keyboard.up(' ')],
      [() => page.mouse.down(), () => page.mouse.up()],
      [() => page.mouse.down(), () => page.mouse.move(0, 0)],
    ] as const) {
      await holdButton(screen).hover();
      await holdButton(screen).focus();
      await hold();
      await page.getByText('Continue segurando…').waitFor();
      await page.clock.runFor(1_000);
      await letGo();
      await page.getByText('Segure para enviar a 319 pessoas').waitFor();
      await page.clock.runFor(3_000);
      await page.mouse.up();
    }

    await expect.poll(() => asked(screen, 'campaigns.create')).toEqual([]);
  });

  it('wants the number typed for more than 1.000 people', async () => {
    const screen = await aComposer({ step: 'conferir', contacts: 2_000, template: written });
    const { page } = screen;
    const send = page.getByRole('button', { name: 'Enviar a 1.881 pessoas' });

    await page.getByLabel('Digite 1.881 para liberar o envio').fill('1880');
    await expect.poll(() => send.isDisabled()).toBe(true);
    expect(await holdButton(screen).count()).toBe(0);
    await page.getByLabel('Digite 1.881 para liberar o envio').fill('1881');
    await expectCalm(screen);
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'clientes', exact: true }).waitFor();
    await expect.poll(() => asked(screen, 'campaigns.create')).toHaveLength(1);
  });

  it('can be sent by those who can’t hold a button', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page } = screen;

    await page.getByRole('button', { name: 'Não consegue segurar? Digite o número' }).click();
    await page.getByLabel('Digite 319 para liberar o envio').fill('319');
    await page.getByRole('button', { name: 'Enviar a 319 pessoas' }).click();

    await page.getByRole('heading', { name: 'clientes', exact: true }).waitFor();
  });

  it('says in place why it could not start', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page } = screen;
    screen.engine.world.behaviour.set('campaigns.create', { kind: 'tokenRefused' });

    await page.getByRole('button', { name: 'Não consegue segurar? Digite o número' }).click();
    await page.getByLabel('Digite 319').fill('319');
    await page.keyboard.press('Enter');

    await page.getByRole('alert').getByText('O Digisac não aceitou o token.').waitFor();
  });

  it('starts no second campaign where the answer of the first was lost', async () => {
    const screen = await aComposer({ step: 'conferir', template: written });
    const { page, engine } = screen;
    engine.world.behaviour.set('campaigns.create', 'silent');

    await page.getByRole('button', { name: 'Não consegue segurar? Digite o número' }).click();
    await page.getByLabel('Digite 319').fill('319');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(screen, 'campaigns.create').length).toBe(1);
    addJob(engine.world, aCampaignSnapshot({ job: 'c9', campaignId: 9, name: 'clientes', createdAt: now }));
    engine.world.behaviour.delete('campaigns.create');
    engine.leave();
    engine.back();

    await expect.poll(() => page.url()).toContain('/campanha/9');
    await expect.poll(() => asked(screen, 'campaigns.create')).toHaveLength(1);
  });

  it('tells of an earlier campaign to the same people', async () => {
    const screen = await aComposer({
      step: 'conferir',
      template: written,
      world: (world) => addJob(world, aCampaignSnapshot({ name: 'Primavera', status: 'done' })),
    });

    await screen.page.getByText('Estes contatos já receberam a campanha “Primavera” em 23/11/2026 13:25.').waitFor();
  });

  it('offers no send where nobody would get it', async () => {
    const screen = await aComposer({ step: 'conferir', people: { withoutCityEvery: 1 }, template: written });

    await screen.page.getByText('Ninguém vai receber: todos ficam de fora.').waitFor();

    expect(await holdButton(screen).count()).toBe(0);
  });
});

describe('every step', () => {
  it.each([
    ['dark', { width: 1280, height: 800 }],
    ['light', { width: 900, height: 600 }],
  ] as const)('is calm in the %s theme at %o, and fits', async (theme, size) => {
    const screen = await aComposer({
      template: written,
      size,
      world: (world) => {
        world.settings = { ...world.settings, theme };
      },
    });
    for (const step of ['mensagem', 'publico', 'ritmo', 'conferir']) {
      await screen.go(`/campanha/nova/1/${step}`);
      await screen.page.locator('h1').waitFor();

      await expectCalm(screen);
      const overflow = await screen.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.querySelector('.page-scroll') ?? document.body;
        return scrollWidth - clientWidth;
      });
      expect(overflow).toBeLessThanOrEqual(0);
    }
  });

  it('can be done by keyboard alone, from the message to the campaign', async () => {
    const screen = await aComposer();
    const { page } = screen;
    const tabTo = async (target: Locator) => {
      await target.waitFor();
      for (let presses = 0; presses < 60; presses += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error('not reached by Tab');
    };

    await tabTo(message(screen));
    await page.keyboard.type('Oi, tudo bem?');
    await tabTo(page.getByRole('link', { name: 'Escolher o público' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('link', { name: 'Escolher o ritmo' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('link', { name: 'Conferir e enviar' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('button', { name: /^Segure/ }));
    await page.keyboard.down(' ');
    await page.getByRole('heading', { name: 'clientes', exact: true }).waitFor();

    await page.keyboard.up(' ');
  });
});
