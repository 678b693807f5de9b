import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { Say } from '../../texts/use-texts.ts';

/** Where the people of a campaign came from. A list was put together among the audiences, and has no screen as an import. */
export const wayBack = (
  { id, kind }: Pick<ImportDetail, 'id' | 'kind'>,
  say: Say<'campaign'>,
): { readonly label: string; readonly href: string } =>
  kind === 'list'
    ? { label: say('foot.toLists'), href: '/publicos' }
    : { label: say('foot.toImport'), href: `/importar/${id}` };
