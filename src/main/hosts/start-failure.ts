import type { Problem } from '#shared/problem.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createTranslator, problemSentence } from '#shared/sentences/translate.ts';
import { hostText } from './texts.ts';

/** Why a host's engine did not start, in words. */
export function startFailure(language: Language, problem: Problem): string {
  if (problem.kind === 'dataFolderHeld') return hostText(language, 'held');
  if (problem.kind === 'dataFolderNoAccess') return hostText(language, 'folderNoAccess', { path: problem.path });
  return problemSentence(createTranslator(language), problem);
}
