import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { aScreen, asked, expectCalm, shiftOf, watchShifts } from '../../support/a-screen.ts';
import { scenarios } from '../../support/fake-engine-scenarios.ts';
import { anAccount, aPracticeAccount } from '../../support/fake-engine-world.ts';
import { closeBrowser } from '../../support/screens.ts';

afterAll(closeBrowser);

describe('Planilha', () => {
  it('shows what was found and the first rows, while the rest is being read', async () => {
    const { page, engine } = await aScreen(scenarios.staging(), { place: '/importar/1' });
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();

    await expect.poll(() => page.getByLabel('Letras e acentos').inputValue()).toBe('windows-1252');
    await expect.poll(() => page.getByLabel('Separador').inputValue()).toBe(';');
    await expect
      .poll(() => page.getByRole('row').nth(0).allTextContents())
      .toEqual(['#NomeWhatsAppCidadeSegmentoÚltima compra']);
    await page.getByText('1.240 linhas · lendo… 61%').waitFor();
    engine.toPhase(1, 'review');

    await page
      .getByRole('navigation', { name: 'Passos da importação' })
      .getByText('1.240 linhas', { exact: true })
      .waitFor();
  });

  it('reads the sheet anew when a finding is changed, and says in place why it can not', async () => {
    const world = scenarios.review();
    const screen = await aScreen(world, { place: '/importar/1/planilha' });
    const { page } = screen;

    await page.getByLabel('Letras e acentos').selectOption('utf-8');
    await expect.poll(() => page.getByLabel('Letras e acentos').inputValue()).toBe('utf-8');
    world.behaviour.set('imports.restage', { kind: 'fileChanged' });
    await page.getByLabel('Cabeçalho').selectOption('Sem cabeçalho');
    await page.getByText('O arquivo mudou enquanto era lido.').waitFor();

    await expect.poll(() => page.getByLabel('Cabeçalho').inputValue()).toBe('0');
    await expect
      .poll(() => asked(screen, 'imports.restage'))
      .toEqual([
        { importId: 1, dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 } },
        { importId: 1, dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: -1 } },
      ]);
  });

  it('tells the lines that did not come in order, and takes a header of two lines', async () => {
    const world = scenarios.review();
    const [source] = world.imports.values();
    if (source) source.mended = { letters: { count: 0, lines: [] }, quotes: { count: 2, lines: [7, 90] } };
    const screen = await aScreen(world, { place: '/importar/1/planilha' });
    const { page } = screen;

    await page.getByText('confira as linhas 7, 90').waitFor();
    expect(await page.getByText('algumas letras').count()).toBe(0);
    await page.getByLabel('Cabeçalho').selectOption('1ª e 2ª linhas');

    await expect
      .poll(() => asked(screen, 'imports.restage'))
      .toMatchObject([{ importId: 1, dialect: { headerRow: 1, headerLines: 2 } }]);
    await expect.poll(() => page.getByLabel('Cabeçalho').inputValue()).toBe('1+');
    await page.getByLabel('Cabeçalho').selectOption('2ª linha');
    await expect.poll(() => asked(screen, 'imports.restage').at(-1)).not.toHaveProperty('dialect.headerLines');
  });

  it('says where a damaged file broke off, and reads it again once it is mended', async () => {
    const { page, engine } = await aScreen(scenarios.failed(), { place: '/importar/1' });
    await page.getByText('Aspas abertas na linha 901 não foram fechadas.').waitFor();

    await page.getByRole('button', { name: 'Ler de novo' }).click();
    await page.getByText('Aspas abertas na linha 901').waitFor({ state: 'detached' });
    engine.toPhase(1, 'review');

    await page.getByRole('link', { name: 'Criar' }).waitFor();
  });

  it('is not to be changed any more once contacts are created', async () => {
    const { page } = await aScreen(scenarios.created(), { place: '/importar/1/planilha' });

    await page.getByText('aqui nada muda mais').waitFor();

    await expect.poll(() => page.getByLabel('Letras e acentos').isDisabled()).toBe(true);
  });
});

describe('Colunas', () => {
  it('shows three samples, the guess and its certainty of each column, and asks to look where it doubts', async () => {
    const { page } = await aScreen(scenarios.review(), { place: '/importar/1/colunas' });
    const card = page.getByRole('region', { name: 'Segmento' });

    await expect.poll(() => card.getByRole('list', { name: 'Exemplos' }).getByRole('listitem').count()).toBe(3);
    await card.getByText('Sugestão pelo conteúdo · 62%').waitFor();
    await card.getByText('Confira').waitFor();
    expect(await page.getByRole('region', { name: 'WhatsApp' }).getByText('Confira').count()).toBe(0);
  });

  it('takes another word at once, by keyboard alone', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/colunas' });
    const { page } = screen;

    await page.getByRole('combobox', { name: 'O que é “Segmento”?' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Ignorar' }).waitFor();
    await expectCalm(screen);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    for (let down = 0; down < 9; down += 1) {
      const chosen = await page.locator('[data-combobox-selected]').textContent();
      if (chosen?.startsWith('Ignorar')) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');

    await page.getByRole('region', { name: 'Segmento' }).getByText('Escolha sua').waitFor();
    await expect
      .poll(() => asked(screen, 'imports.configure'))
      .toEqual([
        {
          importId: 1,
          mapping: [
            { kind: 'name' },
            { kind: 'number' },
            { kind: 'variable', name: 'Cidade' },
            { kind: 'skip' },
            { kind: 'variable', name: 'Última compra' },
          ],
        },
      ]);
  });

  it('makes a custom field of a column: one that is there, or a new one', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/colunas' });
    const { page } = screen;
    const card = page.getByRole('region', { name: 'Última compra' });

    await card.getByRole('combobox').click();
    await page.getByRole('option', { name: 'Campo personalizado' }).click();
    const field = card.getByRole('combobox', { name: 'Campo no Digisac' });
    await card.getByText('Campo novo: será criado na conta.').waitFor();
    await expect.poll(() => field.inputValue()).toBe('Última compra');
    await field.fill('cpf');
    await card.getByText('Este campo já existe na conta.').waitFor();
    await page.getByRole('option', { name: 'CPF' }).click();

    await expect.poll(() => screen.engine.world.imports.get(1)?.mapping[4]).toEqual({ kind: 'field', name: 'CPF' });
  });

  it('goes no further without the number, and says so', async () => {
    const screen = await aScreen(scenarios.unmapped(), { place: '/importar/1' });
    const { page } = screen;
    await page.getByText('Falta dizer qual coluna tem o número de WhatsApp.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Revisar' }).isDisabled()).toBe(true);

    await page.getByRole('combobox', { name: 'O que é “WhatsApp”?' }).click();
    await page.getByRole('option', { name: 'Número de WhatsApp' }).click();

    await page.getByText('Nada falta para revisar os números.').waitFor();
    await expect.poll(() => screen.engine.world.imports.get(1)?.mapping[1]).toEqual({ kind: 'number' });
  });

  it('says which of two numbers counts, and can do with one', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/colunas' });
    const { page } = screen;
    const card = page.getByRole('region', { name: 'Cidade' });

    await card.getByRole('combobox').first().click();
    await page.getByRole('option', { name: 'Número de WhatsApp' }).click();
    await card.getByText('2ª opção: é usada quando “WhatsApp” está vazia').waitFor();
    await card.getByRole('button', { name: 'Usar primeiro' }).click();
    await page.getByRole('region', { name: 'WhatsApp' }).getByText('2ª opção: é usada quando “Cidade”').waitFor();
    await page.getByRole('region', { name: 'WhatsApp' }).getByRole('button', { name: 'Usar primeiro' }).click();
    await card.getByRole('button', { name: 'Usar só esta' }).click();

    await expect
      .poll(() => screen.engine.world.imports.get(1)?.mapping.map(({ kind }) => kind))
      .toEqual(['name', 'skip', 'number', 'tags', 'variable']);
  });

  it('keeps the mapping under a name, uses one that was kept, and hands it out as a plan', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/colunas' });
    const { page } = screen;

    const tools = page.getByRole('button', { name: 'Mapeamento' });
    await tools.click();
    await page.getByRole('menuitem', { name: 'Salvar este mapeamento' }).click();
    await page.getByLabel('Nome do mapeamento').fill('Loja do centro');
    await page.keyboard.press('Enter');
    await page.getByText('Mapeamento “Loja do centro” salvo.').waitFor();
    await tools.click();
    await page.getByRole('menuitem', { name: 'Loja do centro (4 de 5 colunas)' }).waitFor();
    await expectCalm(screen);
    await page.getByRole('menuitem', { name: 'Loja do centro (4 de 5 colunas)' }).click();
    await page.getByText('Mapeamento “Loja do centro” aplicado.').waitFor();
    const downloading = page.waitForEvent('download');
    await tools.click();
    await page.getByRole('menuitem', { name: 'Exportar como plano' }).click();
    const plan = await downloading;

    expect(plan.suggestedFilename()).toBe('plano-clientes novembro.yaml');
    expect(readFileSync(await plan.path(), 'utf8')).toContain('    - "WhatsApp=number"\n');
    await expect.poll(() => asked(screen, 'mappings.apply')).toEqual([{ importId: 1, mappingId: 1 }]);
  });

  it('takes back what the engine refuses, and says why', async () => {
    const world = scenarios.review();
    world.behaviour.set('imports.configure', { kind: 'jobWrongState', job: 'i1', state: 'running' });
    const { page } = await aScreen(world, { place: '/importar/1/colunas' });

    await page.getByRole('combobox', { name: 'O que é “Segmento”?' }).click();
    await page.getByRole('option', { name: 'Ignorar' }).click();

    await page.getByText('Isto não pode ser feito com i1 agora').waitFor();
    await expect.poll(() => page.getByRole('combobox', { name: 'O que é “Segmento”?' }).inputValue()).toBe('Tags');
  });
});

describe('Revisar', () => {
  it('shows the rows behind each count, with the cell as it came', async () => {
    const { page } = await aScreen(scenarios.review(), { place: '/importar/1/revisar' });
    const grid = page.getByRole('grid', { name: 'Linhas da planilha' });
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('2001');

    await page.getByRole('button', { name: /^Outras situações/ }).click();
    await page.getByRole('menuitem', { name: 'Abreviados pelo Excel 25' }).click();

    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('26');
    const row = grid.getByRole('row').nth(1);
    await expect.poll(() => row.textContent()).toContain('Inválido5,512E+12');
    await expect.poll(() => page.url()).toContain('/revisar/phoneExponent');
    await page.reload();
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('26');
  });

  it('mends all rows without an area code at once, and takes it back', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/revisar' });
    const { page } = screen;

    // The area of the connection's own number is offered.
    await page.getByRole('button', { name: 'Usar DDD 11 nas 312 linhas sem DDD' }).click();
    await page.getByText('Os números sem DDD usam o DDD 11.').waitFor();
    await page.getByText('1.794 de 2.000 linhas prontas para criar').waitFor();
    expect(await page.getByRole('button', { name: /^Sem DDD/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Não usar DDD padrão' }).click();

    await page.getByRole('button', { name: 'Sem DDD 312' }).waitFor();
    await expect
      .poll(() => asked(screen, 'imports.configure'))
      .toEqual([
        { importId: 1, options: { defaultArea: '11' } },
        { importId: 1, options: { defaultArea: null } },
      ]);
  });

  it('can take another area code', async () => {
    const { page } = await aScreen(scenarios.review(), { place: '/importar/1/revisar' });

    await page.getByRole('combobox', { name: 'DDD padrão' }).fill('85');
    await page.getByRole('option', { name: '85 · CE' }).click();

    await page.getByRole('button', { name: 'Usar DDD 85 nas 312 linhas sem DDD' }).click();
    await page.getByText('Os números sem DDD usam o DDD 85.').waitFor();
  });

  it('checks the numbers in the background, live, and can be paused', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/revisar' });
    const { page, engine } = screen;

    await page.getByRole('button', { name: 'Verificar números' }).click();
    await page.getByText('0 de 2.000').waitFor();
    engine.move('i1', { progress: { done: 741, total: 1_482 } });
    await page.getByText('741 de 1.482').waitFor();
    await page.getByRole('button', { name: 'Pausar' }).click();
    await page.getByText('Você pausou.').waitFor();
    await page.getByRole('button', { name: 'Continuar' }).click();
    engine.toPhase(1, 'check', { phase: 'review', status: 'waiting' });

    await page.getByText('Todos os números foram verificados no WhatsApp.').waitFor();
    await page.getByRole('button', { name: 'Não verificados 18' }).waitFor();
    await page.getByRole('button', { name: /^Outras situações/ }).click();
    await page.getByRole('menuitem', { name: 'Sem WhatsApp 62' }).waitFor();
  });

  it('asks which account and connection to check with, where that is not plain', async () => {
    const world = scenarios.review();
    world.accounts = [anAccount(), aPracticeAccount()];
    const source = world.imports.get(1);
    if (source) source.options = { ...source.options, accountId: null, serviceId: null };
    const screen = await aScreen(world, { place: '/importar/1/revisar' });
    const { page } = screen;

    await page.getByText('Para verificar, diga com qual conta.').waitFor();
    await page.getByRole('combobox', { name: 'Conta' }).click();
    await page.getByRole('option', { name: 'Conta de demonstração' }).click();

    await page.getByRole('button', { name: 'Verificar números' }).waitFor();
    await expect
      .poll(() => asked(screen, 'imports.configure'))
      .toEqual([{ importId: 1, options: { accountId: 2, serviceId: null, departmentId: null } }]);
  });

  it('opens a row at length by keyboard, and goes from one to the next', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/revisar/areaCodeMissing' });
    const { page } = screen;
    const grid = page.getByRole('grid', { name: 'Linhas da planilha' });
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('313');

    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('O número está sem DDD.').waitFor();
    const first = await dialog.getByRole('heading').first().textContent();
    await expectCalm(screen);
    await dialog.getByRole('button', { name: 'Próxima linha' }).click();

    await expect.poll(() => dialog.getByRole('heading').first().textContent()).not.toBe(first);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('goes through a million rows without holding them', async () => {
    const screen = await aScreen(scenarios.million(), { place: '/importar/1/revisar' });
    const { page } = screen;
    const grid = page.getByRole('grid', { name: 'Linhas da planilha' });
    const lines = async () =>
      (await grid.getByRole('row').allTextContents()).map((text) => /^[\d.]+/.exec(text)?.[0]).filter(Boolean);
    await expect.poll(lines).toContain('2');

    await grid.focus();
    await page.keyboard.press('End');
    await expect.poll(lines).toContain('1.000.001');
    await expect.poll(() => grid.getByRole('row').count()).toBeLessThan(40);
    await grid.hover();
    await page.mouse.wheel(0, -400);
    await expect.poll(lines).toContain('999.991');
    await page.keyboard.press('Home');

    await expect.poll(lines).toContain('2');
    await grid.evaluate((box) => {
      box.scrollTop = (box.scrollHeight - box.clientHeight) / 2;
    });
    await expect.poll(lines).toContain('500.000');
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1_500);
  });

  it('says that rows could not be had, and has them on demand', async () => {
    const world = scenarios.review();
    world.behaviour.set('imports.rows', { kind: 'jobUnknown', job: 'i1' });
    const { page } = await aScreen(world, { place: '/importar/1/revisar' });
    await page.getByText('Não foi possível mostrar isto').waitFor();

    world.behaviour.delete('imports.rows');
    await page.getByRole('button', { name: 'Tentar de novo' }).click();

    await page.getByRole('grid').waitFor();
  });
});

describe('Criar', () => {
  it('stands still once its plan is there', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/criar', before: watchShifts });
    await screen.page.reload();
    await screen.page.getByRole('radio').first().waitFor();
    await screen.page.getByRole('button', { name: /Criar .* contatos/ }).waitFor();

    // A letter's breadth, as the font comes in.
    expect(await shiftOf(screen)).toBeLessThan(0.002);
  });

  it('says in one sentence, with exact numbers, what will happen', async () => {
    const world = scenarios.review();
    const source = world.imports.get(1);
    if (source) source.plan = { ...source.plan, newTags: ['Feira', 'Natal'], newFields: ['CPF'] };
    const { page } = await aScreen(world, { place: '/importar/1/criar' });

    await page
      .getByText('1.482 contatos entram na conta Loja Aurora, pela conexão Vendas. 518 linhas ficam de fora')
      .waitFor();
    await page.getByText('Tags novas na conta: Feira e Natal.').waitFor();
    await page.getByText('Campos novos na conta: CPF.').waitFor();
  });

  it('promises nothing while the account is not known yet', async () => {
    const world = scenarios.review();
    world.behaviour.set('accounts.list', 'silent');
    const { page } = await aScreen(world, { place: '/importar/1/criar' });

    await page.getByRole('heading', { name: 'O que vai acontecer' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Criar 1.482 contatos' }).isDisabled()).toBe(true);
    expect(await page.getByText('entram na conta').count()).toBe(0);
  });

  it('asks again for accounts that could not be told, and never to connect one that is there', async () => {
    const world = scenarios.review();
    world.behaviour.set('accounts.list', { kind: 'diskFull' });
    const { page } = await aScreen(world, { place: '/importar/1/criar' });

    await page.getByRole('button', { name: 'Tentar de novo' }).waitFor();
    expect(await page.getByText('Conectar conta').count()).toBe(0);
    world.behaviour.delete('accounts.list');
    await page.getByRole('button', { name: 'Tentar de novo' }).click();

    await page.getByText('1.482 contatos entram na conta Loja Aurora').waitFor();
  });

  it('takes the options along, and starts with them', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/criar' });
    const { page } = screen;

    await page.getByRole('radio', { name: 'Completar o que falta' }).click();
    await page.getByText('recebe só o que faltava').waitFor();
    await page.getByRole('combobox', { name: 'Tags para todos' }).fill('Feira 2026');
    await page.keyboard.press('Enter');
    await page.getByLabel('Departamento').selectOption('Vendas');
    await page.getByRole('button', { name: 'Criar 1.482 contatos' }).click();
    await page.getByText('Até agora').waitFor();

    await expect
      .poll(() => screen.engine.world.imports.get(1)?.options)
      .toMatchObject({
        existing: 'fill',
        tags: ['Feira 2026'],
        departmentId: 'department-0',
      });
    await expect.poll(() => asked(screen, 'imports.create')).toEqual([{ importId: 1 }]);
  });

  it('has the count typed before it writes over what is there', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/criar' });
    const { page } = screen;

    await page.getByRole('radio', { name: 'Substituir pelo que a planilha traz' }).click();
    await page.getByRole('button', { name: 'Criar 1.482 contatos' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Até 1.482 contatos que já existem').waitFor();
    const confirm = dialog.getByRole('button', { name: 'Criar 1.482 contatos' });
    await expect.poll(() => confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Para confirmar, digite 1.482').fill('1482');
    await confirm.click();

    await page.getByText('Até agora').waitFor();
    await expect.poll(() => asked(screen, 'imports.create')).toEqual([{ importId: 1 }]);
  });

  it('says why it can not start, where that is mended', async () => {
    const world = scenarios.review();
    world.behaviour.set('imports.create', { kind: 'serviceDisconnected', service: 'Vendas' });
    const { page } = await aScreen(world, { place: '/importar/1/criar' });

    await page.getByRole('button', { name: 'Criar 1.482 contatos' }).click();

    await page.getByText('A conexão “Vendas” está desconectada.').waitFor();
  });

  it('shows the creation live, why it rests, and asks before it is given up', async () => {
    const screen = await aScreen(scenarios.creating(), { place: '/importar/1' });
    const { page, engine } = screen;
    await page.getByText('812 de 1.830 · 296 por minuto · cerca de 3 minutos para terminar').waitFor();
    const meanwhile = page.getByRole('link', { name: 'Escrever a campanha enquanto isso' });
    expect(await meanwhile.getAttribute('href')).toBe('#/campanha/nova/1/mensagem');

    engine.move('i1', { status: 'paused', reason: { kind: 'tokenRefused' } });
    await page.getByText('O Digisac não aceitou o token.').waitFor();
    await page.getByRole('button', { name: 'Cancelar' }).click();
    await page.getByText('Faltam 1.018 linhas, que ficam sem contato.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Voltar' }).click();
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByText('O Digisac não aceitou o token.').waitFor({ state: 'detached' });
    await expect.poll(() => asked(screen, 'jobs.cancel')).toEqual([]);
  });

  it('accounts for every row of the sheet in the end, with the rows behind each number', async () => {
    const { page, engine } = await aScreen(scenarios.creating(), { place: '/importar/1/criar' });
    await page.getByText('Até agora').waitFor();

    engine.toPhase(1, 'done');
    await page.getByRole('heading', { name: '1.728 contatos prontos' }).waitFor();
    const numbers = (await page.getByRole('cell').allTextContents()).map((text) => Number(text.replaceAll('.', '')));
    const total = numbers.pop();

    expect(total).toBe(2_000);
    expect(numbers.reduce((sum, count) => sum + count, 0)).toBe(2_000);
    await page.getByRole('link', { name: 'Ver as linhas: Já existiam' }).click();
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe('29');
  });

  it('hands out the report as a file, and leads to a campaign', async () => {
    const screen = await aScreen(scenarios.created(), { place: '/importar/1' });
    const { page } = screen;

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Baixar relatório' }).click();
    await page.getByRole('menuitem', { name: 'Excel (.xlsx)' }).click();
    const download = await downloading;

    expect(download.suggestedFilename()).toBe('clientes-i1.xlsx');
    expect(readFileSync(await download.path(), 'utf8')).toBe('linha;estado\n');
    await expect
      .poll(() => asked(screen, 'reports.write'))
      .toEqual([{ job: 'i1', format: 'xlsx', raw: false, path: null, language: 'pt-BR' }]);
    await page.getByText('Relatório com 2.000 linhas gravado.').waitFor();
    await expectCalm(screen);
    const campaign = page.getByRole('link', { name: 'Criar campanha com estes contatos' });
    await expect.poll(() => campaign.getAttribute('href')).toBe('#/campanha/nova/1');
  });

  it('tries again what failed, with its count on the button', async () => {
    const screen = await aScreen(scenarios.created(), { place: '/importar/1' });

    await screen.page.getByRole('button', { name: 'Tentar de novo as 4 que falharam' }).click();

    await expect.poll(() => asked(screen, 'jobs.retry')).toEqual([{ job: 'i1' }]);
  });
});

describe('an import', () => {
  const places = ['planilha', 'colunas', 'revisar', 'criar'] as const;

  it.each(places)('is found again where it was after a reload at %s', async (step) => {
    const { page } = await aScreen(scenarios.review(), { place: `/importar/1/${step}` });
    const heading = await page.getByRole('heading', { level: 1 }).textContent();

    await page.reload();

    await page.getByRole('heading', { level: 1, name: heading ?? '' }).waitFor();
  });

  it('is walked back and forth by its rail without loss', async () => {
    const screen = await aScreen(scenarios.review(), { place: '/importar/1/criar' });
    const { page } = screen;
    const rail = page.getByRole('navigation', { name: 'Passos da importação' });
    await page.getByRole('radio', { name: 'Completar o que falta' }).click();

    await rail.getByRole('link', { name: 'Colunas' }).click();
    await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
    await rail.getByRole('link', { name: 'Planilha' }).click();
    await page.getByRole('heading', { name: 'O que encontramos na planilha' }).waitFor();
    await rail.getByRole('link', { name: 'Criar' }).click();

    await expect.poll(() => page.getByRole('radio', { name: 'Completar o que falta' }).isChecked()).toBe(true);
    await expect.poll(() => rail.getByRole('link', { name: 'Criar' }).getAttribute('aria-current')).toBe('step');
  });

  it('that is no more says so, and leads home', async () => {
    const { page } = await aScreen(scenarios.nothingYet(), { place: '/importar/9/revisar' });

    await page.getByRole('heading', { name: 'Esta importação não existe mais' }).waitFor();
    await page.getByRole('link', { name: 'Ir para o início', exact: true }).click();

    await page.getByText('Solte sua planilha aqui').waitFor();
  });

  it('is done from the first step to the last without a mouse', async () => {
    const screen = await aScreen(scenarios.cleanReview(), { place: '/importar/1/planilha' });
    const { page, engine } = screen;
    const press = async (role: 'link' | 'button', name: string | RegExp) => {
      const target = page.locator('.step-foot').getByRole(role, { name });
      for (let tabs = 0; tabs < 60; tabs += 1) {
        if (await target.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
    };

    await press('link', 'Colunas');
    await page.getByRole('heading', { name: 'O que é cada coluna?' }).waitFor();
    await press('link', 'Revisar');
    await page.getByRole('heading', { name: 'Revise os números' }).waitFor();
    await press('link', 'Criar');
    await page.getByText('40 contatos entram na conta').waitFor();
    await press('button', 'Criar 40 contatos');
    await page.getByText('Até agora').waitFor();
    engine.toPhase(1, 'done');

    await page.getByRole('heading', { name: '40 contatos prontos' }).waitFor();
  });
});
