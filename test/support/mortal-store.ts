import type { Store } from '#main/store/store.ts';
import { watchCommits } from './commits.ts';

/** What a process that died does: nothing, any more. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

/**
 * A store that dies at its nth commit, before it or after it, and with it everything that holds it: whoever asks it
 * afterwards gets no answer. What was committed stays, as after a kill; a new store on the same database finds it.
 */
export function mortalStore(store: Store, death: { readonly step: number; readonly when: 'before' | 'after' }) {
  let isDead = false;

  function dieAt(step: number, when: typeof death.when): void {
    if (step !== death.step || when !== death.when) return;
    isDead = true;
    throw new Dead();
  }
  const watched = watchCommits(store, {
    asked: () => {
      if (isDead) throw new Dead();
    },
    // Thrown inside of the transaction: it is rolled back, as a kill before its end would leave it.
    before: (step) => dieAt(step, 'before'),
    after: (step) => dieAt(step, 'after'),
  });
  return { ...watched, isDead: () => isDead };
}
