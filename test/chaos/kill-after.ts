import { setImmediate as turn } from 'node:timers/promises';
import type { RouteName } from '#main/practice/router.ts';
import type { Running } from '../support/malote.ts';
import type { Practice } from '../support/practice.ts';

/** Kills it in the moment in which the account has taken so many further requests of a kind; false: it ended before. */
export async function killAfter(
  running: Running,
  practice: Practice,
  { route, more }: { readonly route: RouteName; readonly more: number },
): Promise<boolean> {
  const count = async () => (await practice.summary()).requestsByRoute[route] ?? 0;
  const from = await count();
  while (!running.hasEnded()) {
    if ((await count()) >= from + more) {
      running.kill();
      return (await running.ended).code === null;
    }
    await turn();
  }
  return false;
}
