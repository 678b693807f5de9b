import { describe, expect, it, onTestFinished } from 'vitest';
import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import type { ContactDraft, Digisac } from '#main/digisac/digisac.ts';
import type { Failure } from '#main/digisac/failure.ts';
import { dialects, isDialectName } from '#main/practice/dialects.ts';
import type { Result } from '#shared/result.ts';
import { createTestClock } from '../../support/clock.ts';
import { type PracticeSetup, startPractice } from '../../support/practice.ts';

// Both sides were written from the same facts and share no code: where they agree, neither says so of itself.

const names = Object.keys(dialects).filter(isDialectName);
const inDialects = (prefix: string) => names.filter((name) => name.startsWith(prefix));

/** Everybody has WhatsApp, receives and reads at once, and nobody writes. */
const docile = { withoutWhatsapp: 0, landlines: 1, prompt: 1, read: 1, replies: 0, optOuts: 0 };

async function anAccount(setup: PracticeSetup = {}) {
  const time = createTestClock();
  const practice = await startPractice({ habits: docile, clock: time.clock, ...setup });
  onTestFinished(practice.close);
  const address = parseAddress(practice.address);
  if (!address.ok) throw new Error('the address of the practice account is not understood');
  const { baseUrl } = address.value;
  const digisac = createDigisac({ baseUrl, token: practice.token, version: '0.0.0', clock: time.clock });
  onTestFinished(digisac.close);
  return { practice, digisac, time, serviceId: practice.serviceId };
}

function told<T>(answer: Result<T, Failure>): T {
  if (!answer.ok)
    throw new Error(`${answer.error.kind} ${answer.error.status}: ${JSON.stringify(answer.error.problem)}`);
  return answer.value;
}

const aDraft = (serviceId: string, number: string, over: Partial<ContactDraft> = {}): ContactDraft => ({
  number,
  name: 'Novo Contato',
  serviceId,
  departmentId: null,
  fields: {},
  ...over,
});

const newNumbers = ['5511961110001', '5521961110002', '5531961110003'];

async function allContacts(digisac: Digisac, serviceId: string) {
  const contacts = [];
  for (let page = 1; ; page += 1) {
    const { contacts: some, isLast } = told(await digisac.contactPage({ serviceId, page }));
    contacts.push(...some);
    if (isLast) return contacts;
  }
}

describe.each(names)('in the dialect %s', (dialect) => {
  it('the account is read', async () => {
    const { digisac, serviceId } = await anAccount({ dialect });

    expect(told(await digisac.me())).toEqual({ name: 'Marina', isAdmin: true });
    expect(told(await digisac.services()).map(({ name, number }) => [name, number])).toEqual([
      ['Suporte', '5511955501002'],
      ['Vendas', '5511955501001'],
    ]);
    expect(told(await digisac.service(serviceId))).toMatchObject({ name: 'Vendas', isWhatsapp: true });
    expect(told(await digisac.service('nobody'))).toBeNull();
    expect(
      told(await digisac.tags())
        .map(({ label }) => label)
        .sort(),
    ).toEqual(['Cliente', 'Revenda', 'VIP']);
    expect(
      told(await digisac.customFields())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Cidade', 'Segmento']);
    expect(
      told(await digisac.departments())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Comercial', 'Financeiro', 'Suporte']);
    expect(digisac.clockSkewMs()).not.toBeNull();
  });

  it('contacts are found, created and changed', async () => {
    const { digisac, practice, serviceId } = await anAccount({ dialect });
    const everybody = await allContacts(digisac, serviceId);
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(everybody.length);
    expect(everybody).toHaveLength((await practice.summary()).contacts);

    const [alike] = told(await digisac.contactsLike({ serviceId, number: '5511971204816' }));
    expect(alike).toMatchObject({ name: 'Adelaide Siqueira', serviceId });
    expect(told(await digisac.contactsLike({ serviceId, number: newNumbers[0] ?? '' }))).toEqual([]);

    const [field] = told(await digisac.customFields());
    const [tag] = told(await digisac.tags());
    if (!field || !tag) throw new Error('the account has no field or no tag');
    const made = told(
      await digisac.createContact(aDraft(serviceId, newNumbers[0] ?? '', { fields: { [field.id]: 'azul' } })),
    );
    expect(made).toMatchObject({ name: 'Novo Contato', valid: true });
    expect(told(await digisac.tagContacts(tag.id, [made.id]))).toBeNull();
    expect(told(await digisac.updateContact(made.id, { name: 'Outro Nome' }))).toMatchObject({ name: 'Outro Nome' });
    expect(told(await digisac.contact(made.id))).toMatchObject({
      name: 'Outro Nome',
      fields: { [field.id]: 'azul' },
      tagIds: [tag.id],
    });
    expect(told(await digisac.contact('nobody'))).toBeNull();
  });

  it('a message is sent, found again and followed', async () => {
    const { digisac, practice, serviceId, time } = await anAccount({ dialect });
    const contact = told(await digisac.createContact(aDraft(serviceId, newNumbers[0] ?? '')));
    const sinceMs = time.clock.now() + (digisac.clockSkewMs() ?? 0) - 2_000;
    const message = { contactId: contact.id, serviceId, text: 'Olá, tudo bem?', dontOpenTicket: true };

    const sent = told(await digisac.sendMessage(message));
    expect(sent).toMatchObject({ receipt: 'pending', openedTicket: dialect === 'opens-tickets' });
    await time.advance(30 * 3_600_000);
    await practice.write({ contactId: contact.id, text: 'SAIR' });

    expect(told(await digisac.message(sent.id))).toEqual({ id: sent.id, receipt: 'read', detail: null });
    expect(told(await digisac.message('nobody'))).toBeNull();
    const { messages, complete } = told(await digisac.messagesOf({ contactIds: [contact.id], sinceMs }));
    expect(messages).toMatchObject([
      { isFromMe: false, text: 'SAIR', contactId: contact.id },
      { isFromMe: true, text: 'Olá, tudo bem?', receipt: 'read', origin: 'bot', id: sent.id },
    ]);
    expect(complete).toBe(true);
    expect((await practice.summary()).messages.sent).toBe(1);
  });
});

describe('contacts/many', () => {
  it.each([...inDialects('many'), 'usual', 'ninth-digit-dropped', 'single-in-data', 'created-201'] as const)(
    'never says anything wrong in the dialect %s',
    async (dialect) => {
      const { digisac, serviceId } = await anAccount({ dialect });
      const drafts = newNumbers.map((number, index) => aDraft(serviceId, number, { name: `Pessoa ${index}` }));

      const answer = await digisac.createContacts(drafts);

      if (!answer.ok) {
        expect(dialect).toBe('many-absent');
        expect(answer.error).toMatchObject({ kind: 'rejected', effect: 'none', status: 404 });
        return;
      }
      const isSilent = ['many-count', 'many-ok', 'many-no-content', 'many-queued'].includes(dialect);
      for (const [index, one] of answer.value.entries()) {
        expect(one.kind).toBe(isSilent ? 'untold' : 'created');
        if (one.kind !== 'created') continue;
        const [found] = told(await digisac.contactsLike({ serviceId, number: drafts[index]?.number ?? '' }));
        expect(one.contact.id).toBe(found?.id);
        expect(found?.name).toBe(`Pessoa ${index}`);
      }
    },
  );

  it.each(['usual', 'many-in-data', 'many-created-errors', 'many-created-failed'] as const)(
    'tells which one was refused in the dialect %s',
    async (dialect) => {
      const { digisac, serviceId } = await anAccount({
        dialect,
        faults: [{ kind: 'refusedNumber', numbers: [newNumbers[1] ?? ''] }],
      });
      const answer = told(await digisac.createContacts(newNumbers.map((number) => aDraft(serviceId, number))));
      expect(answer.map(({ kind }) => kind)).toEqual(['created', 'refused', 'created']);
    },
  );
});

describe('contacts/exists', () => {
  const without = '5521961110002';
  const ask = async (dialect: keyof typeof dialects, encoding: 'plain' | 'indexed' = 'plain') => {
    const { digisac, practice, serviceId } = await anAccount({ dialect });
    await practice.setWhatsapp(without, false);
    return digisac.exists({ serviceId, numbers: newNumbers, encoding });
  };
  const unclear = ['exists-boolean', 'exists-always-yes', 'exists-always-no', 'exists-means-contact'] as const;
  const refusing = ['exists-boolean-one-by-one', 'exists-absent'] as const;
  const indexed = ['exists-indexed-only', 'exists-indexed-only-empty'] as const;
  const clear = inDialects('exists').filter(
    (name) => ![...unclear, ...refusing, ...indexed].some((one) => one === name),
  );

  it.each([...clear, 'usual', 'ninth-digit-dropped', 'ninth-digit-kept'] as const)(
    'tells who is on WhatsApp in the dialect %s',
    async (dialect) => {
      const answers = told(await ask(dialect));
      expect(answers.map(({ number }) => number)).toEqual(newNumbers);
      const dead = dialect === 'exists-contact' ? 'unknown' : 'no';
      expect(answers.map(({ verdict }) => verdict)).toEqual(['yes', dead, 'yes']);
      // In 31, WhatsApp's own number lacks the ninth digit.
      const isTold = !['exists-is-valid-number', 'exists-by-position', 'exists-map', 'exists-map-in-data'].includes(
        dialect,
      );
      if (isTold && !dialect.startsWith('ninth-digit')) expect(answers[2]?.waNumber).toBe('553161110003');
    },
  );

  it.each(indexed)('is understood in one writing only in the dialect %s', async (dialect) => {
    const plain = await ask(dialect, 'plain');
    expect(plain.ok ? plain.value.map(({ verdict }) => verdict) : plain.error.kind).toEqual(
      dialect === 'exists-indexed-only' ? 'rejected' : ['unknown', 'unknown', 'unknown'],
    );
    expect(told(await ask(dialect, 'indexed')).map(({ verdict }) => verdict)).toEqual(['yes', 'no', 'yes']);
  });

  it('says nothing where one word answers for all', async () => {
    expect(told(await ask('exists-boolean')).map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it.each(refusing)('is refused in the dialect %s', async (dialect) => {
    expect(await ask(dialect)).toMatchObject({ ok: false, error: { kind: 'rejected', effect: 'none' } });
  });
});

describe('what an import takes back', () => {
  it.each(names)('in the dialect %s: contacts are read together, lose a tag, and are gone', async (dialect) => {
    const { digisac, serviceId } = await anAccount({ dialect });
    const tag = told(await digisac.createTag('Natal'));
    const made = [];
    for (const number of newNumbers) made.push(told(await digisac.createContact(aDraft(serviceId, number))).id);
    told(await digisac.tagContacts(tag.id, made));
    told(await digisac.untagContacts(tag.id, made.slice(1)));
    const read = told(await digisac.contactsById([...made, 'nobody']));
    const tagsOf = (id: string | undefined) => read.find((contact) => contact.id === id)?.tagIds;
    expect(made.map(tagsOf)).toEqual([[tag.id], [], []]);
    expect(read[0]?.createdAtMs).not.toBeNull();

    told(await digisac.deleteContact(made[0] ?? ''));
    expect(told(await digisac.contact(made[0] ?? ''))).toBeNull();
    // As recorded: an error of the program, after which nobody knows; reading tells.
    expect(await digisac.deleteContact(made[0] ?? '')).toMatchObject({ ok: false, error: { effect: 'unknown' } });
    expect(told(await digisac.contactsById(made)).map(({ id }) => id)).toEqual(made.slice(1));
  });

  it('is told from what was used: whoever wrote, or was written to', async () => {
    const { digisac, practice, serviceId } = await anAccount();
    const made = [];
    for (const number of newNumbers) made.push(told(await digisac.createContact(aDraft(serviceId, number))).id);
    const [first = '', second = ''] = made;
    await practice.write({ contactId: first, text: 'Oi', from: 'person' });
    const used = told(await digisac.contactsWithMessages(made));
    expect([[...used.contactIds], used.complete]).toEqual([[first], true]);
    expect(told(await digisac.contactsWithMessages([second])).contactIds.size).toBe(0);
    expect([...told(await digisac.contactsWithMessages([first])).contactIds]).toEqual([first]);
  });
});

describe('trouble', () => {
  const aMessage = (contactId: string, serviceId: string) => ({
    contactId,
    serviceId,
    text: 'Olá, tudo bem?',
    dontOpenTicket: true,
  });

  /** What the client says of a message, and whether the account took it. */
  const sendIn = async (
    setup: PracticeSetup,
    prepare?: (account: Awaited<ReturnType<typeof anAccount>>) => unknown,
  ) => {
    const account = await anAccount();
    const { digisac, practice, serviceId } = account;
    const contact = told(await digisac.createContact(aDraft(serviceId, newNumbers[0] ?? '')));
    await practice.setFaults(setup.faults ?? []);
    await prepare?.(account);
    const answer = await digisac.sendMessage(aMessage(contact.id, serviceId));
    return { failure: answer.ok ? null : answer.error, sent: (await practice.summary()).messages.sent };
  };

  it.each<[string, NonNullable<PracticeSetup['faults']>, Partial<Failure>, number]>([
    ['an answer lost before the effect', [{ kind: 'lost', effect: false }], { kind: 'trouble', effect: 'unknown' }, 0],
    ['an answer lost after the effect', [{ kind: 'lost', effect: true }], { kind: 'trouble', effect: 'unknown' }, 1],
    ['an answer that breaks off', [{ kind: 'truncated' }], { effect: 'unknown' }, 1],
    ['an answer without an id', [{ kind: 'withoutId' }], { kind: 'unexpected', effect: 'unknown' }, 1],
    ['500', [{ kind: 'serverError', status: 500 }], { kind: 'trouble', effect: 'unknown', status: 500 }, 0],
    [
      '524 after the effect',
      [{ kind: 'errorPage', status: 524, effect: true }],
      { kind: 'trouble', effect: 'unknown' },
      1,
    ],
    ['429', [{ kind: 'throttle', retryAfterMs: 3_000 }], { kind: 'slowDown', effect: 'none', retryAfterMs: 3_000 }, 0],
    ['429 with a date', [{ kind: 'throttle', retryAfter: 'date', retryAfterMs: 5_000 }], { kind: 'slowDown' }, 0],
    ['429 that does not say', [{ kind: 'throttle', retryAfter: 'none' }], { kind: 'slowDown', retryAfterMs: null }, 0],
    ['403 of a throttle', [{ kind: 'throttle403' }], { kind: 'slowDown', effect: 'none' }, 0],
    ['403', [{ kind: 'forbidden' }], { kind: 'unusable', effect: 'none', status: 403 }, 0],
    ['another site', [{ kind: 'page' }], { kind: 'unusable', problem: { kind: 'notDigisac', host: '' } }, 0],
    ['a token that is revoked', [{ kind: 'tokenRevoked' }], { kind: 'unusable', problem: { kind: 'tokenRefused' } }, 0],
    ['a connection that goes off', [{ kind: 'disconnected' }], { kind: 'serviceDown', effect: 'none', status: 400 }, 0],
  ])('is called by its name: %s', async (_, faults, expected, effects) => {
    const { failure, sent } = await sendIn({ faults });
    const { problem, ...rest } = expected;
    expect(failure).toMatchObject(rest);
    if (problem) expect(failure?.problem.kind).toBe(problem.kind);
    expect(sent).toBe(effects);
  });

  it('that has no end is given up by whoever asks', async () => {
    const { digisac, practice, serviceId } = await anAccount();
    const contact = told(await digisac.createContact(aDraft(serviceId, newNumbers[0] ?? '')));
    await practice.setFaults([{ kind: 'stall', effect: true }]);
    const giveUp = new AbortController();
    const answer = digisac.sendMessage(aMessage(contact.id, serviceId), giveUp.signal);
    while ((await practice.summary()).messages.sent === 0);
    giveUp.abort();
    expect(await answer).toMatchObject({ ok: false, error: { effect: 'unknown', problem: { kind: 'interrupted' } } });
  });

  it('of a connection that is off is told with its id', async () => {
    const { failure } = await sendIn({}, ({ practice }) => practice.disconnect());
    expect(failure).toMatchObject({ kind: 'serviceDown', problem: { kind: 'serviceDisconnected' } });
  });
});
