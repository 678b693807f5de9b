import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '#main/digisac/address.ts';

const addressOf = (pasted: string): string | null => {
  const parsed = parseAddress(pasted);
  return parsed.ok ? parsed.value.address : null;
};

const acme = 'https://acme.digisac.me';

describe('parseAddress', () => {
  it.each([
    'https://acme.digisac.me',
    'https://acme.digisac.me/',
    'acme.digisac.me',
    'acme.digisac.me/',
    'ACME.Digisac.ME',
    '  https://acme.digisac.me \n',
    '"https://acme.digisac.me"',
    '“acme.digisac.me”',
    '<https://acme.digisac.me>',
    '(acme.digisac.me).',
    '\u200bhttps://acme.digisac.me\ufeff',
    'https://acme.digisac.me/api/v1',
    'https://acme.digisac.me/api/v1/',
    'https://acme.digisac.me//api//v1//contacts?perPage=40',
    'https://acme.digisac.me/api',
    'acme.digisac.me/chat/123',
    'https://acme.digisac.me/chat/123?tab=open#top',
    'https://acme.digisac.me/settings/api',
    'https://acme.digisac.me/#/login',
    'https://ana:secret@acme.digisac.me/chat',
    'http://acme.digisac.me',
    'http://acme.digisac.me:80/chat',
    'https://acme.digisac.me:443',
    'https://acme.digisac.me.',
    '//acme.digisac.me/chat',
    'Nosso endereço: https://acme.digisac.me/chat',
  ])('reads %j as the account acme', (pasted) => {
    expect(parseAddress(pasted)).toEqual({
      ok: true,
      value: { address: acme, baseUrl: `${acme}/api/v1`, host: 'acme.digisac.me', name: 'acme' },
    });
  });

  it.each([
    ['acme.mandeumzap.com.br', 'https://acme.mandeumzap.com.br'],
    ['https://atendimento.empresa.com.br:8443/chat', 'https://atendimento.empresa.com.br:8443'],
    ['https://acme-api.digisac.app/v1', 'https://acme.digisac.app'],
    ['acme-api.digisac.com.br/v1/contacts', 'https://acme.digisac.com.br'],
    ['https://minha-api.empresa.com/v1', 'https://minha-api.empresa.com'],
    ['https://ação.example', 'https://xn--ao-siap.example'],
  ])('knows any domain, and the hosts of before: %j', (pasted, address) => {
    expect(addressOf(pasted)).toBe(address);
  });

  it.each([
    ['localhost:3100', 'http://localhost:3100'],
    ['127.0.0.1:3100/api/v1', 'http://127.0.0.1:3100'],
    ['http://127.0.0.1:3100', 'http://127.0.0.1:3100'],
    ['[::1]:3100', 'http://[::1]:3100'],
    ['https://localhost:3100', 'https://localhost:3100'],
    ['http://192.168.0.10:8080', 'http://192.168.0.10:8080'],
    ['http://10.1.2.3', 'http://10.1.2.3'],
    ['http://172.20.0.5', 'http://172.20.0.5'],
    ['192.168.0.10', 'https://192.168.0.10'],
    ['http://172.32.0.5', 'https://172.32.0.5'],
    ['http://8.8.8.8', 'https://8.8.8.8'],
    ['http://10.example.com', 'https://10.example.com'],
    ['http://127.0.0.1.example.com', 'https://127.0.0.1.example.com'],
    ['http://localhost.example.com', 'https://localhost.example.com'],
  ])('sends the token in the clear only within this machine or a private network: %j', (pasted, address) => {
    expect(addressOf(pasted)).toBe(address);
  });

  it('keeps a path before /api/v1, and nothing after it', () => {
    expect(parseAddress('proxy.empresa.com/digisac/api/v1/contacts')).toEqual({
      ok: true,
      value: {
        address: 'https://proxy.empresa.com/digisac/api/v1',
        baseUrl: 'https://proxy.empresa.com/digisac/api/v1',
        host: 'proxy.empresa.com',
        name: 'proxy',
      },
    });
  });

  it.each([
    ['www.acme.com', 'acme'],
    ['http://192.168.0.10', '192.168.0.10'],
    ['localhost:3100', 'localhost'],
  ])('suggests a name for %j', (pasted, name) => {
    expect(parseAddress(pasted)).toMatchObject({ ok: true, value: { name } });
  });

  it.each([
    '',
    '   ',
    'acme',
    '.',
    'https://',
    'https://acme',
    'acme digisac me',
    'ftp://acme.digisac.me',
    'javascript:alert(1)',
    'mailto:ana@acme.com',
    'ana@acme.digisac.me',
    '0123456789abcdef0123456789abcdef01234567',
    '5511987654321',
    'https://12345',
    'https://acme..digisac.me',
    'https://acme.digisac.me:99999',
    'https://ac%me.digisac.me',
  ])('does not take %j for an address', (pasted) => {
    expect(parseAddress(pasted)).toEqual({ ok: false, error: { kind: 'addressInvalid' } });
  });

  it('gives the same for what it gave', () => {
    const texts = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.domain(), fc.string());
    const tails = fc.constantFrom('', '/', '/api/v1', '/x/api/v1/contacts', '/chat/1');
    fc.assert(
      fc.property(texts, tails, (text, tail) => {
        const once = parseAddress(text + tail);
        if (once.ok) expect(parseAddress(once.value.address)).toEqual(once);
      }),
    );
  });

  it('never keeps credentials', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(JSON.stringify(parseAddress(`https://user:s3cret@${domain}/chat?token=s3cret#s3cret`))).not.toContain(
          's3cret',
        );
      }),
    );
  });
});
