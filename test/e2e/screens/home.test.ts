import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aScreen, asked, expectCalm, shiftOf, watchShifts } from '../../support/a-screen.ts';
import { aCampaign, aSendingWorld, snapshotOf } from '../../support/fake-engine-campaigns.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { addJob } from '../../support/fake-engine-world.ts';
import { closeBrowser } from '../../support/screens.ts';
import { aTemporaryFolder } from '../../support/temporary-folder.ts';

afterAll(closeBrowser);

describe('the first start', () => {
  it('leads with one click from nothing to a sample sheet in the practice account', async () => {
    const screen = await aScreen(scenarios.firstStart());
    const { page } = screen;

    await page.getByRole('button', { name: 'Experimentar agora' }).click();

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await expect
      .poll(() => asked(screen, 'imports.stage'))
      .toEqual([{ path: '/amostras/clientes-baguncada.csv', fileName: 'clientes-baguncada.csv', accountId: 2 }]);
    await expect.poll(() => screen.engine.world.settings.welcomed).toBe(true);
    await page.getByRole('link', { name: 'Início', exact: true }).click();
    await page.getByText('Solte sua planilha aqui').waitFor();
  });

  it('says in place why the practice account could not be had, and stays', async () => {
    const world = scenarios.firstStart();
    world.behaviour.set('accounts.practice', { kind: 'serverAway', host: '127.0.0.1' });
    const { page } = await aScreen(world);

    await page.getByRole('button', { name: 'Experimentar agora' }).click();

    await expect.poll(() => page.getByRole('alert').textContent()).toContain('Não foi possível falar com 127.0.0.1.');
    await page.getByRole('heading', { name: 'Boas-vindas ao Malote' }).waitFor();
  });

  it('shows the tour in five steps, forwards and backwards, and ends it with a try', async () => {
    const screen = await aScreen(scenarios.firstStart());
    const { page } = screen;

    await page.getByRole('button', { name: 'Começar o tour' }).click();
    const titles: (string | null)[] = [];
    for (let stop = 0; stop < 5; stop += 1) {
      await page.getByText(`Passo ${stop + 1} de 5`).waitFor();
      titles.push(await page.locator('.tour-title').textContent());
      if (stop < 4) await page.getByRole('button', { name: 'Próximo' }).click();
    }
    await expectCalm(screen);
    await page.getByRole('button', { name: 'Anterior' }).click();
    await page.getByText('Passo 4 de 5').waitFor();
    await page.getByRole('button', { name: 'Próximo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Experimentar agora' }).click();

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    expect(titles).toEqual([
      'Solte a planilha',
      'Diga o que é cada coluna',
      'Revise só o que precisa',
      'Crie os contatos',
      'Envie no ritmo certo',
    ]);
  });

  it('is usable by keyboard alone', async () => {
    const { page } = await aScreen(scenarios.firstStart());

    // From the heading, which has the focus on arrival, to the first choice.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  });
});

describe('a sheet', () => {
  const sheet = 'Nome;WhatsApp\nAna;11987654321\n';

  it('is copied and read when it is dropped anywhere on the window', async () => {
    const screen = await aScreen(scenarios.busy(), { place: '/ajustes' });
    const { page } = screen;

    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'Lista de março.csv', { type: 'text/csv' }));
      return transfer;
    }, sheet);
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
    await page.getByText('Solte para abrir a planilha').waitFor();
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await page.getByText('Lista de março.csv').waitFor();
    await expect
      .poll(() => asked(screen, 'imports.stage'))
      .toEqual([{ path: expect.stringMatching(/uploads.[\w-]+\.csv$/), fileName: 'Lista de março.csv', accountId: 1 }]);
  });

  it('is read when its cells are pasted anywhere but in a field; what is no table is told in words', async () => {
    const screen = await aScreen(scenarios.busy(), { place: '/ajustes' });
    const { page } = screen;
    const paste = (where: string, kinds: Record<string, string>) =>
      page.evaluate(
        ([selector, given]) => {
          const clipboardData = new DataTransfer();
          for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text);
          const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
          document.querySelector(selector)?.dispatchEvent(event);
        },
        [where, kinds] as const,
      );

    await paste('main', { 'text/plain': 'Oi, tudo bem?' });
    await page.getByText('O que você colou não é uma tabela.').waitFor();
    await paste('input', { 'text/plain': 'Nome\tZap\nAna\t11987654321' });
    await paste('[role="dialog"]', {
      'text/plain': 'Nome\tZap\r\nAna\t5,51199E+12\r\n',
      'text/html': '<table><tr><td>Nome<td>Zap<tr><td>Ana<td x:num="5511987654321">5,51199E+12</table>',
    });

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await page.getByText(/^Colado em \d\d\/\d\d \d\d:\d\d$/).waitFor();
    const staged = z.array(z.object({ path: z.string() })).parse(asked(screen, 'imports.stage'));
    expect(staged.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(['\ufeffNome\tZap\nAna\t5511987654321']);
    expect(screen.troubles).toEqual([]);
  });

  it('can be chosen with a button, and with Ctrl+O from every screen', async () => {
    const { page } = await aScreen(scenarios.nothingYet());
    const folder = aTemporaryFolder();
    writeFileSync(join(folder, 'clientes.csv'), sheet);

    const byButton = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher arquivo' }).click();
    await byButton;
    await page.getByRole('link', { name: 'Ajustes' }).click();
    await page.getByRole('heading', { name: 'Ajustes' }).waitFor();
    const byKeys = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await byKeys).setFiles(join(folder, 'clientes.csv'));

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  });

  it('that can not be read says why where it was dropped, and another one can be chosen', async () => {
    const world = scenarios.nothingYet();
    world.behaviour.set('imports.stage', { kind: 'fileBinary', looksLike: 'PDF' });
    const screen = await aScreen(world);
    const { page } = screen;
    const folder = aTemporaryFolder();
    writeFileSync(join(folder, 'contrato.pdf'), '%PDF-1.7');

    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher arquivo' }).click();
    await (await chooser).setFiles(join(folder, 'contrato.pdf'));

    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('O arquivo não é uma planilha: parece ser PDF.');
    await expectCalm(screen);
    world.behaviour.delete('imports.stage');
    const again = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Escolher outro arquivo' }).click();
    await (await again).setFiles(join(folder, 'contrato.pdf'));
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
  });
});

describe('what is under way', () => {
  it('is there when the page is drawn: nothing moves afterwards', async () => {
    const screen = await aScreen(scenarios.busy(), { before: watchShifts });
    await screen.page.locator('.running-job', { hasText: 'leads feira.xlsx' }).waitFor();
    await screen.page.getByRole('region', { name: 'Recentes' }).getByRole('listitem').first().waitFor();

    // A letter's breadth, as the font comes in.
    expect(await shiftOf(screen)).toBeLessThan(0.002);
  });

  it('moves as the engine does, and is paused and resumed in place', async () => {
    const { page, engine } = await aScreen(scenarios.busy());
    const job = page.locator('.running-job', { hasText: 'leads feira.xlsx' });
    await job.getByText('812 de 1.830').waitFor();

    engine.move('i3', { progress: { done: 900, total: 1_830 } });
    await job.getByText('900 de 1.830').waitFor();
    await job.getByRole('button', { name: 'Pausar' }).click();
    await job.getByText('Você pausou. Continue quando quiser.').waitFor();
    await job.getByRole('button', { name: 'Continuar' }).click();

    await job.getByText('Criando os contatos').waitFor();
    await expect.poll(() => job.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('49');
  });

  it('goes on with as many as its button says; what waits for its hour is only kept from it', async () => {
    const campaigns = [
      [5, 'Volta às aulas', { kind: 'pausedByUser' }],
      [6, 'Black Friday', { kind: 'startMissed', startsAt: '2026-11-23T09:00-03:00' }],
      [7, 'Natal', { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' }],
    ] as const;
    const world = aSendingWorld(aCampaign());
    for (const [id, name, reason] of campaigns)
      addJob(world, snapshotOf(aCampaign({ id, name }), { status: 'paused', reason }));
    const screen = await aScreen(world);
    const buttonsOf = (name: string) =>
      screen.page.locator('.running-job', { hasText: name }).getByRole('button').allInnerTexts();

    await expect.poll(() => buttonsOf('Volta às aulas')).toEqual(['Continuar: 920 na fila']);
    await expect.poll(() => buttonsOf('Black Friday')).toEqual(['Enviar agora: 920 na fila']);
    await expect.poll(() => buttonsOf('Natal')).toEqual(['Manter pausada']);
    await expectCalm(screen);
  });

  it('is paused with the space bar, unless something is being operated', async () => {
    const screen = await aScreen(scenarios.busy(), { place: '/ajustes' });
    const { page } = screen;
    await page.getByText('leads feira.xlsx').waitFor();

    await page.getByRole('button', { name: 'Ver o tour de 1 minuto' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => asked(screen, 'jobs.pause')).toEqual([]);
    await page.getByRole('heading', { name: 'Ajustes' }).focus();
    await page.keyboard.press('Space');

    await page.locator('.shell-job', { hasText: 'leads feira.xlsx' }).getByText('Pausada').waitFor();
    await expect.poll(() => asked(screen, 'jobs.pause')).toEqual([{ job: 'i3' }]);
  });

  it('tells a screen reader of its state, and not of each step', async () => {
    const { page, engine } = await aScreen(scenarios.busy());
    await page.getByText('812 de 1.830').waitFor();
    const told = page.locator('.shell > [role="status"]');

    engine.move('i3', { progress: { done: 820, total: 1_830 } });
    await page.getByText('820 de 1.830').waitFor();
    await expect.poll(() => told.textContent()).toBe('');
    engine.move('i3', { progress: { done: 920, total: 1_830 } });

    await expect.poll(() => told.textContent()).toBe('leads feira.xlsx: Criando os contatos, 50%');
  });
});

describe('what was done', () => {
  it('stands with its state and its counts, one click from its screen', async () => {
    const { page } = await aScreen(scenarios.busy());
    const recent = page.getByRole('region', { name: 'Recentes' });

    const lines = await recent.getByRole('listitem').allTextContents();

    expect(lines).toEqual([
      expect.stringContaining('clientes novembro.csvImportação: 2.000 linhas · 518 com problemaEspera por você'),
      expect.stringContaining('clientes outubro.csvImportação: 1.728 contatos prontos · 272 de foraConcluída'),
      expect.stringContaining('PrimaveraCampanha: 3.112 mensagens aceitas · 61 falharamConcluída'),
    ]);
    await recent.getByRole('link', { name: 'clientes novembro.csv' }).click();
    await page.getByRole('heading', { name: 'Revise os números' }).waitFor();
  });

  it('can be discarded where nothing was created, after its size was told', async () => {
    const screen = await aScreen(scenarios.busy());
    const { page } = screen;

    await page.getByRole('button', { name: 'Mais opções de clientes novembro.csv' }).click();
    await page.getByRole('menuitem', { name: 'Descartar importação' }).click();
    await page.getByText('O Malote esquece as 2.000 linhas lidas de “clientes novembro.csv”.').waitFor();
    await expectCalm(screen);
    await page.getByRole('dialog').getByRole('button', { name: 'Descartar importação' }).click();

    await page.getByRole('link', { name: 'clientes novembro.csv' }).waitFor({ state: 'detached' });
    await expect.poll(() => asked(screen, 'imports.discard')).toEqual([{ importId: 2 }]);
    expect(await page.getByRole('button', { name: 'Mais opções de clientes outubro.csv' }).count()).toBe(0);
  });

  it('is told to be nothing, with what will stand there, where nothing was done', async () => {
    const { page } = await aScreen(scenarios.nothingYet());

    await page.getByText('Nada por aqui ainda').waitFor();
  });
});

describe('the window without its engine', () => {
  it('says calmly that it is looking for it, and goes on when it is back', async () => {
    const { page, engine, troubles } = await aScreen(scenarios.busy());
    await page.getByText('812 de 1.830').waitFor();

    engine.leave();
    await page.getByText('Reconectando…').waitFor();
    engine.move('i3', { progress: { done: 1_000, total: 1_830 } });
    engine.back();

    await page.getByText('1.000 de 1.830').waitFor();
    await page.getByText('Reconectando…').waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });

  it('shows an answer that broke as such, with the way to ask again', async () => {
    const world = scenarios.nothingYet();
    world.behaviour.set('jobs.list', { kind: 'databaseDamaged', path: '/dados' });
    const { page } = await aScreen(world);
    const recent = page.getByRole('region', { name: 'Recentes' });

    await recent.getByText('Os dados do Malote em /dados estão danificados').waitFor();
    world.behaviour.delete('jobs.list');
    await recent.getByRole('button', { name: 'Tentar de novo' }).click();

    await recent.getByText('Nada por aqui ainda').waitFor();
  });

  it('shows what is on its way as such', async () => {
    const world = scenarios.nothingYet();
    world.behaviour.set('jobs.list', 'silent');
    const screen = await aScreen(world);

    await screen.page.getByRole('region', { name: 'Recentes' }).getByRole('status', { name: 'Carregando' }).waitFor();
    await expectCalm(screen);
  });
});

/** The bridge of Electron as the page sees it: ports that lead to the engine, over the WebSocket that is there. */
function asInElectron(): void {
  const ports: MessagePort[] = [];
  window.addEventListener('message', (event) => ports.push(...event.ports));
  Object.assign(window, {
    ports,
    malote: {
      port: () => {
        const { port1, port2 } = new MessageChannel();
        const socket = new WebSocket(`ws://${location.host}/rpc`);
        const opened = new Promise((resolve) => socket.addEventListener('open', resolve));
        port2.onmessage = async ({ data }) => {
          await opened;
          socket.send(data);
        };
        socket.addEventListener('message', ({ data }) => port2.postMessage(data));
        window.postMessage({ type: 'malote:port' }, location.origin, [port1]);
      },
      pathOf: (file: File) => `C:\\planilhas\\${file.name}`,
    },
  });
}

describe('the window in Electron', () => {
  it('speaks over the port it is given, and asks for another when that one closes', async () => {
    const { page, engine } = await aScreen(scenarios.busy(), { before: asInElectron });
    await page.getByText('812 de 1.830').waitFor();

    // Electron tells a port that its other end is gone; a browser does not.
    await page.evaluate(() => {
      const ports: unknown = Reflect.get(window, 'ports');
      if (Array.isArray(ports)) for (const port of ports) port.dispatchEvent(new Event('close'));
    });
    engine.move('i3', { progress: { done: 950, total: 1_830 } });

    await page.getByText('950 de 1.830').waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'ports').length)).toBe(2);
  });

  it('hands a dropped sheet over by its path, without copying it', async () => {
    const screen = await aScreen(scenarios.nothingYet(), { before: asInElectron });
    const { page } = screen;

    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['a;b'], 'vendas.csv'));
      return transfer;
    });
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });

    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await expect
      .poll(() => asked(screen, 'imports.stage'))
      .toEqual([{ path: 'C:\\planilhas\\vendas.csv', fileName: 'vendas.csv', accountId: 1 }]);
  });

  it('opens the sheet that the menu or another program asks it to, on whatever screen it is', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/criar', before: asInElectron });
    const { page } = screen;

    await page.evaluate(() =>
      window.postMessage({ type: 'malote:open', path: '/home/ana/Feira março.xlsx' }, location.origin),
    );

    await page.getByText('Feira março.xlsx').waitFor();
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await expect
      .poll(() => asked(screen, 'imports.stage'))
      .toEqual([{ path: '/home/ana/Feira março.xlsx', fileName: 'Feira março.xlsx', accountId: 1 }]);
  });
});
