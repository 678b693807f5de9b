import { describe, expect, it } from 'vitest';
import {
  type Answered,
  type Failure,
  failureOf,
  failureOfLoss,
  type Question,
  saysThereIsNone,
} from '#main/digisac/failure.ts';

const aQuestion = (over: Partial<Question> = {}): Question => ({
  host: 'acme.digisac.me',
  route: 'POST /messages',
  effect: 'write',
  refused: (detail) => ({ kind: 'messageRefused', detail }),
  conceal: ['Olá Ana'],
  provesAccount: false,
  ...over,
});

const json = (status: number, body: unknown): Answered => ({
  status,
  text: JSON.stringify(body),
  json: body,
  retryAfterMs: null,
});
const text = (status: number, body: string): Answered => ({ status, text: body, json: undefined, retryAfterMs: null });
const page = (status: number, body = '<!DOCTYPE html><html><body>nginx</body></html>') => text(status, body);
const says = (status: number, message: string) => json(status, { error: 'HttpError', message, status });

const kindOf = ({ kind, effect, problem }: Failure) => [kind, effect, problem.kind];

describe('an answer to a message that was not taken', () => {
  it.each<[string, Answered, [Failure['kind'], Failure['effect'], string]]>([
    ['400', says(400, 'text is required'), ['rejected', 'none', 'messageRefused']],
    ['404 for the contact', says(404, 'Contact not found'), ['rejected', 'none', 'messageRefused']],
    ['404 for the route', says(404, 'Route not found'), ['rejected', 'none', 'messageRefused']],
    [
      '404 for the route, in HTML',
      page(404, '<pre>Cannot POST /api/v1/messages</pre>'),
      ['rejected', 'none', 'messageRefused'],
    ],
    ['404 of a gateway', text(404, '404 page not found'), ['trouble', 'none', 'serverTrouble']],
    ['404 of a gateway, in HTML', page(404), ['trouble', 'none', 'serverTrouble']],
    ['409', says(409, 'conflict'), ['rejected', 'none', 'messageRefused']],
    ['413', page(413), ['rejected', 'none', 'messageRefused']],
    ['422', says(422, 'invalid'), ['rejected', 'none', 'messageRefused']],
    [
      'a connection that is off',
      says(400, 'Service (x) disconnected.'),
      ['serviceDown', 'none', 'serviceDisconnected'],
    ],
    ['the same in Portuguese', says(422, 'Conexão desconectada'), ['serviceDown', 'none', 'serviceDisconnected']],
    ['401', says(401, 'Invalid token: access token is invalid'), ['unusable', 'none', 'tokenRefused']],
    ['403 in JSON', says(403, 'You have no permission'), ['unusable', 'none', 'permissionDenied']],
    ['403 in HTML', page(403), ['slowDown', 'none', 'slowedDown']],
    ['403 of a throttle', says(403, 'Too many requests'), ['slowDown', 'none', 'slowedDown']],
    ['403 of a throttle, as text', text(403, 'rate limit exceeded'), ['slowDown', 'none', 'slowedDown']],
    ['429', says(429, ''), ['slowDown', 'none', 'slowedDown']],
    ['429 of Cloudflare', text(429, 'error code: 1015'), ['slowDown', 'none', 'slowedDown']],
    ['1010 of Cloudflare', text(403, 'error code: 1010'), ['unusable', 'none', 'blockedOnTheWay']],
    [
      '1020 of Cloudflare, in HTML',
      page(403, '<html><title>Access denied | 1020: x</title></html>'),
      ['unusable', 'none', 'blockedOnTheWay'],
    ],
    [
      '1006 of Cloudflare, in HTML',
      page(403, '<html><span class="cf-error-code">1006</span></html>'),
      ['unusable', 'none', 'blockedOnTheWay'],
    ],
    ['407 of a proxy', page(407), ['unusable', 'none', 'blockedOnTheWay']],
    ['408', says(408, 'timeout'), ['trouble', 'unknown', 'serverTrouble']],
    ['500', says(500, "Cannot read property 'id' of null"), ['trouble', 'unknown', 'serverTrouble']],
    ['502 in HTML', page(502), ['trouble', 'unknown', 'serverTrouble']],
    ['503', says(503, 'down'), ['trouble', 'unknown', 'serverTrouble']],
    ['524 of Cloudflare', page(524), ['trouble', 'unknown', 'serverTrouble']],
    ['200 in HTML', page(200), ['unusable', 'unknown', 'notDigisac']],
    ['301', text(301, ''), ['unusable', 'unknown', 'notDigisac']],
    ['200 that breaks off', text(200, '{"id":"m1","text":"Ol'), ['unexpected', 'unknown', 'answerUnexpected']],
    ['200 with an error', json(200, { error: 'x' }), ['unexpected', 'unknown', 'answerUnexpected']],
    ['204', text(204, ''), ['unexpected', 'unknown', 'answerUnexpected']],
  ])('%s', (_, answer, expected) => {
    expect(kindOf(failureOf(aQuestion(), answer))).toEqual(expected);
    expect(failureOf(aQuestion(), answer).status).toBe(answer.status);
  });

  it('has no effect at all when it was a read', () => {
    for (const answer of [json(500, {}), page(200), text(408, ''), json(200, {}), text(301, '')]) {
      expect(failureOf(aQuestion({ effect: 'read' }), answer).effect).toBe('none');
    }
  });

  it('shows that there is no account where even /me is not to be found', () => {
    const me = aQuestion({ route: 'GET /me', effect: 'read', provesAccount: true });
    for (const answer of [page(404), text(404, 'not found'), says(404, 'Route not found'), page(200), text(302, '')]) {
      expect(kindOf(failureOf(me, answer))).toEqual(['unusable', 'none', 'notDigisac']);
    }
  });

  it('tells the connection that is off', () => {
    const answer = says(400, 'Service (0f8fad5b-d9cb-469f-a165-70867728950e) disconnected.');
    expect(failureOf(aQuestion(), answer).problem).toEqual({
      kind: 'serviceDisconnected',
      service: '0f8fad5b-d9cb-469f-a165-70867728950e',
    });
    expect(failureOf(aQuestion(), says(400, 'desconectado')).problem).toEqual({
      kind: 'serviceDisconnected',
      service: '',
    });
  });

  it('tells how long to wait, where the account does', () => {
    expect(failureOf(aQuestion(), { ...says(429, ''), retryAfterMs: 1_500 })).toMatchObject({
      retryAfterMs: 1_500,
      problem: { kind: 'slowedDown', seconds: 2 },
    });
    expect(failureOf(aQuestion(), says(429, '')).retryAfterMs).toBeNull();
  });
});

describe("the account's own words", () => {
  const detailOf = (answer: Answered) => {
    const { problem } = failureOf(aQuestion(), answer);
    return problem.kind === 'messageRefused' ? problem.detail : problem.kind;
  };

  it.each<[unknown, string]>([
    [{ error: 'BadRequestHttpError', message: 'text is required', status: 400 }, 'text is required'],
    [{ error: 'text is required' }, 'text is required'],
    [{ error: { message: 'text is required' } }, 'text is required'],
    [{ errors: [{ message: 'text is required' }, 'too long'] }, 'text is required; too long'],
    [{ message: ['text is required', 'too long'] }, 'text is required; too long'],
    [{ detail: 'text is required' }, 'text is required'],
    [{ message: '"Olá Ana" to 5511987654321 failed' }, '••• to ••• failed'],
    [{ message: 'Text Olá Ana is bad' }, 'Text ••• is bad'],
    [{}, 'HTTP 400'],
    [null, 'HTTP 400'],
    [{ error: { a: { b: { c: 'deep' } } } }, 'HTTP 400'],
  ])('of %j', (body, detail) => {
    expect(detailOf(json(400, body))).toBe(detail);
  });

  it('of plain text, never of a page', () => {
    expect(detailOf(text(400, 'Bad Request'))).toBe('Bad Request');
    expect(detailOf(page(400, '<html><h1>Bad Request</h1></html>'))).toBe('HTTP 400');
  });

  it('are not needed to tell the shape of what is not understood', () => {
    expect(failureOf(aQuestion(), json(200, { ok: true, name: 'Ana' })).problem).toEqual({
      kind: 'answerUnexpected',
      route: 'POST /messages',
      shape: '{ok: boolean, name: string}',
    });
  });
});

describe('that there is no such thing', () => {
  it.each<[string, Answered, boolean]>([
    ['said in JSON', says(404, 'Message not found'), true],
    ['said in JSON without words', json(404, {}), true],
    ['not said by a route that is unknown', says(404, 'Route not found'), false],
    ['not said by a gateway', text(404, '404 page not found'), false],
    ['not said by a page', page(404), false],
    ['not said by a failure', says(500, 'not found'), false],
  ])('is %s', (_, answer, expected) => {
    expect(saysThereIsNone(answer)).toBe(expected);
  });
});

describe('no answer', () => {
  const loss = (started: boolean, why: Parameters<typeof failureOfLoss>[1]['why']) =>
    failureOfLoss(aQuestion(), { started, status: null, why });

  it.each([
    [false, 'unreachable', ['away', 'none', 'serverAway']],
    [true, 'unreachable', ['trouble', 'unknown', 'serverAway']],
    [false, 'untrusted', ['away', 'none', 'blockedOnTheWay']],
    [true, 'untrusted', ['away', 'none', 'blockedOnTheWay']],
    [false, 'aborted', ['trouble', 'none', 'interrupted']],
    [true, 'aborted', ['trouble', 'unknown', 'interrupted']],
    [true, 'tooLarge', ['unexpected', 'unknown', 'answerUnexpected']],
    [false, 'tokenUnsendable', ['unusable', 'none', 'tokenRefused']],
  ] as const)('started: %s, %s', (started, why, expected) => {
    expect(kindOf(loss(started, why))).toEqual(expected);
  });
});
