import type { TextFacts } from './texts.ts';

type Options = {
  readonly replace: TextFacts;
  readonly count?: number;
};

/**
 * How i18next takes facts. Nothing is plural in all three languages, as people say it ("0 linhas"), although the rules
 * of Portuguese have it singular: what is said stays 0, what decides is not.
 */
export function optionsOf(facts: TextFacts): Options {
  const { count } = facts;
  return typeof count === 'number' ? { replace: facts, count: count === 0 ? 2 : count } : { replace: facts };
}
