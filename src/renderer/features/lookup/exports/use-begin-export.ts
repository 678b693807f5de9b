import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { ExportWish } from '#shared/export/wish.ts';
import { engine } from '../../../rpc/engine.ts';
import { useLanguage } from '../../../texts/use-texts.ts';

/** Begins an export, and leads to where it can be followed. */
export function useBeginExport() {
  const language = useLanguage();
  const [, navigate] = useLocation();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return useMutation({
    mutationFn: (ask: { readonly accountId: number; readonly name: string; readonly wish: ExportWish }) =>
      engine.exports.create({ ...ask, path: null, overwrites: false, language, timeZone }),
    onSuccess: ({ exportId }) => navigate(`/ferramentas/exportacao/${exportId}`),
  });
}
