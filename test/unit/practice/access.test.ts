import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestClock } from '../../support/clock.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, find } from './client.ts';

const time = createTestClock();
let practice: Practice;
let api: ReturnType<typeof clientOf>;
beforeAll(async () => {
  practice = await startPractice({ seed: 7, clock: time.clock });
  api = clientOf(practice);
});
afterAll(() => practice.close());

const invalid = {
  status: 401,
  body: { error: 'HttpError', message: 'Invalid token: access token is invalid', status: 401 },
};
const grant = { client_id: 'api', client_secret: 'secret' };
const login = () => ({ ...grant, grant_type: 'password', username: 'marina@example.com', password: practice.token });
const meWith = (token: unknown) => api.request('GET', 'me', undefined, { authorization: `Bearer ${token}` });

describe('a token', () => {
  it.each(['Bearer wrong', 'Bearer ', 'Basic abc', ''])('is refused as recorded: "%s"', async (authorization) => {
    expect(await api.request('GET', 'me', undefined, { authorization })).toMatchObject(invalid);
  });

  it('is asked for before anything else: a wrong one learns nothing of the routes', async () => {
    expect(await api.request('GET', 'nothing', undefined, { authorization: 'Bearer wrong' })).toMatchObject(invalid);
  });

  it('that is good learns in JSON that a route is not there', async () => {
    expect(await api.get('nothing')).toMatchObject({ status: 404, body: { message: 'Route not found', status: 404 } });
    expect(await api.post('services', {})).toMatchObject({ status: 404 });
  });
});

describe('POST /oauth/token', () => {
  it('gives a token that works until it is too old, and is refreshed', async () => {
    const { status, body } = await api.request('POST', 'oauth/token', login(), { authorization: '' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3_600, token_type: 'Bearer' });
    expect((await meWith(find(body, 'access_token'))).status).toBe(200);
    expect((await meWith(find(body, 'refresh_token'))).status).toBe(401);
    await time.advance(3_601_000);
    expect((await meWith(find(body, 'access_token'))).status).toBe(401);
    const again = { ...grant, grant_type: 'refresh_token', refresh_token: find(body, 'refresh_token') };
    const renewed = await api.post('oauth/token', again);
    expect((await meWith(find(renewed.body, 'access_token'))).status).toBe(200);
  });

  it('takes a form as well', async () => {
    const form = new URLSearchParams(login()).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api.request('POST', 'oauth/token', form, type)).status).toBe(200);
  });

  it.each([
    ['a wrong password', { password: 'guess' }],
    ['an unknown user', { username: 'nobody@example.com' }],
    ['another client', { client_secret: 'guess' }],
    ['a grant that is not known', { grant_type: 'magic' }],
  ])('refuses %s', async (_, change) => {
    expect((await api.post('oauth/token', { ...login(), ...change })).status).toBe(400);
  });
});

describe('beside the API', () => {
  it('stand pages, as on a real account: an address without its base is answered, and is no API', async () => {
    const response = await fetch(new URL('/contacts', practice.address));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('stands the way in for the owner, who needs the token', async () => {
    const at = (token: string) =>
      fetch(new URL('/practice/summary', practice.address), { headers: { authorization: `Bearer ${token}` } });
    expect((await at('wrong')).status).toBe(401);
    expect((await at(practice.token)).status).toBe(200);
    expect((await api.get('practice/summary')).status).toBe(404);
  });
});
