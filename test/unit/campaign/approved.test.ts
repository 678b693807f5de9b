import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFetchable, payloadOf, problemOfApproved } from '#shared/campaign/approved.ts';
import type { Approved } from '#shared/campaign/content.ts';
import { filledIn, placeholdersOf } from '#shared/campaign/placeholders.ts';
import { problemOfShape } from '#shared/campaign/shape.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';

const anApproved = (more: Partial<Approved> = {}): Approved => ({
  ...{ kind: 'approved', hsmId: 't1', name: 'oferta', language: 'pt_BR', body: 'Oi {{1}}', parameters: ['{{nome}}'] },
  ...{ header: null, headerParameters: [], buttons: [] },
  ...more,
});
const aTemplate = (more: Partial<ApprovedTemplate> = {}): ApprovedTemplate => ({
  ...{ hsmId: 't1', name: 'oferta', language: 'pt_BR', category: null, isApproved: true, status: 'APPROVED' },
  ...{ header: { kind: 'none' }, body: 'Oi {{1}}', placeholders: ['1'], footer: null, buttons: [] },
  ...more,
});

describe('the places of an approved template', () => {
  it('are in the order of their numbers, words in that of the text, each once', () => {
    expect(placeholdersOf('{{2}} {{10}} {{ 1 }} {{2}}')).toEqual(['1', '2', '10']);
    expect(placeholdersOf('{{nome}}, {{cidade}} e {{nome}}')).toEqual(['nome', 'cidade']);
    expect(placeholdersOf('{{}} {{a b}} {1} texto')).toEqual([]);
  });

  it('are filled with values that mean nothing themselves', () => {
    expect(filledIn('{{2}} de {{1}} e {{2}}', ['{{2}}', '$& {{1}}'])).toBe('$& {{1}} de {{2}} e $& {{1}}');
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, two) => {
        expect(filledIn('{{1}}|{{2}}', [one, two])).toBe(`${one}|${two}`);
      }),
    );
  });
});

describe('what leaves of an approved template', () => {
  it('is nothing but its name where it has no places', () => {
    const filling = { header: null, headerParameters: [], parameters: [], suffixes: [] };
    const content = anApproved({ body: 'Amanhã não abrimos.', parameters: [] });
    expect(payloadOf(content, filling)).toEqual({ kind: 'approved', hsmId: 't1', parameters: [] });
  });

  it('names words, and a document by its file', () => {
    const content = anApproved({
      body: 'Oi {{nome}}',
      header: { kind: 'document', link: 'x' },
      headerParameters: [],
    });
    const link = 'https://x.example/boletos/ana.pdf?v=2';
    expect(
      payloadOf(content, { header: link, headerParameters: [], parameters: ['Ana'], suffixes: [] }).parameters,
    ).toEqual([
      { type: 'header', parameters: [{ type: 'document', document: { link, filename: 'ana.pdf' } }] },
      { type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: 'nome' }] },
    ]);
  });

  it('has a text on top filled in as well', () => {
    const content = anApproved({ headerParameters: ['{{data}}'] });
    const filling = { header: null, headerParameters: ['27/11'], parameters: ['Ana'], suffixes: [] };
    expect(payloadOf(content, filling).parameters[0]).toEqual({
      type: 'header',
      parameters: [{ type: 'text', text: '27/11' }],
    });
  });

  it.each([
    ['https://loja.example.com/a.jpg', true],
    ['http://loja.example.com/a.jpg', false],
    ['https://loja/a.jpg', false],
    ['https://loja.example.com/a b.jpg', false],
    ['loja.example.com/a.jpg', false],
    ['', false],
  ])('fetches %s: %s', (link, is) => {
    expect(isFetchable(link)).toBe(is);
  });
});

describe('a template that was composed', () => {
  it('fits while the account has it in the same shape', () => {
    expect(problemOfApproved(anApproved(), aTemplate())).toBeNull();
    const button = { index: 1, text: 'Ver', takesSuffix: true };
    const other = { index: 0, text: 'Ok', takesSuffix: false };
    const template = aTemplate({ buttons: [other, button], header: { kind: 'video' } });
    const content = anApproved({ buttons: [{ index: 1, suffix: 'x' }], header: { kind: 'video', link: 'x' } });
    expect(problemOfApproved(content, template)).toBeNull();
  });

  it.each([
    ['approvedGone', anApproved(), null],
    ['approvedNot', anApproved(), aTemplate({ isApproved: false, status: 'PAUSED' })],
    ['approvedHeader', anApproved(), aTemplate({ header: { kind: 'image' } })],
    ['approvedParameters', anApproved({ parameters: [] }), aTemplate()],
    ['approvedChanged', anApproved(), aTemplate({ body: 'Olá {{1}}' })],
    ['approvedChanged', anApproved({ header: { kind: 'video', link: 'x' } }), aTemplate({ header: { kind: 'image' } })],
    ['approvedChanged', anApproved({ header: { kind: 'video', link: 'x' } }), aTemplate()],
    ['approvedChanged', anApproved(), aTemplate({ header: { kind: 'text', text: '{{1}}', placeholders: 1 } })],
    ['approvedChanged', anApproved(), aTemplate({ buttons: [{ index: 0, text: 'Ver', takesSuffix: true }] })],
    ['approvedChanged', anApproved({ buttons: [{ index: 0, suffix: 'x' }] }), aTemplate()],
  ])('is found out before anybody is written to: %s', (kind, content, template) => {
    expect(problemOfApproved(content, template)).toMatchObject({ kind });
  });

  it('has a value for each place, and a link where it has a picture', () => {
    expect(problemOfShape(anApproved())).toBeNull();
    expect(problemOfShape(anApproved({ parameters: [] }))).toEqual({ kind: 'approvedParameters', needed: 1, given: 0 });
    expect(problemOfShape(anApproved({ header: { kind: 'image', link: ' ' } }))).toMatchObject({
      kind: 'approvedHeader',
    });
  });
});
