import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AccountContact } from '#main/digisac/digisac.ts';
import type { FaultChoice } from '#main/practice/options.ts';
import { sumOutcomes } from '#shared/contacts/outcome.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import type { Comparison, ImportOptions } from '#shared/rpc/imports.ts';
import { anotherHand, told } from '../support/account.ts';
import { createTestClock } from '../support/clock.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

// Rows 1 and 2 are new; the others have a contact already, see `people`.
const sheet = [
  'Nome;Celular;Cidade;Plano;Tags',
  'Nova Um;(11) 98100-0001;Recife;Ouro;',
  'Nova Dois;(11) 98100-0002;;;natal',
  'Ana Souza;(11) 98100-0003;Olinda;;natal',
  'Bia Lima;(11) 98100-0004;Natal;Prata;',
  'Caio Reis;(11) 98100-0005;;Ouro;natal',
  'Caio Outro;(11) 98100-0005;;;',
  'Sem Numero;;Recife;;',
].join('\r\n');
const rows = 7;
const people = [
  { number: '5511981000003', name: 'Ana', fields: ['Recife', 'Bronze'], tags: ['vip'] },
  { number: '5511981000004', name: 'Bia Lima', fields: ['Natal', 'Prata'], tags: ['vip'] },
  { number: '5511981000005', name: '5511981000005', fields: ['Salvador', ''], tags: ['vip', 'natal'] },
] as const;
const columns: readonly ColumnTarget[] = [
  { kind: 'name' },
  { kind: 'number' },
  { kind: 'field', name: 'Cidade' },
  { kind: 'field', name: 'Plano' },
  { kind: 'tags' },
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'malote-collisions-'));
  await writeFile(join(folder, 'sheet.csv'), sheet, 'latin1');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let open: { practice: Practice; malote: TestEngine; hand: ReturnType<typeof anotherHand> } | null = null;
afterEach(async () => {
  await open?.malote.stop();
  await open?.hand.close();
  await open?.practice.close();
  open = null;
});

interface Seen {
  readonly name: string;
  readonly city: string;
  readonly plan: string;
  readonly tags: readonly string[];
}

/** An account with `people` in it, and the sheet imported into it. Everybody of the sheet, before and after. */
async function imported(
  options: Partial<ImportOptions>,
  more: { mapping?: readonly ColumnTarget[]; faults?: FaultChoice } = {},
) {
  const time = createTestClock();
  const practice = await startPractice({ clock: time.clock, habits: { withoutWhatsapp: 0, replies: 0 } });
  const malote = await startEngine({ practice, time });
  const hand = anotherHand(practice, time.clock);
  open = { practice, malote, hand };
  const { digisac } = hand;
  const fieldIds = new Map(told(await digisac.customFields()).map(({ id, name }) => [name, id]));
  fieldIds.set('Plano', told(await digisac.createCustomField('Plano')).id);
  const tagIds = new Map<string, string>();
  for (const label of ['vip', 'natal']) tagIds.set(label, told(await digisac.createTag(label)).id);
  for (const { number, name, fields, tags } of people) {
    const [city, plan] = fields;
    const values = { [fieldIds.get('Cidade') ?? '']: city, [fieldIds.get('Plano') ?? '']: plan };
    const { id } = told(
      await digisac.createContact({
        ...{ number, name, serviceId: practice.serviceId, departmentId: null },
        fields: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
      }),
    );
    for (const label of tags) told(await digisac.tagContacts(tagIds.get(label) ?? '', [id]));
  }
  const labelOf = new Map([...tagIds].map(([label, id]) => [id, label]));
  const seen = ({ name, fields, tagIds: ids }: AccountContact): Seen => ({
    name,
    city: fields?.[fieldIds.get('Cidade') ?? ''] ?? '',
    plan: fields?.[fieldIds.get('Plano') ?? ''] ?? '',
    tags: (ids ?? []).map((id) => labelOf.get(id) ?? id).toSorted(),
  });
  const look = async () => new Map([...(await hand.contacts())].map(([number, contact]) => [number, seen(contact)]));

  const importId = await malote.stage(join(folder, 'sheet.csv'), options);
  await malote.engine.imports.configure(importId, { mapping: [...(more.mapping ?? columns)] });
  await malote.until('it is in review', () => malote.job(`i${importId}`).phase === 'review');
  const before = await look();
  const compared: Comparison[] = [];
  const { n } = (await practice.requests()).at(-1) ?? { n: 0 };
  const comparing = (async () => {
    for (let rowNo = 1; rowNo <= rows; rowNo += 1) {
      compared.push(await malote.engine.compare({ importId, rowNo }, new AbortController().signal));
    }
  })();
  await malote.until('the rows are compared', () => compared.length === rows);
  await comparing;
  const asked = await practice.requests(n);
  const created = (await practice.summary()).effects['contactCreated'] ?? 0;
  await practice.setFaults(more.faults ?? []);
  await malote.engine.imports.create(importId);
  await malote.until('it is created', () => malote.job(`i${importId}`).status !== 'running');
  await practice.setFaults([]);
  const after = await look();
  const made = ((await practice.summary()).effects['contactCreated'] ?? 0) - created;
  const of = (place: number) => after.get(`551198100000${place}`);
  return {
    malote,
    importId,
    compared,
    asked,
    before,
    after,
    made,
    of,
    counts: sumOutcomes(malote.store.rows.counts(importId)),
  };
}

const ana = { name: 'Ana', city: 'Recife', plan: 'Bronze', tags: ['vip'] };
const bia = { name: 'Bia Lima', city: 'Natal', plan: 'Prata', tags: ['vip'] };
const caio = { name: '5511981000005', city: 'Salvador', plan: '', tags: ['natal', 'vip'] };

describe('contacts that were there before', () => {
  it('stay as they are but for the tags that are added, where nothing else was chosen', async () => {
    const { of, counts } = await imported({});
    expect([of(3), of(4), of(5)]).toEqual([{ ...ana, tags: ['natal', 'vip'] }, bia, caio]);
    expect(counts).toEqual({ created: 2, updated: 1, unchanged: 2, refused: 0, skipped: 2, open: 0 });
  });

  it('get what they lack', async () => {
    const { of, counts } = await imported({ existing: 'fill' });
    expect([of(3), of(4)]).toEqual([{ ...ana, tags: ['natal', 'vip'] }, bia]);
    expect(of(5)).toEqual({ ...caio, name: 'Caio Reis', plan: 'Ouro' });
    expect(counts).toMatchObject({ created: 2, updated: 2, unchanged: 1 });
  });

  it('get what the sheet has; a blank cell leaves what is there', async () => {
    const { of } = await imported({ existing: 'overwrite' });
    expect(of(3)).toEqual({ name: 'Ana Souza', city: 'Olinda', plan: 'Bronze', tags: ['natal', 'vip'] });
    expect(of(5)).toEqual({ name: 'Caio Reis', city: 'Salvador', plan: 'Ouro', tags: ['natal', 'vip'] });
  });

  it('lose what the sheet has blank, and the tags that it does not name, where that was chosen', async () => {
    const { of, counts } = await imported({ existing: 'overwrite', blanks: 'erase', tagRule: 'replace' });
    expect(of(3)).toEqual({ name: 'Ana Souza', city: 'Olinda', plan: '', tags: ['natal'] });
    expect(of(4)).toEqual({ ...bia, tags: [] });
    expect(of(5)).toEqual({ name: 'Caio Reis', city: '', plan: 'Ouro', tags: ['natal'] });
    expect(counts).toMatchObject({ created: 2, updated: 3, unchanged: 0 });
  });

  it('keep tags where the row has none and blanks leave things as they are', async () => {
    const { of } = await imported({ tagRule: 'replace' });
    expect([of(3)?.tags, of(4)?.tags, of(5)?.tags]).toEqual([['natal'], ['vip'], ['natal']]);
  });

  it('are treated column by column', async () => {
    const mapping: ColumnTarget[] = [
      { kind: 'name', existing: 'leave' },
      { kind: 'number' },
      { kind: 'field', name: 'Cidade', existing: 'overwrite' },
      { kind: 'field', name: 'Plano' },
      { kind: 'skip' },
    ];
    const { of } = await imported({ existing: 'fill' }, { mapping });
    expect([of(3), of(4)]).toEqual([{ ...ana, city: 'Olinda' }, bia]);
    expect(of(5)).toEqual({ ...caio, plan: 'Ouro' });
  });

  it('are written down as they were before anything of them is changed', async () => {
    const { malote, importId } = await imported({ existing: 'overwrite', tagRule: 'replace' });
    const record = malote.store.contactChanges.find(importId, 3);
    expect(record).toMatchObject({ before: { name: 'Ana' }, after: { name: 'Ana Souza' } });
    expect(Object.values(record?.before.fields ?? {})).toEqual(['Recife']);
    expect(record?.before.tagIds).toHaveLength(1);
    // Nothing of Bia changed but her tags stayed: her row has none.
    expect(malote.store.contactChanges.find(importId, 4)).toBeNull();
  });
});

describe('a row beside the contact that is there', () => {
  const rules: readonly Partial<ImportOptions>[] = [
    { existing: 'leave' },
    { existing: 'fill' },
    { existing: 'overwrite', tagRule: 'replace' },
    { existing: 'overwrite', blanks: 'erase', tagRule: 'replace' },
  ];

  it.each(rules)(
    'tells by reads alone what is there and what it will be, and so it comes to be: %o',
    async (options) => {
      const { compared, asked, before, of } = await imported(options);
      expect(asked.every(({ outcome }) => outcome === 'read')).toBe(true);
      const seenIn = (rowNo: number, side: 'there' | 'becomes'): Seen => {
        const values = compared[rowNo - 1]?.values ?? [];
        const heldBy = (what: string, label = '') =>
          values.find((value) => value.what === what && value.label === label)?.[side] ?? '';
        const tags = heldBy('tags') === '' ? [] : heldBy('tags').split(', ').toSorted();
        return { name: heldBy('name'), city: heldBy('field', 'Cidade'), plan: heldBy('field', 'Plano'), tags };
      };
      for (const rowNo of [3, 4, 5]) {
        expect(seenIn(rowNo, 'there')).toEqual(before.get(`551198100000${rowNo}`));
        expect(seenIn(rowNo, 'becomes')).toEqual(of(rowNo));
      }
      // New ones, and a row without a number.
      expect([1, 2, 7].map((rowNo) => compared[rowNo - 1]?.contact)).toEqual([null, null, null]);
    },
  );
});

describe('the result of an import', () => {
  const faults: readonly (readonly [string, FaultChoice])[] = [
    ['nothing going wrong', []],
    ['lost answers', [{ kind: 'lost', rate: 0.25, effect: true }]],
    ['requests that never arrive', [{ kind: 'lost', rate: 0.25, effect: false }]],
    ['a number that is refused', [{ kind: 'refusedNumber', numbers: ['5511981000001'] }]],
    ['500 at every third request', [{ kind: 'serverError', rate: 0.3, status: 500 }]],
    ['429 now and then', [{ kind: 'throttle', rate: 0.2, retryAfterMs: 2_000 }]],
  ];

  it.each(faults)('is the sum of its parts and what stands in the account, with %s', async (_, choice) => {
    const options: Partial<ImportOptions> = {
      ...{ existing: 'overwrite', blanks: 'erase', tagRule: 'replace', tags: ['Feira'] },
    };
    const { malote, importId, before, after, made, counts } = await imported(options, { faults: choice });
    expect(malote.job(`i${importId}`)).toMatchObject({ status: 'done', reason: null });
    const { created, updated, unchanged, refused, skipped, open: left } = counts;
    expect(left).toBe(0);
    expect(created + updated + unchanged + refused + skipped).toBe(rows);
    expect(created).toBe(made);
    expect(created).toBe(after.size - before.size);
    const changed = [...before].filter(([number, was]) => JSON.stringify(after.get(number)) !== JSON.stringify(was));
    expect(updated).toBe(changed.length);
    expect(unchanged + updated).toBe(people.length);
  });
});
