import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Content, plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import { importPlan } from '#shared/mapping/plan.ts';
import { type Pace, paceSchema, weekdays } from '#shared/pace/limits.ts';
import { contentOf, exclusionsOf, paceOfPlan } from '#shared/plan/campaign.ts';
import { readPlan } from '#shared/plan/read.ts';
import { type CampaignSetup, wholePlan } from '#shared/plan/write.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';

const nowMs = Date.UTC(2026, 10, 23, 12);

const setup: CampaignSetup = {
  name: 'Natal: "ofertas"',
  content: plainText('Olá {{nome|cliente}},\n\n*50%* # só hoje: "aproveite"'),
  exclusions: usualExclusions,
  seed: 7,
  pace: {
    rate: { count: 15, windowMs: 60_000 },
    jitter: 0.4,
    concurrency: 1,
    caps: [{ count: 300, windowMs: 7_200_000 }],
    dailyLimit: 1_000,
    rampUp: { first: 50, growth: 1.5 },
    max: null,
    hours: { fromMinute: 540, toMinute: 1_440 },
    days: ['mon', 'wed'],
    timeZone: 'America/Manaus',
    hoursOf: 'campaign',
    startAt: Date.UTC(2026, 10, 24, 13, 30),
  },
  inDoubt: 'settle',
  openTicket: false,
  beginsEarly: false,
};
const importPart = importPlan({
  fileName: 'clientes.csv',
  dialect: null,
  header: ['Nome', 'Celular'],
  mapping: [{ kind: 'name' }, { kind: 'number' }],
  options: {
    defaultArea: null,
    country: 'BR',
    tags: [],
    existing: 'leave',
    blanks: 'leave',
    tagRule: 'add',
    keep: 'first',
    legalBasis: null,
    legalNote: '',
  },
  account: 'Loja',
  service: 'Vendas',
  department: null,
});

/** What reading a plan gives: the campaign, as it would be made. */
function readBack(source: string, templates: readonly ApprovedTemplate[] = []) {
  const plan = readPlan(source);
  if (!plan.ok) throw new Error(`${plan.error.kind}\n${source}`);
  const { campaign } = plan.value;
  if (campaign === undefined) throw new Error('no campaign in it');
  const content = contentOf(campaign, { fileText: null, attachment: null, templates });
  const pace = paceOfPlan(campaign, 'Europe/Lisbon');
  if (!content.ok || !pace.ok) throw new Error('not understood');
  return { campaign, content: content.value, pace: pace.value, exclusions: exclusionsOf(campaign) };
}

describe('a campaign written as a plan', () => {
  it('is read back as the same one', () => {
    const { campaign, content, pace, exclusions } = readBack(wholePlan(importPart, setup, nowMs));
    expect(campaign).toMatchObject({ name: setup.name, seed: 7, 'open-ticket': false, 'in-doubt': 'settle' });
    expect(content).toEqual(setup.content);
    expect(pace).toEqual(setup.pace);
    expect(exclusions).toEqual(usualExclusions);
  });

  it('leaves a start that is over out, so that it is not the start of the next one', () => {
    expect(wholePlan(importPart, setup, nowMs + 86_400_000 * 2)).not.toContain('start-at');
  });

  it('names the schema, so that editors of code complete it', () => {
    expect(wholePlan(importPart, null, nowMs)).toMatch(/^# yaml-language-server: \$schema=plan\.schema\.json\nimport:/);
  });

  const others: readonly Content[] = [
    { kind: 'comment', versions: [{ template: 'Ligar na sexta', share: 1 }] },
    {
      kind: 'message',
      versions: [
        { template: 'A', share: 1 },
        { template: 'B', share: 3 },
      ],
      attachment: null,
      buttons: [{ text: 'Sim' }, { text: 'Não' }],
    },
  ];
  it.each(others)('keeps what it says: %j', (content) => {
    expect(readBack(wholePlan(importPart, { ...setup, content }, nowMs)).content).toEqual(content);
  });

  const template: ApprovedTemplate = {
    hsmId: 'hsm-1',
    name: 'promocao',
    language: 'pt_BR',
    category: 'MARKETING',
    isApproved: true,
    status: 'APPROVED',
    header: { kind: 'image' },
    body: 'Olá {{1}}, {{2}}!',
    placeholders: ['1', '2'],
    footer: null,
    buttons: [{ index: 1, text: 'Ver', takesSuffix: true }],
  };
  const approved: Content = {
    kind: 'approved',
    hsmId: 'hsm-1',
    name: 'promocao',
    language: 'pt_BR',
    body: 'Olá {{1}}, {{2}}!',
    parameters: ['{{nome}}', 'hoje'],
    header: { kind: 'image', link: 'https://exemplo.com/{{codigo}}.png' },
    headerParameters: [],
    buttons: [{ index: 1, suffix: '{{codigo}}' }],
  };
  it('keeps an approved template with its values, and finds it by its name as well', () => {
    const plan = wholePlan(importPart, { ...setup, content: approved }, nowMs);
    expect(readBack(plan, [template]).content).toEqual(approved);
    expect(readBack(plan.replace('"hsm-1"', 'Promocao'), [template]).content).toEqual(approved);
  });

  it.each([
    { ...template, isApproved: false },
    { ...template, hsmId: 'x', name: 'outra' },
  ])('does not take a template that cannot be sent', (one) => {
    const plan = readPlan(wholePlan(importPart, { ...setup, content: approved }, nowMs));
    if (!plan.ok || !plan.value.campaign) throw new Error('no plan');
    expect(contentOf(plan.value.campaign, { fileText: null, attachment: null, templates: [one] })).toMatchObject({
      ok: false,
      error: { kind: 'planTemplateUnknown', template: 'hsm-1' },
    });
  });

  it('keeps any text and any pace', () => {
    const rate = fc.record({
      count: fc.integer({ min: 1, max: 1_000_000 }),
      windowMs: fc.integer({ min: 1, max: 100_000 }).map((seconds) => seconds * 1_000),
    });
    const pace: fc.Arbitrary<Pace> = fc.record({
      rate,
      caps: fc.array(rate, { maxLength: 4 }),
      jitter: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      concurrency: fc.integer({ min: 1, max: 64 }),
      dailyLimit: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      rampUp: fc.option(
        fc.record({
          first: fc.integer({ min: 1, max: 100_000 }),
          growth: fc.integer({ min: 11, max: 50 }).map((tenths) => tenths / 10),
        }),
      ),
      max: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      hours: fc.option(
        fc
          .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
          .filter(([from, to]) => from < to)
          .map(([fromMinute, toMinute]) => ({ fromMinute, toMinute })),
      ),
      days: fc.option(fc.subarray([...weekdays], { minLength: 1 })),
      timeZone: fc.constantFrom('America/Sao_Paulo', 'America/Noronha', 'Europe/Lisbon'),
      hoursOf: fc.constant('campaign'),
      startAt: fc.option(fc.integer({ min: nowMs / 60_000 + 1, max: nowMs / 60_000 + 500_000 }).map((m) => m * 60_000)),
    });
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, pace, (template, wanted) => {
        const plan = wholePlan(importPart, { ...setup, content: plainText(template), pace: wanted }, nowMs);
        const back = readBack(plan);
        expect(back.content).toEqual(plainText(template));
        expect(back.pace).toEqual(paceSchema.parse(wanted));
      }),
    );
  });
});
