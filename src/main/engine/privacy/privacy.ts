import type { Store } from '#main/store/store.ts';
import { writeWhole } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Log } from '../log.ts';
import { personOf } from '../optout/register.ts';
import { ownPlace } from '../report/place.ts';
import { wordsOf } from '../report/words.ts';
import { erasePerson } from './erase.ts';
import { pageOfPerson } from './page.ts';
import { tellOfPerson } from './person.ts';
import type { createRetention } from './retention.ts';

/** What faces are shown of it. */
const mostErasures = 500;

/** What a person may ask of whoever keeps their data, and how long it is kept. Problems of a number: those of `parsePhone`. */
export function createPrivacyVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: ReturnType<typeof createRetention>;
}) {
  const { store, clock, retention } = deps;
  const person = async (number: string, signal: AbortSignal) => tellOfPerson(store, personOf(number), signal);

  return {
    person,

    /** As a page to hand over. Problems: reportNotWritten, diskFull. */
    async write(
      ask: { readonly number: string; readonly path: string | null; readonly language: Language },
      signal: AbortSignal,
    ): Promise<{ readonly path: string; readonly rows: number }> {
      const told = await person(ask.number, signal);
      const words = wordsOf(ask.language, undefined);
      const nowMs = clock.now();
      const name = words.translate('cli.person.file');
      const place =
        ask.path === null
          ? ownPlace(store.folder, { job: null, name, format: 'html', nowMs })
          : ({ ok: true, value: ask.path } as const);
      if (!place.ok) throw new ProblemError(place.error);
      const page = pageOfPerson(told, { words, language: ask.language, nowMs });
      const written = await writeWhole(place.value, () => new TextEncoder().encode(page));
      if (!written.ok) throw new ProblemError(written.error);
      return { path: place.value, rows: told.rows.length };
    },

    erase: async (number: string, signal: AbortSignal) => erasePerson(deps, personOf(number), signal),
    erasures: () => [...store.erasures.latest(mostErasures)],
    retention: () => retention.report(),
    retain: (signal: AbortSignal) => retention.retain(signal),
  };
}
