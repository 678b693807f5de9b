import type { ExportFormat } from './wish.ts';

/**
 * What a file is called that lacks something: `chamados.csv` is `chamados (parcial).csv`; where a host hands it out by its
 * name, `chamados-parcial.csv`.
 */
export function partialPath(path: string, word: string, isHandedOut: boolean): string {
  const end = /\.[A-Za-z0-9]{1,5}$/.exec(path)?.[0] ?? '';
  const name = path.slice(0, path.length - end.length);
  return isHandedOut ? `${name}-${word}${end}` : `${name} (${word})${end}`;
}

/** Where an export stands while it is made: beside its place, so that moving it there is one step. */
export const partPath = (path: string): string => `${path}.part`;

/** Does a path end as files of this kind do? */
export const hasEnding = (path: string, format: ExportFormat): boolean => path.toLowerCase().endsWith(`.${format}`);

/** The name of one conversation in an archive: letters that every system takes. */
export function memberName(
  ticket: { readonly id: string | null; readonly protocol: string | null },
  as: string,
): string {
  const name = (ticket.protocol ?? ticket.id ?? '').replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+/, '');
  return `${name === '' ? 'chamado' : name.slice(0, 100)}.${as}`;
}
