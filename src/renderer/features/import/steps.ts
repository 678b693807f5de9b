import type { ImportDetail, ImportPhase } from '#shared/rpc/imports.ts';
import type { Step } from '../../ui/step.ts';

export const stepKeys = ['planilha', 'colunas', 'revisar', 'criar'] as const;
export type StepKey = (typeof stepKeys)[number];

/** The step that an import itself is at. */
const stepOf: Readonly<Record<ImportPhase, StepKey>> = {
  stage: 'planilha',
  map: 'colunas',
  normalise: 'revisar',
  review: 'revisar',
  check: 'revisar',
  create: 'criar',
  done: 'criar',
};

export const stepOfPhase = (phase: ImportPhase): StepKey => stepOf[phase];

/** Can anything still be changed about it? From the creation on the account has parts of it. */
export const isOpen = (phase: ImportPhase): boolean => phase !== 'create' && phase !== 'done';

/** What can be gone to: rows are looked at once there are numbers, and created once they are all made. */
function isLocked(step: StepKey, { phase, mapping }: Pick<ImportDetail, 'phase' | 'mapping'>): boolean {
  const hasNumber = mapping.some(({ kind }) => kind === 'number');
  if (step === 'revisar') return !hasNumber || phase === 'map';
  if (step === 'criar') return !hasNumber || phase === 'stage' || phase === 'map' || phase === 'normalise';
  return false;
}

/** Is this text of an address a step that can be shown? */
export function stepFrom(text: string | undefined, source: Pick<ImportDetail, 'phase' | 'mapping'>): StepKey | null {
  const step = stepKeys.find((key) => key === text);
  return step === undefined || isLocked(step, source) ? null : step;
}

export function railOf(
  source: Pick<ImportDetail, 'id' | 'phase' | 'mapping'>,
  current: StepKey,
  label: (step: StepKey) => string,
): readonly Step[] {
  const reached = source.phase === 'done' ? stepKeys.length : stepKeys.indexOf(stepOfPhase(source.phase));
  return stepKeys.map((key, index): Step => {
    const href = `/importar/${source.id}/${key}`;
    const own = { key, label: label(key), href };
    if (key === current) return { ...own, state: 'current' };
    if (isLocked(key, source)) return { ...own, state: 'locked' };
    return { ...own, state: index < Math.max(reached, stepKeys.indexOf(current)) ? 'done' : 'todo' };
  });
}
