import { describe, expect, it } from 'vitest';
import { agrees } from '#shared/privacy/agrees.ts';

describe('a cell of the column of consent', () => {
  it.each([
    ['Sim', true],
    ['S', true],
    ['x', true],
    ['1', true],
    ['formulário do site', true],
    ['https://exemplo.com/aceite/123', true],
    ['03/02/2026', true],
    ['Não', false],
    ['NAO', false],
    ['n', false],
    ['0', false],
    ['false', false],
    ['não autorizou', false],
    ['Não informado', false],
    ['No', false],
    ['opt-out', false],
    ['Revogado.', false],
    ['', null],
    [' - ', null],
    ['n/a', null],
  ])('%j says %s', (cell, said) => {
    expect(agrees(cell)).toBe(said);
  });
});
