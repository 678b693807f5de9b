/** The steps of a campaign that is being made, as the address names them. */
export const stepSlugs = { message: 'mensagem', audience: 'publico', pace: 'ritmo', review: 'conferir' } as const;
export type StepKey = keyof typeof stepSlugs;
export const stepKeys = ['message', 'audience', 'pace', 'review'] as const satisfies readonly StepKey[];

export const stepOf = (slug: string | undefined): StepKey =>
  stepKeys.find((key) => stepSlugs[key] === slug) ?? 'message';

export const stepHref = (importId: number, step: StepKey): string => `/campanha/nova/${importId}/${stepSlugs[step]}`;
