import { rowStateSchema } from '#shared/recipient/row.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { isNamedProblem, isPlainKey, withoutProblem } from './situations.ts';

/** What a situation of rows is called. */
export function useSituationLabel(): (key: string) => string {
  const say = useTexts('import');
  const { say: sentence } = useSentences();
  return (key) => {
    if (isPlainKey(key)) return say(`review.${key}`);
    if (isNamedProblem(key)) return say(`review.problems.${key}`);
    const state = rowStateSchema.safeParse(key.replace(withoutProblem, ''));
    return state.success ? sentence(`state.row.${state.data}.label`) : say('review.problems.other');
  };
}
