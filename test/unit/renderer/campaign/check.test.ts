import { describe, expect, it } from 'vitest';
import { checkMessage } from '#renderer/features/campaign/message/check.ts';

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
