import { describe, expect, it } from 'vitest';
import { returnPlace } from '#renderer/features/accounts/return-place.ts';
import { railOf, stepFrom, stepOfPhase } from '#renderer/features/import/steps.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { type ImportPhase, importPhaseSchema } from '#shared/rpc/imports.ts';

const mapped: Mapping = [{ kind: 'name' }, { kind: 'number' }];
const anImport = (phase: ImportPhase, mapping: Mapping = mapped) => ({ id: 3, phase, mapping });

const rail = (phase: ImportPhase, current: 'planilha' | 'colunas' | 'revisar' | 'criar', mapping?: Mapping) =>
  railOf(anImport(phase, mapping), current, (step) => step).map(({ key, state }) => `${key} ${state}`);

describe('the steps of an import', () => {
  it('can all be walked back to from the last one', () => {
    expect(rail('done', 'criar')).toEqual(['planilha done', 'colunas done', 'revisar done', 'criar current']);
    expect(rail('done', 'planilha')).toEqual(['planilha current', 'colunas done', 'revisar done', 'criar done']);
  });

  it('are locked until there is what they show', () => {
    expect(rail('stage', 'planilha')).toEqual(['planilha current', 'colunas todo', 'revisar todo', 'criar locked']);
    expect(rail('map', 'colunas', [{ kind: 'name' }])).toEqual([
      'planilha done',
      'colunas current',
      'revisar locked',
      'criar locked',
    ]);
    expect(rail('normalise', 'revisar')).toContain('criar locked');
    expect(rail('review', 'revisar')).toContain('criar todo');
  });

  it('are found by their address, unless they are locked or there is no such step', () => {
    expect(stepFrom('revisar', anImport('review'))).toBe('revisar');
    expect(stepFrom('criar', anImport('stage'))).toBe(null);
    expect(stepFrom('outro', anImport('review'))).toBe(null);
    expect(stepFrom(undefined, anImport('review'))).toBe(null);
  });

  it.each(importPhaseSchema.options)('have one for phase %s that can be shown', (phase) => {
    const source = anImport(phase, phase === 'map' ? [] : mapped);

    expect(stepFrom(stepOfPhase(phase), source)).toBe(stepOfPhase(phase));
  });
});

describe('the place to go back to after connecting an account', () => {
  it.each([
    ['importar/3/criar', '/importar/3/criar'],
    ['campanha/nova/3', '/campanha/nova/3'],
    [undefined, null],
    ['', null],
    ['https://evil.example', null],
    ['/importar/3', null],
    ['ajustes', null],
  ])('is understood of %s', (rest, place) => {
    expect(returnPlace(rest)).toBe(place);
  });
});
