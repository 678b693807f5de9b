import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitsOf, isLastPage, oneOf, pageOf } from '#main/digisac/answers.ts';
import { momentMs } from '#main/digisac/moments.ts';
import { proxiesOf } from '#main/digisac/proxy.ts';
import { failureDetail, receiptOf } from '#main/digisac/receipt.ts';
import { retryAfterMs } from '#main/digisac/retry-after.ts';
import { toService } from '#main/digisac/services.ts';
import { shapeOf } from '#main/digisac/shape.ts';

describe('a moment', () => {
  const moment = Date.UTC(2026, 10, 23, 13, 5, 9);
  it.each([
    ['2026-11-23T13:05:09.000Z', moment],
    ['2026-11-23T13:05:09Z', moment],
    ['2026-11-23T10:05:09-03:00', moment],
    ['2026-11-23T10:05:09-0300', moment],
    ['2026-11-23T10:05:09-03', moment],
    ['2026-11-23T13:05:09', moment],
    ['2026-11-23 13:05:09', moment],
    ['2026-11-23 13:05:09.250', moment + 250],
    ['2026-11-23 13:05:09,250', moment + 250],
    ['2026-11-23 13:05', moment - 9_000],
    ['2026-11-23', Date.UTC(2026, 10, 23)],
    [moment, moment],
    [moment / 1_000, moment],
    [String(moment), moment],
    [String(moment / 1_000), moment],
    [` ${moment / 1_000}.5 `, moment + 500],
  ])('is read from %j', (value, expected) => {
    expect(momentMs(value)).toBe(expected);
  });

  it.each([null, undefined, '', 'yesterday', '23/11/2026', '2026-13-45', 0, -1, Number.NaN, true, {}, '2026-11-23Tx'])(
    'is not known from %j',
    (value) => {
      expect(momentMs(value)).toBeNull();
    },
  );

  it('is the same through every form', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1974-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const ms = Math.floor(date.getTime() / 1_000) * 1_000;
          const iso = new Date(ms).toISOString();
          for (const form of [
            iso,
            iso.replace('Z', ''),
            iso.replace('T', ' ').replace('Z', ''),
            ms,
            ms / 1_000,
            `${ms}`,
          ]) {
            expect(momentMs(form)).toBe(ms);
          }
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 23, 13, 0);
  it.each([
    ['120', 120_000],
    ['0', 0],
    [' 2.5 ', 2_500],
    ['Mon, 23 Nov 2026 13:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 12:00:00 GMT', 0],
    ['99999999999', 24 * 3_600_000],
    ['-5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});

describe('a number as channels write it', () => {
  it.each([
    ['5511987654321', '5511987654321'],
    ['5511987654321@c.us', '5511987654321'],
    ['5511987654321:12@s.whatsapp.net', '5511987654321'],
    ['+55 (11) 98765-4321', '5511987654321'],
    [5_511_987_654_321, '5511987654321'],
    [{ _serialized: '5511987654321@c.us', server: 'c.us', user: '5511987654321' }, '5511987654321'],
    [{ server: 'c.us', user: '5511987654321' }, '5511987654321'],
    ['123456789012345@lid', null],
    [{ _serialized: '123456789012345@lid', server: 'lid', user: '123456789012345' }, null],
    [{ server: 'lid', user: '123456789012345' }, null],
    ['120363025246125486@g.us', null],
    ['ana', null],
    ['', null],
    [null, null],
    [true, null],
    [1.5, null],
  ])('%j is %j', (value, expected) => {
    expect(digitsOf(value)).toBe(expected);
  });
});

describe('one object', () => {
  const contact = { id: 'c1', data: { number: '5511987654321' } };
  it.each([
    ['bare, with data of its own', contact, contact],
    ['inside data', { data: contact }, contact],
    ['inside data, which holds none', { data: { number: '1' } }, { data: { number: '1' } }],
    ['no object at all', 'OK', 'OK'],
  ])('is taken %s', (_, body, expected) => {
    expect(oneOf(body)).toEqual(expected);
  });
});

describe('a page of a list', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ id: String(index) }));
  const isLast = (body: unknown, asked: number) => {
    const page = pageOf(body);
    return page && isLastPage(page, asked);
  };
  const recorded = { data: rows(15), total: 111, limit: 15, skip: 0, currentPage: 1, lastPage: 8, from: 0, to: 15 };

  it('is an envelope, as recorded, or a bare list', () => {
    expect(pageOf(recorded)).toEqual({ rows: rows(15), limit: 15, page: 1, lastPage: 8, total: 111 });
    expect(pageOf({ ...recorded, total: '111' })?.total).toBe(111);
    expect(pageOf(rows(2))).toEqual({ rows: rows(2), limit: null, page: null, lastPage: null, total: null });
  });

  it.each([null, 'OK', 5, {}, { data: {} }, { data: 'x' }, { rows: [] }])('is not %j', (body) => {
    expect(pageOf(body)).toBeNull();
  });

  it.each([
    ['the account says that more come', recorded, 1, false],
    ['the account says that it is the last', { ...recorded, currentPage: 8 }, 8, true],
    ['nothing is on it', { ...recorded, data: [], currentPage: 9 }, 9, true],
    ['it is the first one again', { ...recorded, currentPage: 1 }, 2, true],
    ['it is shorter than the size in use', { data: rows(3), limit: 15 }, 1, true],
    ['it is as long as the size in use', { data: rows(15), limit: 15 }, 1, false],
    ['a bare list tells nothing', rows(3), 1, false],
    ['a bare list is empty', [], 1, true],
  ])('%s', (_, body, asked, expected) => {
    expect(isLast(body, asked)).toBe(expected);
  });
});

describe('a receipt', () => {
  it.each([
    [0, 'pending'],
    [1, 'sent'],
    [2, 'delivered'],
    [3, 'read'],
    [4, 'read'],
    [-1, 'failed'],
    ['0', 'pending'],
    ['1', 'sent'],
    ['2', 'delivered'],
    ['3', 'read'],
    ['-1', 'failed'],
    ['error', 'failed'],
    ['ERROR', 'failed'],
    ['failed', 'failed'],
    [null, 'pending'],
    [undefined, 'pending'],
    ['something', 'pending'],
    [{}, 'pending'],
  ])('of ack %j is %s', (ack, expected) => {
    expect(receiptOf({ isFromMe: true, data: { ack } })).toBe(expected);
  });

  it('is read at the root as well, and without data', () => {
    expect(receiptOf({ isFromMe: true, ack: 2 })).toBe('delivered');
    expect(receiptOf({ isFromMe: true })).toBe('pending');
    expect(receiptOf('OK')).toBe('pending');
  });

  it('of a message that came in means nothing, though its ack is -1', () => {
    expect(receiptOf({ isFromMe: false, data: { ack: -1 } })).toBe('pending');
  });

  it.each([
    [
      { error: { message: '(#131008) Required parameter is missing', error_data: { details: 'buttons: index 1' } } },
      '(#131008) Required parameter is missing: buttons: index 1',
    ],
    [{ error: { message: 'Number 5511987654321 is not on WhatsApp' } }, 'Number ••• is not on WhatsApp'],
    [{ error: { error_data: { details: 'said «Olá Ana» twice, Olá Ana' } } }, 'said ••• twice, •••'],
    [{ error: 'blocked' }, 'blocked'],
    [{ error: {} }, null],
    [{}, null],
  ])('tells why it failed: %j', (data, expected) => {
    expect(failureDetail({ isFromMe: true, text: 'Olá Ana', data: { ack: 'error', ...data } })).toBe(expected);
  });
});

describe('a connection', () => {
  const aService = (over: object = {}, data: object = {}) => ({
    id: 's1',
    name: 'Vendas',
    type: 'whatsapp',
    data,
    ...over,
  });
  const connected = (status: unknown) => toService(aService({}, { status }))?.connected;

  it('is read as recorded', () => {
    expect(
      toService(
        aService(
          { archivedAt: null, deletedAt: null, isArchived: false },
          { myId: '5511912345678@c.us', token: 's3cret', status: { isConnected: true, myNumber: '5511912345678' } },
        ),
      ),
    ).toEqual({
      id: 's1',
      name: 'Vendas',
      type: 'whatsapp',
      connected: 'yes',
      number: '5511912345678',
      isWhatsapp: true,
      isOfficial: false,
    });
  });

  it.each([
    [{ isConnected: true }, 'yes'],
    [{ isConnected: true, isWebConnected: true, isConflicted: false, isOnQrPage: false }, 'yes'],
    [{ isConnected: true, isConflicted: true }, 'no'],
    [{ isConnected: true, isOnQrPage: true }, 'no'],
    [{ isConnected: true, isWebConnected: false }, 'unknown'],
    [{ isConnected: false }, 'no'],
    [{ isConnected: 'false' }, 'no'],
    [{}, 'unknown'],
    [undefined, 'unknown'],
    ['on', 'unknown'],
  ])('with status %j: %s', (status, expected) => {
    expect(connected(status)).toBe(expected);
  });

  it.each([
    ['whatsapp', true, false],
    ['WhatsApp', true, false],
    ['whatsapp-business', true, true],
    ['whatsapp-cloud-api', true, true],
    ['waba', true, true],
    ['gupshup', true, true],
    ['google-business-message', false, false],
    ['facebook-business', false, false],
    ['telegram', false, false],
    ['webchat', false, false],
    ['', false, false],
  ])('of type %j', (type, isWhatsapp, isOfficial) => {
    expect(toService(aService({ type }))).toMatchObject({ isWhatsapp, isOfficial });
  });

  it.each([
    { archivedAt: '2026-01-01T00:00:00Z' },
    { archivedAt: 1_767_225_600 },
    { isArchived: true },
    { deletedAt: '2026-01-01' },
    { id: null },
  ])('is not shown when it is gone: %j', (over) => {
    expect(toService(aService(over))).toBeNull();
  });
});

describe('a shape', () => {
  it('tells keys and types, never a value', () => {
    const answer = { total: 1, data: [{ id: 'x', name: 'Ana' }], '5511987654321': true, ok: null };
    expect(shapeOf(answer)).toBe('{total: number, data: [{}, …], •: boolean, ok: null}');
    expect(shapeOf('Ana')).toBe('string');
    expect(shapeOf([])).toBe('[]');
  });
});

describe('the proxies of an environment', () => {
  it.each([
    [{}, '', ''],
    [{ HTTP_PROXY: 'http://proxy:3128' }, 'http://proxy:3128', 'http://proxy:3128'],
    [{ https_proxy: 'proxy.empresa:3128' }, '', 'http://proxy.empresa:3128'],
    [{ HTTPS_PROXY: 'socks5://proxy', http_proxy: 'a:1' }, 'http://a:1', 'socks5://proxy'],
    [{ HTTPS_PROXY: 'ftp://proxy' }, '', ''],
    [{ HTTPS_PROXY: ':::' }, '', ''],
    [{ HTTPS_PROXY: '  ' }, '', ''],
  ])('%j', (env, httpProxy, httpsProxy) => {
    expect(proxiesOf(env)).toEqual({ httpProxy, httpsProxy });
  });
});
