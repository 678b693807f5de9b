import type { Language } from '#shared/sentences/languages.ts';
import { hostText } from '../texts.ts';
import type { ElectronLike } from './electron-like.ts';

/** What becomes of the jobs under way when the window is closed. */
export type Leave = 'background' | 'later' | 'pause' | 'stay';

const ways = ['background', 'later', 'pause', 'stay'] as const;

/** Asks before the window goes while something runs: nothing stops by accident, and nothing goes on unseen. */
export async function askHowToLeave(electron: Pick<ElectronLike, 'dialog'>, language: Language): Promise<Leave> {
  const { response } = await electron.dialog.showMessageBox({
    message: hostText(language, 'leaveTitle'),
    detail: hostText(language, 'leaveBody'),
    buttons: [
      hostText(language, 'leaveGoOn'),
      hostText(language, 'leaveLater'),
      hostText(language, 'leavePause'),
      hostText(language, 'leaveStay'),
    ],
    defaultId: 0,
    cancelId: 3,
  });
  return ways[response] ?? 'stay';
}
