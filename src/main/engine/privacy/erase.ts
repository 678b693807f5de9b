import { randomBytes } from 'node:crypto';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { ninthDigitForms } from '#shared/phone/person.ts';
import { createNumberFinder } from '#shared/privacy/number-text.ts';
import { ProblemError } from '#shared/problem.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Erasure } from '#shared/rpc/privacy.ts';
import type { Log } from '../log.ts';
import { findPerson } from './person.ts';

/** Of the hash and of the receipt. Bytes. */
const saltBytes = 16;
const receiptBytes = 5;

/** Whose end is not known yet: its text and its contact are what settles it (law 2). */
const underWay: ReadonlySet<string> = new Set(['sending', 'inDoubt', 'held']);

/**
 * Takes all personal data of a person out of the database, in one transaction: it is either all there or all gone. The counts
 * stay (law 3), an opt-out stays (law 5), and what is left of the person is a salted hash, by which a sheet that
 * brings them back is refused. Problems: personUnderWay.
 */
export async function erasePerson(
  deps: { readonly store: Store; readonly clock: Clock; readonly log: Log },
  who: { readonly person: string; readonly phone: string },
  signal: AbortSignal,
): Promise<Erasure> {
  const { store, clock, log } = deps;
  const { person } = who;
  const found = await findPerson(store, who, signal);
  const isIn = createNumberFinder(who.phone);
  const running = found.rows.find(({ importId }) => store.imports.get(importId).status === 'running');
  if (running) throw new ProblemError({ kind: 'personUnderWay', job: jobIdOf.import(running.importId) });
  const open = store.personalData.deliveriesOf(person, found.contacts).find(({ state }) => underWay.has(state));
  if (open) throw new ProblemError({ kind: 'personUnderWay', job: jobIdOf.campaign(open.campaignId) });
  const doubtful = found.items.find(({ state }) => underWay.has(state));
  if (doubtful) throw new ProblemError({ kind: 'personUnderWay', job: jobIdOf.action(doubtful.actionId) });

  store.personalData.overwriteDeleted();
  const erasure = store.transact((): Erasure => {
    const nowMs = clock.now();
    const hash = store.erasures.hashFor(person, randomBytes(saltBytes).toString('hex'));
    store.deliveries.skipPerson(0, person, { kind: 'erased' }, nowMs);
    const messages = found.deliveries.filter(({ id }) => store.personalData.wipeDelivery(id)).length;
    const rows = found.rows.reduce(
      (count, { importId, rowNo }) => count + store.personalData.wipeRows(importId, { from: rowNo, to: rowNo }),
      0,
    );
    for (const importId of new Set(found.rows.map((row) => row.importId))) {
      store.personalData.wipeHead(importId, (cells) => !cells.some(isIn));
    }
    for (const { actionId, itemNo } of found.items) {
      store.personalData.wipeItems(actionId, { from: itemNo, to: itemNo });
    }
    const consents = store.consents.forget(person);
    const contacts = store.personalData.wipePerson(person, hash, ninthDigitForms(person));
    const counts = { rows, contacts, messages, consents };
    const erasure = { receipt: randomBytes(receiptBytes).toString('hex').toUpperCase(), erasedAt: nowMs, counts };
    store.erasures.save(hash, erasure);
    return erasure;
  });
  store.personalData.settleLog();
  log.info('person.erased', { receipt: erasure.receipt, ...erasure.counts });
  return erasure;
}
