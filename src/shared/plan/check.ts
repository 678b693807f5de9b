import type { Problem } from '../problem.ts';
import { parseTemplate } from '../template/parse.ts';
import { paceOfPlan } from './campaign.ts';
import { wishesOfPlan } from './import.ts';
import { listOf, type Plan } from './schema.ts';

/**
 * What is wrong with a plan on any sheet: a text that is no template, a pace or an option that cannot be understood; null where
 * nothing is. A message without words may have a file.
 */
export function faultOfPlan(plan: Plan, ownTimeZone: string): Problem | null {
  const { campaign } = plan;
  const texts = [campaign?.text, campaign?.param, campaign?.['header-param'], campaign?.['button-suffix']].flatMap(
    (value) => listOf<string | { readonly text: string }>(value) ?? [],
  );
  for (const one of texts) {
    const parsed = parseTemplate(typeof one === 'string' ? one : one.text);
    if (!parsed.ok && parsed.error.kind !== 'templateEmpty') return parsed.error;
  }
  const pace = campaign === undefined ? null : paceOfPlan(campaign, ownTimeZone);
  if (pace !== null && !pace.ok) return pace.error;
  const wishes = wishesOfPlan(plan.import);
  return wishes.ok ? null : wishes.error;
}
