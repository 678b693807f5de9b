import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDigisac } from '#main/digisac/client.ts';
import { createSignIn } from '#main/digisac/sign-in.ts';
import { textAt } from '#main/practice/json.ts';
import { createTestClock } from '../../support/clock.ts';
import { collection, popularTitles } from '../../support/collection/collection.ts';
import { coverage, homeless } from '../../support/collection/coverage.ts';
import type { CollectionRequest, Place } from '../../support/collection/request.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, rowsOf } from '../practice/client.ts';

type Clients = ReturnType<typeof createDigisac> &
  Pick<ReturnType<typeof createSignIn>, 'byPassword' | 'byRefreshToken'>;

let practice: Practice;
let place: Place;
let clients: Clients;
const stops: (() => Promise<unknown>)[] = [];
const posted: { readonly body: string; readonly authorization: string | undefined }[] = [];

beforeAll(async () => {
  const { clock } = createTestClock();
  practice = await startPractice({ seed: 3, official: true, clock });
  const options = { baseUrl: practice.address, version: '0.0.0', clock };
  const digisac = createDigisac({ ...options, token: practice.token });
  const { close, ...signIn } = createSignIn(options);
  clients = { ...digisac, ...signIn };
  stops.push(practice.close, digisac.close, close);

  const receiver = createServer(async (request, response) => {
    posted.push({ body: await text(request), authorization: request.headers.authorization });
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  stops.push(() => new Promise((resolve) => receiver.close(resolve)));
  const address = receiver.address();
  const port = typeof address === 'object' ? address?.port : 0;
  place = await placeOf(practice, `http://127.0.0.1:${port}/gancho`);
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});

/** Of the account as it begins: it begins the same after each test. */
async function placeOf({ serviceId, token, ...rest }: Practice, webhookUrl: string): Promise<Place> {
  const api = clientOf({ ...rest, token });
  const list = async (path: string) => rowsOf((await api.get(path)).body);
  const first = async (path: string, key = 'id') => textAt((await list(path))[0], key) ?? '';
  const [contact, other] = await list('contacts?where[data.valid]=true&order[0]=createdAt,ASC');
  const [open] = await list(`tickets?query=${JSON.stringify({ where: { isOpen: true } })}`);
  const refreshToken = (
    await api.post('oauth/token', {
      ...{ grant_type: 'password', client_id: 'api', client_secret: 'secret' },
      ...{ username: 'marina@example.com', password: token },
    })
  ).body;
  return {
    serviceId,
    ...{ contactId: textAt(contact, 'id') ?? '', otherContactId: textAt(other, 'id') ?? '', number: '5511961110001' },
    ...{ attendedId: textAt(open, 'contactId') ?? '', ticketId: textAt(open, 'id') ?? '' },
    protocol: textAt(open, 'protocol') ?? '',
    departmentId: await first('departments'),
    userId: await first('users'),
    topicId: await first('ticket-topics'),
    tagId: await first('tags'),
    fieldId: await first('custom-fields'),
    personId: await first('people'),
    templateId: await first('whatsapp-business-templates'),
    refreshToken: textAt(refreshToken, 'refresh_token') ?? '',
    ...{ email: 'marina@example.com', password: token, webhookUrl },
    ...{ groupId: '', webhookId: '', tokenId: '', messageId: '' },
  };
}

const filled = (path: string, at: Place): string =>
  path
    .replace(/^\//, '')
    .replace('site:/', 'site:')
    .replace(/\{(\w+)\}/g, (_, key: string) => textAt(at, key) ?? '');

/** Its parameters, with what stands in `query` beside them. */
function asked(search: string): Readonly<Record<string, unknown>> {
  const { query, ...plain } = Object.fromEntries(new URLSearchParams(search));
  const parsed: unknown = JSON.parse(query ?? '{}');
  return { ...plain, ...(typeof parsed === 'object' ? parsed : {}) };
}

async function played({ given, play }: CollectionRequest) {
  const at = { ...place, ...(await given?.(clients, place)) };
  const before = (await practice.requests()).length;
  const answer = await play(clients, at);
  const requests = await practice.requests(before);
  // The next one finds the account as it began.
  if (requests.some(({ outcome }) => outcome === 'changed')) await practice.reset();
  return { at, answer, requests };
}

describe('the short collection', () => {
  it('has all its requests in the list', () => {
    const titles = collection.filter(({ of }) => of === 'popular').map(({ title }) => title);
    expect(titles.toSorted()).toEqual([...popularTitles].toSorted());
  });

  it('has each of them made by some part of the engine', () => {
    const without = homeless();
    expect(popularTitles.filter((title) => without.includes(title))).toEqual([]);
  });

  it('has its table in docs/coverage.md: `npm run coverage`', () => {
    expect(readFileSync('docs/coverage.md', 'utf8')).toBe(coverage());
  });
});

describe('a request of the collection arrives as documented, and is understood', () => {
  it.each(collection.filter(({ path }) => path !== 'elsewhere:'))('$method $path: $title', async (entry) => {
    const { at, answer, requests } = await played(entry);
    expect(answer).toMatchObject({ ok: true });

    const [request] = requests;
    expect(requests).toHaveLength(1);
    const [path = '', search = ''] = request?.path.split('?') ?? [];
    expect([request?.method, path]).toEqual([entry.method, filled(entry.path, at)]);
    expect(request?.body ?? '').toBe(entry.body ? JSON.stringify(entry.body(at)) : '');
    if (entry.query) expect(asked(search)).toMatchObject(entry.query(at));
    else expect(search).toBe('');
    expect(request?.outcome).toBe(entry.method === 'GET' || entry.isRead ? 'read' : 'changed');
  });

  it('a webhook is tried from here, without the token', async () => {
    const { answer, requests } = await played(entryOf('Teste Webhook'));
    expect(answer).toEqual({ ok: true, value: { status: 200 } });
    expect(posted).toEqual([{ body: '{"teste":"teste"}', authorization: undefined }]);
    expect(requests).toEqual([]);
  });
});

function entryOf(title: string): CollectionRequest {
  const entry = collection.find((one) => one.title === title);
  if (!entry) throw new Error(`no request is called ${title}`);
  return entry;
}
