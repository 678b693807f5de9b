import { describe, expect, it } from 'vitest';
import { serviceFor } from '#shared/accounts/service.ts';
import type { Service } from '#shared/rpc/accounts.ts';

const service = (name: string, connected: Service['connected'], isWhatsapp = true): Service => ({
  ...{ id: name, name, type: isWhatsapp ? 'whatsapp' : 'telegram', connected, number: null },
  ...{ isWhatsapp, isOfficial: false },
});

describe('the connection that a job works with', () => {
  it.each([
    ['the only one', [service('a', 'unknown')], 'a'],
    ['the only one, though it is off: it may come back', [service('a', 'no')], 'a'],
    ['the only one for WhatsApp', [service('t', 'yes', false), service('a', 'yes')], 'a'],
    ['the only one that is up', [service('a', 'no'), service('b', 'yes'), service('c', 'unknown')], 'b'],
    ['the only one that may be up', [service('a', 'no'), service('b', 'unknown')], 'b'],
  ])('is %s', (_why, services, id) => {
    expect(serviceFor({ services }, null)).toMatchObject({ ok: true, value: { id } });
  });

  it('is the chosen one, whatever its state', () => {
    const services = [service('a', 'yes'), service('b', 'no')];
    expect(serviceFor({ services }, 'b')).toMatchObject({ ok: true, value: { id: 'b' } });
  });

  it('is never guessed among several', () => {
    const services = [service('a', 'yes'), service('b', 'yes'), service('t', 'yes', false)];
    expect(serviceFor({ services }, null)).toEqual({
      ok: false,
      error: { kind: 'serviceAmbiguous', services: 'a, b' },
    });
  });

  it('is missing where there is none, or the chosen one is gone', () => {
    expect(serviceFor({ services: [service('t', 'yes', false)] }, null)).toMatchObject({
      error: { kind: 'noService' },
    });
    expect(serviceFor({ services: [service('a', 'yes')] }, 'z')).toMatchObject({
      error: { kind: 'serviceUnknown', service: 'z', services: 'a' },
    });
  });
});
