import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { aScreen, asked, expectCalm } from '../../support/a-screen.ts';
import {
  aCampaign,
  aSendingWorld,
  deliveriesOf,
  type FakeCampaign,
  fakeCampaigns,
} from '../../support/fake-engine-campaigns.ts';
import { anAccount, aService, now, type World } from '../../support/fake-engine-world.ts';
import { closeBrowser, type Screen } from '../../support/screens.ts';

afterAll(closeBrowser);

interface Start {
  readonly campaign?: Partial<FakeCampaign>;
  readonly job?: Partial<JobSnapshot>;
  readonly world?: (world: World) => void;
  readonly place?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** A campaign on its way, on a Monday at 14:05 in São Paulo. */
async function aMonitor(start: Start = {}): Promise<Screen> {
  const campaign = aCampaign(start.campaign);
  const world = aSendingWorld(campaign, start.job);
  start.world?.(world);
  const people = { contacts: campaign.deliveries.length, optedOut: 0, withoutCityEvery: 0 };
  const screen = await aScreen(world, {
    campaigns: fakeCampaigns(people, [campaign]),
    ...(start.size ? { size: start.size } : {}),
  });
  await screen.page.clock.setFixedTime(now);
  await screen.go(start.place ?? '/campanha/5');
  return screen;
}

const held = { deliveries: deliveriesOf({ delivered: 90, held: 7, failed: 3, queued: 20 }) };
const legend = ({ page }: Screen) => page.getByRole('list', { name: 'Situação das mensagens' });
const rows = ({ page }: Screen) => page.getByRole('grid', { name: 'Envios, um a um' });

describe('Acompanhar', () => {
  it('tells apart what the account took and what arrived, and how fast it goes against what it may', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await page.getByRole('heading', { name: 'Volta às aulas' }).waitFor();
    await expect
      .poll(() => page.locator('.figure').allInnerTexts())
      .toEqual([
        'Aceitas pelo Digisac\n711\nde 1.640 mensagens',
        'Entregues no celular\n656\n92% das aceitas · 246 lidas',
        'Ritmo agora\n28 por minuto\npermitido: 30 por minuto',
        'Tempo que falta\n33 minutos\ntermina hoje às 14:38',
      ]);
    await expect
      .poll(() => legend(screen).getByRole('button').allInnerTexts())
      .toEqual(
        ['Lidas 246', 'Entregues 410', 'Aceitas, a confirmar 52', 'Falhas 8', 'Não enviadas 4', 'Na fila 920'].map(
          (text) => expect.stringContaining(text.replace(/ (?=\d)/, '\n')),
        ),
      );
    await expectCalm(screen);
  });

  it('follows the campaign without being asked', async () => {
    const screen = await aMonitor();
    await legend(screen).getByRole('button', { name: 'Na fila 920' }).waitFor();

    screen.engine.move('c5', {
      counts: { read: 300, delivered: 410, queued: 930 },
      perMinute: 12,
      remainingMs: 60_000,
    });

    await legend(screen).getByRole('button', { name: 'Na fila 930' }).waitFor();
    await screen.page.getByText('12 por minuto', { exact: true }).waitFor();
  });

  it('shows the rows behind a number in one click, and all that is known of one of them', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await legend(screen).getByRole('button', { name: 'Falhas 8' }).click();
    await rows(screen).getByText('Falhou').first().waitFor();
    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('9');
    await rows(screen).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    const drawer = page.getByRole('dialog', { name: /^Envio da linha/ });
    await drawer.getByText('Não deu certo em 5 tentativas.').waitFor();
    await drawer.getByText('Só hoje').waitFor();
    await expectCalm(screen);
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
  });

  it('filters the rows by outcome, each with its count', async () => {
    const screen = await aMonitor();
    const { page } = screen;
    const filter = page.getByRole('group', { name: 'Mostrar só' });

    await filter.getByRole('button', { name: 'Não enviadas 4' }).click();
    await rows(screen).getByText('A pessoa está descadastrada').first().waitFor();
    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('5');
    await filter.getByRole('button', { name: 'Todos 1.640' }).click();

    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('1641');
  });

  it('shows who answered and who opted out while it goes on, and the rows behind them', async () => {
    const screen = await aMonitor();
    const { page } = screen;
    const heard = page.getByRole('list', { name: 'O que as pessoas fizeram' });

    await heard.getByRole('button', { name: 'Descadastrados 5' }).waitFor();
    await heard.getByRole('button', { name: 'Responderam 21' }).click();

    await page.getByText('Mostrando só: Responderam').waitFor();
    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('22');
    await page.getByText('O que voltou').click();
    await page.getByRole('img', { name: /^O que voltou por minuto, das 13:39 às 14:05/ }).waitFor();
    await expectCalm(screen);
  });

  it('has the numbers of the chart as a table', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await page.getByRole('img', { name: /^Mensagens aceitas por minuto, das 13:39 às 14:05/ }).waitFor();
    await page.getByRole('button', { name: 'Ver como tabela' }).click();

    await page.getByRole('row', { name: '13:39 23' }).waitFor();
    await expectCalm(screen);
  });
});

describe('a campaign in hand', () => {
  it('is paused and goes on with the space bar', async () => {
    const screen = await aMonitor();
    const { page } = screen;
    await page.getByRole('button', { name: 'Pausar' }).waitFor();

    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Continuar' }).waitFor();
    await page.getByText('Você pausou. Continue quando quiser.').waitFor();
    await expectCalm(screen);
    await page.locator('h1').focus();
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pausar' }).waitFor();

    await expect.poll(() => screen.engine.world.calls.map(({ path }) => path)).toEqual(['jobs.pause', 'jobs.resume']);
  });

  it('is cancelled only after its size was seen', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await page.getByRole('button', { name: 'Mais opções' }).click();
    await page.getByRole('menuitem', { name: 'Cancelar campanha' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancelar a campanha?' });
    await dialog.getByText('920 pessoas que ainda não receberam vão ficar sem a mensagem.').waitFor();
    await expect.poll(() => asked(screen, 'jobs.cancel')).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancelar a campanha' }).click();

    await page.getByText('Cancelada').first().waitFor();
    await expect.poll(() => asked(screen, 'jobs.cancel')).toEqual([{ job: 'c5' }]);
    expect(await page.getByRole('button', { name: 'Mudar ritmo' }).count()).toBe(0);
  });

  it('takes another pace while it runs', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await page.getByRole('button', { name: 'Mudar ritmo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Mudar o ritmo' });
    await dialog.getByText('Faltam 920.').waitFor();
    await expectCalm(screen);
    await dialog.getByRole('radio', { name: 'Cauteloso' }).check();
    await dialog.getByText('A qualquer hora').click();
    await dialog.getByRole('button', { name: 'Usar este ritmo' }).click();

    await page.getByText('permitido: 6 por minuto').waitFor();
    await expect
      .poll(() => asked(screen, 'campaigns.setPace'))
      .toMatchObject([
        { campaignId: 5, pace: { rate: { count: 6, windowMs: 60_000 }, dailyLimit: 250, hours: null, days: null } },
      ]);
  });

  it('repeats only what the account never took, and says how many that is', async () => {
    const screen = await aMonitor();
    const { page } = screen;

    await page.getByRole('button', { name: 'Repetir 5 falhas' }).click();

    await page.getByText(/envios voltaram para a fila\./).waitFor();
    await expect.poll(() => asked(screen, 'jobs.retry')).toEqual([{ job: 'c5' }]);
  });

  it('gives its report as a download', async () => {
    const screen = await aMonitor();
    const { page } = screen;
    const download = page.waitForEvent('download');

    await page.getByRole('button', { name: 'Mais opções' }).click();
    await page.getByRole('menuitem', { name: 'Baixar planilha CSV' }).click();

    expect(readFileSync(await (await download).path(), 'utf8')).toContain('linha');
    await page.getByText('Relatório pronto, com 1.640 pessoas.').waitFor();
    await expect
      .poll(() => asked(screen, 'reports.write'))
      .toEqual([{ job: 'c5', format: 'csv', raw: false, path: null, language: 'pt-BR' }]);
  });

  it('says in place why something could not be done', async () => {
    const screen = await aMonitor();
    screen.engine.world.behaviour.set('jobs.pause', 'breaks');

    await screen.page.getByRole('button', { name: 'Pausar' }).click();

    await screen.page.getByRole('alert').waitFor();
    await screen.page.getByRole('button', { name: 'Pausar' }).waitFor();
  });
});

describe('what did not arrive', () => {
  it('is grouped by cause, what waits for a person first, each with its rows', async () => {
    const screen = await aMonitor({ campaign: held });
    const { page } = screen;
    const panel = page.getByRole('region', { name: 'O que não chegou, e por quê' });

    await panel.getByText('Espera sua decisão').waitFor();
    await expect
      .poll(() => panel.getByRole('button', { name: /^Ver / }).allInnerTexts())
      .toEqual(['Ver 7 envios', 'Ver 1 envio', 'Ver 1 envio', 'Ver 1 envio']);
    await panel.getByRole('button', { name: 'Ver 7 envios' }).click();

    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('8');
    await page.getByText('Mostrando só: A resposta do Digisac se perdeu').waitFor();
    await page.getByRole('button', { name: 'Mostrar todos' }).click();
    await expect.poll(() => rows(screen).getAttribute('aria-rowcount')).toBe('121');
  });

  it.each([
    ['Já chegaram', 'Contar 7 mensagens como enviadas?', 'sent'],
    ['Enviar', 'Enviar 7 mensagens?', 'send'],
    ['Não enviar', 'Deixar 7 mensagens sem enviar?', 'drop'],
  ])('is decided for all by a person, who sees the size first: %s', async (button, question, decision) => {
    const screen = await aMonitor({ campaign: held });
    const { page } = screen;

    await page.getByRole('button', { name: button, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: question });
    await dialog.waitFor();
    await expectCalm(screen);
    await expect.poll(() => asked(screen, 'campaigns.decide')).toEqual([]);
    await dialog.getByRole('button', { name: button, exact: true }).click();

    await page.getByRole('button', { name: 'Ver 7 envios' }).waitFor({ state: 'detached' });
    await expect.poll(() => asked(screen, 'campaigns.decide')).toEqual([{ campaignId: 5, deliveryId: null, decision }]);
  });

  it('is decided one by one as well', async () => {
    const screen = await aMonitor({ campaign: held });
    const { page } = screen;

    await legend(screen).getByRole('button', { name: 'Esperam sua decisão 7' }).click();
    await rows(screen).getByRole('row').nth(1).click();
    await page
      .getByRole('dialog', { name: /^Envio da linha/ })
      .getByRole('button', { name: 'Já chegou' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Contar 1 mensagem como enviada?' });
    await dialog.getByRole('button', { name: 'Já chegou' }).click();

    await legend(screen).getByRole('button', { name: 'Esperam sua decisão 6' }).waitFor();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    await expect
      .poll(() => asked(screen, 'campaigns.decide'))
      .toEqual([{ campaignId: 5, deliveryId: 91, decision: 'sent' }]);
  });
});

describe('a campaign that rests', () => {
  const paused = { status: 'paused', reason: { kind: 'pausedByUser' } } as const;
  const ways = ({ page }: Screen) => page.getByRole('region', { name: 'Como continuar' });

  it('says with how many each way on goes on, and offers each once', async () => {
    const screen = await aMonitor({ campaign: held, job: paused });
    const { page } = screen;
    await ways(screen).getByRole('button', { name: 'Continuar: 20 na fila' }).waitFor();
    await expect
      .poll(() => ways(screen).getByRole('button').allInnerTexts())
      .toEqual(['Continuar: 20 na fila', 'Repetir 2 falhas', 'Decidir 7 em dúvida']);
    await expect.poll(() => page.getByRole('button', { name: /Repetir/ }).count()).toBe(1);
    await expectCalm(screen);

    await ways(screen).getByRole('button', { name: 'Decidir 7 em dúvida' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Já chegaram');
    await ways(screen).getByRole('button', { name: 'Continuar: 20 na fila' }).click();
    await expect.poll(() => asked(screen, 'jobs.resume')).toEqual([{ job: 'c5' }]);
    await ways(screen).waitFor({ state: 'detached' });
  });

  it('is asked about, where its start went by with nobody there', async () => {
    const reason = { kind: 'startMissed', startsAt: '2026-11-23T09:00-03:00' } as const;
    const screen = await aMonitor({ job: { status: 'paused', reason, perMinute: null, remainingMs: null } });
    const { page } = screen;
    await page.getByText('mas o Malote não estava aberto nessa hora').waitFor();
    await expect
      .poll(() => ways(screen).getByRole('button').allInnerTexts())
      .toEqual(['Enviar agora: 920 na fila', 'Marcar outra hora', 'Repetir 5 falhas', 'Cancelar campanha']);
    await expectCalm(screen);
    // No key that is pressed by the way sends to 920 people.
    await page.locator('h1').focus();
    await page.keyboard.press(' ');
    expect(asked(screen, 'jobs.resume')).toEqual([]);

    await ways(screen).getByRole('button', { name: 'Cancelar campanha' }).click();
    const cancelling = page.getByRole('dialog', { name: 'Cancelar a campanha?' });
    await cancelling.getByText('920 pessoas que ainda não receberam').waitFor();
    await page.keyboard.press('Escape');
    await cancelling.waitFor({ state: 'detached' });
    await ways(screen).getByRole('button', { name: 'Enviar agora: 920 na fila' }).click();
    await expect.poll(() => asked(screen, 'jobs.resume')).toEqual([{ job: 'c5' }]);
    await page.getByRole('button', { name: 'Pausar' }).waitFor();
  });

  it('starts by itself at another hour, where that is what a person wants', async () => {
    const reason = { kind: 'startMissed', startsAt: '2026-11-23T09:00-03:00' } as const;
    const screen = await aMonitor({ job: { status: 'paused', reason, perMinute: null, remainingMs: null } });
    const { page } = screen;
    await ways(screen).getByRole('button', { name: 'Marcar outra hora' }).click();
    const dialog = page.getByRole('dialog', { name: 'Marcar outra hora' });
    await dialog.getByText('Faltam 920 mensagens.').waitFor();
    await dialog.getByRole('button', { name: 'Marcar para hoje às 15:00' }).waitFor();
    await expectCalm(screen);

    await dialog.getByLabel('Hora').fill('13:00');
    await dialog.getByText('Já passou. Escolha uma hora que ainda vem.').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Marcar para hoje às 13:00' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Hora').fill('22:30');
    await dialog.getByText('Fora do horário de envio: começa amanhã às 09:00.').waitFor();
    await dialog.getByLabel('Hora').fill('17:30');
    await dialog.getByLabel('Hora').press('Enter');

    await dialog.waitFor({ state: 'detached' });
    const startAt = Date.parse('2026-11-23T17:30-03:00');
    await expect
      .poll(() => asked(screen, 'campaigns.setPace'))
      .toMatchObject([{ campaignId: 5, pace: { startAt, rate: { count: 30, windowMs: 60_000 } } }]);
    await expect.poll(() => asked(screen, 'jobs.resume')).toEqual([{ job: 'c5' }]);
  });

  it('is over, and what failed can be tried again, by one button in the singular', async () => {
    const deliveries = deliveriesOf({ delivered: 9, failed: 2 });
    const screen = await aMonitor({
      campaign: { phase: 'done', deliveries },
      job: { status: 'done', finishedAt: now, perMinute: null, remainingMs: null },
    });
    await ways(screen).getByRole('button', { name: 'Repetir 1 falha' }).click();

    await expect.poll(() => asked(screen, 'jobs.retry')).toEqual([{ job: 'c5' }]);
    await screen.page.getByText('para a fila.').waitFor();
    await expect.poll(() => screen.page.getByRole('button', { name: /Repetir/ }).count()).toBe(1);
  });

  it('says in place why what failed could not be put back', async () => {
    const screen = await aMonitor({
      campaign: held,
      job: paused,
      world: ({ behaviour }) => behaviour.set('jobs.retry', { kind: 'diskFull' }),
    });
    await ways(screen).getByRole('button', { name: 'Repetir 2 falhas' }).click();

    await expect.poll(() => screen.page.getByRole('alert').allInnerTexts()).toHaveLength(1);
    await ways(screen).getByRole('button', { name: 'Repetir 2 falhas' }).waitFor();
  });

  it('goes on without a number while its texts are still being made', async () => {
    const screen = await aMonitor({
      campaign: { phase: 'enlist', deliveries: deliveriesOf({ queued: 20 }) },
      job: { ...paused, phase: 'enlist' },
    });
    await expect.poll(() => ways(screen).getByRole('button').allInnerTexts()).toEqual(['Continuar']);
  });
});

describe('trouble', () => {
  it.each([
    [{ kind: 'serviceDisconnected', service: 'Vendas' }, 'A conexão “Vendas” está desconectada.'],
    [{ kind: 'tokenRefused' }, 'O Digisac não aceitou o token.'],
    [{ kind: 'notDelivering', count: 20 }, 'O Digisac aceitou as últimas 20 mensagens, mas nenhuma saiu'],
    [
      { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' },
      'Agora está fora do horário de envio. O próximo horário começa em 24/11/2026 09:00.',
    ],
    [
      { kind: 'dailyLimitReached', limit: 1_000, opensAt: '2026-11-24T09:00-03:00' },
      'O limite de 1.000 envios por dia foi atingido.',
    ],
  ] as const)('is told in words where the campaign rests: %o', async (reason, words) => {
    const screen = await aMonitor({ job: { status: 'paused', reason } });

    await screen.page.getByText(words).waitFor();

    await expectCalm(screen);
  });

  it('waits by itself for its hours, until another pace lets it go on at once', async () => {
    const reason = { kind: 'outsideWindow', opensAt: '2026-11-24T09:00-03:00' } as const;
    const screen = await aMonitor({ job: { status: 'paused', reason, perMinute: null, remainingMs: null } });
    const { page } = screen;

    await page.getByText('esperando', { exact: true }).waitFor();
    await page.getByText('continua amanhã às 09:00').waitFor();
    await page.getByRole('button', { name: 'Manter pausada' }).waitFor();
    expect(await page.getByRole('button', { name: 'Continuar' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Mudar ritmo' }).click();
    await page.getByRole('dialog').getByText('A qualquer hora').click();
    await page.getByRole('button', { name: 'Usar este ritmo' }).click();

    await page.getByText('esperando', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Pausar' }).waitFor();
  });

  it('waits by itself for the account, and promises no time', async () => {
    const reason = { kind: 'serviceDisconnected', service: 'Vendas' } as const;
    const screen = await aMonitor({ job: { status: 'running', reason } });
    const { page } = screen;

    await page.getByText('A campanha continua sozinha assim que der.').waitFor();
    await page.getByText('continua sozinha', { exact: true }).waitFor();
    expect(await page.getByText('28 por minuto').count()).toBe(0);

    await expectCalm(screen);
  });

  it('is told before it stops the campaign, when the connection of the account is gone', async () => {
    const screen = await aMonitor({
      world: (world) => {
        world.accounts = [anAccount({ services: [aService({ connected: 'no' })] })];
      },
    });

    await screen.page.getByText('A conexão “Vendas” está desconectada no Digisac.').waitFor();

    await screen.page.getByRole('link', { name: 'Ver a conta' }).click();
    await screen.page.getByRole('heading', { name: 'Contas' }).waitFor();
  });

  it('names a campaign that is not there', async () => {
    const screen = await aMonitor({ place: '/campanha/9' });

    await screen.page.getByText('Não há importação nem campanha com o código “c9”.').waitFor();

    await expectCalm(screen);
  });

  it('offers another try where the numbers could not be had', async () => {
    const screen = await aMonitor({ world: (world) => world.behaviour.set('campaigns.get', { kind: 'diskFull' }) });
    const { page, engine } = screen;
    await page.getByText('O disco está cheio.').waitFor();

    engine.world.behaviour.delete('campaigns.get');
    await page.getByRole('button', { name: 'Tentar de novo' }).click();

    await page.getByText('Aceitas pelo Digisac').waitFor();
  });
});

describe('the ages of a campaign', () => {
  it('are calm before the first message', async () => {
    const screen = await aMonitor({
      campaign: { perMinute: [], deliveries: deliveriesOf({ queued: 40 }) },
      job: { perMinute: null, remainingMs: null },
    });
    const { page } = screen;

    await page.getByText('O gráfico começa com o primeiro envio.').waitFor();
    await page.getByText('Os primeiros envios aparecem aqui.').waitFor();
    await page.getByText('Nada falhou até agora.').waitFor();

    await expectCalm(screen);
  });

  it('are calm while the messages are prepared', async () => {
    const screen = await aMonitor({
      campaign: { phase: 'enlist', perMinute: [], deliveries: [] },
      job: { phase: 'enlist', total: 0, progress: { done: 600, total: 1_640 } },
    });

    await screen.page.getByText('O texto de cada pessoa está sendo guardado.').waitFor();
    await screen.page.getByText('Nenhum envio aqui').waitFor();

    await expectCalm(screen);
  });

  it('end with what it took, and with what WhatsApp still has to confirm', async () => {
    const screen = await aMonitor({
      campaign: { phase: 'done', deliveries: deliveriesOf({ read: 90, delivered: 8, accepted: 2 }) },
      job: { status: 'done', finishedAt: now, perMinute: null, remainingMs: null },
    });
    const { page } = screen;

    await page.getByText('40 minutos').waitFor();
    await page.getByText('98% das aceitas · o WhatsApp ainda confirma as outras').waitFor();
    await page.getByText('Nada falhou.').waitFor();
    expect(await page.getByRole('button', { name: 'Pausar' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Mais opções' }).click();
    await page.getByRole('menuitem', { name: 'Nova campanha com estes contatos' }).click();

    await page.getByRole('heading', { name: 'O que você quer dizer?' }).waitFor();
  });

  it.each([
    ['dark', { width: 1280, height: 800 }],
    ['light', { width: 900, height: 600 }],
  ] as const)('fit and are calm in the %s theme at %o', async (theme, size) => {
    const screen = await aMonitor({
      campaign: {
        deliveries: deliveriesOf({
          read: 24,
          delivered: 41,
          sent: 4,
          failed: 8,
          inDoubt: 2,
          held: 7,
          skipped: 4,
          queued: 92,
        }),
      },
      size,
      world: (world) => {
        world.settings = { ...world.settings, theme };
      },
    });
    await screen.page.getByText('Espera sua decisão').first().waitFor();

    await expectCalm(screen);
    const overflow = await screen.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.querySelector('.page-scroll') ?? document.body;
      return scrollWidth - clientWidth;
    });
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
