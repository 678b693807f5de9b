import type { Copy } from '#shared/copies.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { StoreKeeper } from '../store-keeper.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike } from './electron-like.ts';

/**
 * The database is damaged: asks what to begin with, and does it. Null where the person would rather look at the files
 * first; else why it could not be done, or that it was.
 */
export async function askWayOut(
  electron: Pick<ElectronLike, 'dialog'>,
  options: {
    readonly language: Language;
    readonly sentence: string;
    readonly keeper: StoreKeeper;
    readonly nowMs: number;
  },
): Promise<Awaited<ReturnType<StoreKeeper['restore']>> | null> {
  const { language, sentence, keeper, nowMs } = options;
  const copies = await keeper.copies();
  const copy = copies.find(({ kind }) => kind === 'daily') ?? copies[0];
  const ways = [...(copy ? [{ kind: 'copy' as const, name: copy.name }] : []), { kind: 'empty' as const }];
  const { response } = await electron.dialog.showMessageBox({
    message: hostText(language, 'damagedTitle'),
    detail: sentence,
    buttons: [
      ...(copy ? [hostText(language, 'damagedRestore', { when: whenTaken(copy, language) })] : []),
      hostText(language, 'damagedEmpty'),
      hostText(language, 'quit'),
    ],
    defaultId: 0,
    cancelId: ways.length,
  });
  const way = ways[response];
  return way === undefined ? null : keeper.restore(way, nowMs);
}

const whenTaken = ({ takenAt }: Copy, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(takenAt);
