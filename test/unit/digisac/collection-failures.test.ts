import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Failure } from '#main/digisac/failure.ts';
import { createSignIn } from '#main/digisac/sign-in.ts';
import type { ProblemKind } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import { collection } from '../../support/collection/collection.ts';
import type { CollectionRequest, Place } from '../../support/collection/request.ts';
import { aClient, aServer, type Script, says } from './scripted.ts';

const ids: Omit<Place, 'number' | 'webhookUrl'> = {
  ...{ serviceId: 's1', contactId: 'c1', otherContactId: 'c2', attendedId: 'c3', ticketId: 't1', protocol: '2026' },
  ...{ departmentId: 'd1', userId: 'u1', topicId: 'a1', tagId: 'g1', fieldId: 'f1', personId: 'p1', templateId: 'h1' },
  ...{ groupId: 'g2', webhookId: 'w1', tokenId: 'k1', messageId: 'm1', refreshToken: 'r1' },
  ...{ email: 'ana@example.com', password: 'segredo' },
};
const place: Place = { ...ids, number: '5511961110001', webhookUrl: 'http://127.0.0.1:1/' };

// What is posted elsewhere is answered by whoever is there: any status is one.
const entries = collection.filter(({ path }) => path !== 'elsewhere:');

/** Asked with what no account needs to be for. */
async function against(script: Script, dispatcher?: Agent) {
  const { origin } = await aServer(script);
  const { digisac, time } = aClient(origin, dispatcher ? { dispatcher } : {});
  const { close, ...signIn } = createSignIn({
    ...{ baseUrl: `${origin}/api/v1`, version: '0.0.0', clock: time.clock },
    ...(dispatcher ? { dispatcher } : {}),
  });
  onTestFinished(close);
  return (entry: CollectionRequest) => entry.play({ ...digisac, ...signIn }, place);
}

/** What a person is told, and what law 2 needs to know. */
const told = (answer: Result<unknown, Failure>) =>
  answer.ok ? answer : { kind: answer.error.kind, effect: answer.error.effect, problem: answer.error.problem.kind };

const says4 = (status: number, message: string, headers = {}) =>
  says(status, { error: 'HttpError', message, status }, headers);

const changes = ({ method, isRead }: CollectionRequest) => method !== 'GET' && !isRead;
const nameOf = ({ method, path, title }: CollectionRequest) => `${method} ${path}: ${title}`;

/** Of every request: by its name, what became of it. */
async function each(script: Script, dispatcher?: Agent) {
  const ask = await against(script, dispatcher);
  const answers = await Promise.all(entries.map(async (entry) => [nameOf(entry), told(await ask(entry))] as const));
  return Object.fromEntries(answers);
}
const expected = (of: (entry: CollectionRequest) => unknown) =>
  Object.fromEntries(entries.map((entry) => [nameOf(entry), of(entry)]));

const refusal = ({ refused }: CollectionRequest): ProblemKind => refused ?? 'answerUnexpected';
const rejected = (entry: CollectionRequest) => {
  const isToken = refusal(entry) === 'tokenRefused';
  return { kind: 'rejected', effect: 'none', problem: isToken ? 'tokenRefused' : refusal(entry) };
};

describe('each request of the collection', () => {
  it.each([400, 409, 422])('is refused with its own problem, and without effect, on %i', async (status) => {
    expect(await each(says4(status, 'Not like that'))).toEqual(expected(rejected));
  });

  it('says that the token is refused on 401', async () => {
    const of = ({ unauthorized = 'tokenRefused' }: CollectionRequest) => ({
      ...{ kind: 'unusable', effect: 'none', problem: unauthorized },
    });
    expect(await each(says4(401, 'Invalid token: access token is invalid'))).toEqual(expected(of));
  });

  it('says that a permission is missing on 403', async () => {
    const of = () => ({ kind: 'unusable', effect: 'none', problem: 'permissionDenied' });
    expect(await each(says4(403, 'Forbidden'))).toEqual(expected(of));
  });

  it('tells apart on 404 what is gone, what may be refused, and that there is no account', async () => {
    const of = (entry: CollectionRequest) => {
      if (entry.absent) return { ok: true, value: entry.absent.value };
      return entry.provesAccount ? { kind: 'unusable', effect: 'none', problem: 'notDigisac' } : rejected(entry);
    };
    expect(await each(says4(404, 'It was not found'))).toEqual(expected(of));
  });

  it('slows down on 429, for as long as it is told', async () => {
    const ask = await against(says4(429, 'Too many requests', { 'retry-after': '7' }));
    const answers = await Promise.all(entries.map(ask));
    expect(new Set(answers.map((answer) => (answer.ok ? null : answer.error.retryAfterMs)))).toEqual(new Set([7_000]));
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer))))).toEqual(
      new Set([JSON.stringify({ kind: 'slowDown', effect: 'none', problem: 'slowedDown' })]),
    );
  });

  it('has an unknown effect on 500 where it changes something, and none where it reads', async () => {
    const of = (entry: CollectionRequest) => ({
      ...{ kind: 'trouble', effect: changes(entry) ? 'unknown' : 'none', problem: 'serverTrouble' },
    });
    expect(await each(says4(500, "Cannot read property 'id' of null"))).toEqual(expected(of));
  });

  const lost = (entry: CollectionRequest) => ({
    ...{ kind: 'trouble', effect: changes(entry) ? 'unknown' : 'none', problem: 'serverAway' },
  });

  it('has an unknown effect when its answer is lost, where it changes something', async () => {
    expect(await each((_, response) => response.destroy())).toEqual(expected(lost));
  });

  it('is given up when nothing comes', async () => {
    const patient = new Agent({ headersTimeout: 300 });
    onTestFinished(() => patient.destroy());
    expect(await each(() => undefined, patient)).toEqual(expected(lost));
  });

  it('does not take a page for an answer', async () => {
    const answers = await each((_, response) => response.end('<html><body>Bem-vindo</body></html>'));
    expect(Object.entries(answers).filter(([, answer]) => 'ok' in answer)).toEqual([]);
  });
});
