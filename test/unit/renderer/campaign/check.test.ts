import { describe, expect, it } from 'vitest';
import { checkMessage, contentFault } from '#renderer/features/campaign/message/check.ts';
import { type Attachment, type Content, plainText } from '#shared/campaign/content.ts';

describe('a message before it is sent', () => {
  it('is fine with what the sheet knows', () => {
    expect(checkMessage('Oi {{nome|cliente}}', ['nome', 'Cidade']).kind).toBe('fine');
  });

  it.each([
    ['', { kind: 'templateEmpty' }],
    ['Oi {{nome', { kind: 'templateBroken', position: 4 }],
    ['Oi {{nmoe|x}}', { kind: 'templateUnknownVariable', name: 'nmoe', names: 'nome, Cidade' }],
  ])('says what is wrong with %j', (source, problem) => {
    expect(checkMessage(source, ['nome', 'Cidade'])).toEqual({ kind: 'faulty', problem });
  });
});

describe('a content before it is sent', () => {
  const file: Attachment = { hash: '0'.repeat(64), name: 'a.mp3', mimetype: 'audio/mpeg', bytes: 9, kind: 'audio' };
  const message = {
    kind: 'message' as const,
    versions: [{ template: 'Oi {{nome}}', share: 1 }],
    attachment: null,
    buttons: [],
  };
  const approved: Content = {
    kind: 'approved',
    hsmId: 'h1',
    name: 'volta',
    language: 'pt_BR',
    body: 'Oi {{1}}',
    parameters: ['{{nome}}'],
    header: null,
    headerParameters: [],
    buttons: [],
  };

  it.each<readonly [string, Content, string | null]>([
    ['a text', message, null],
    ['nothing', plainText(' '), 'empty'],
    [
      'a second text with nothing in it',
      { ...message, versions: [...message.versions, { template: '', share: 1 }] },
      'empty',
    ],
    ['a text that is broken', plainText('Oi {{nome'), 'broken'],
    ['a file and no text', { ...message, versions: [{ template: '', share: 1 }], attachment: file }, null],
    ['an audio with a text', { ...message, attachment: file }, 'shape'],
    ['a template that is not chosen yet', { ...approved, hsmId: '' }, 'notChosen'],
    ['a template that is filled in', approved, null],
    ['a template with a gap', { ...approved, parameters: [''] }, 'blank'],
    ['a template with a picture and no link', { ...approved, header: { kind: 'image', link: ' ' } }, 'blank'],
    ['a template with a variable that is unknown', { ...approved, parameters: ['{{nmoe}}'] }, 'broken'],
    ['a note', { kind: 'comment', versions: [{ template: 'Ligar', share: 1 }] }, null],
  ])('%s', (_, content, fault) => {
    expect(contentFault(content, ['nome'])).toBe(fault);
  });
});
