import { expect, it } from 'vitest';
import { wayBack } from '#renderer/features/campaign/way-back.ts';

const say = (key: string): string => key;

it('leads back to the sheet that the people came from', () => {
  expect(wayBack({ id: 3, kind: 'sheet' }, say)).toEqual({ label: 'foot.toImport', href: '/importar/3' });
});

it('leads back to the audiences where they were put together there', () => {
  expect(wayBack({ id: 3, kind: 'list' }, say)).toEqual({ label: 'foot.toLists', href: '/publicos' });
});
