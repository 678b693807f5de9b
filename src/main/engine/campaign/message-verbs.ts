import type { Store } from '#main/store/store.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import type { Attachment } from '#shared/campaign/content.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Receipt } from '#shared/recipient/delivery.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ApprovedTemplate, SavedText } from '#shared/rpc/messages.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { approvedTemplatesOf } from './approved.ts';
import { attachFile } from './attachments.ts';

/** What a message is made of, beside the words that somebody types: what faces ask for while they compose. */
export function createMessageVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly tabular: TabularDeps;
  readonly sessions: Sessions;
}) {
  const { store, clock, sessions } = deps;

  async function sessionOf(accountId: number | null): Promise<Session> {
    if (accountId === null || !store.accounts.find(accountId)) throw new ProblemError({ kind: 'noAccount' });
    const opened = await sessions.open(accountId);
    if (!opened.ok) throw new ProblemError(opened.error);
    return opened.value;
  }

  function optionsOf(importId: number) {
    const source = store.imports.find(importId);
    if (!source) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
    return source.options;
  }

  return {
    async approved(importId: number): Promise<ApprovedTemplate[]> {
      const { accountId, serviceId } = optionsOf(importId);
      const session = await sessionOf(accountId);
      const account = accountId === null ? null : store.accounts.find(accountId);
      const service = account ? serviceFor(account, serviceId) : null;
      if (service === null) throw new ProblemError({ kind: 'noAccount' });
      if (!service.ok) throw new ProblemError(service.error);
      const templates = await approvedTemplatesOf(session, service.value);
      return templates.map(({ serviceId: _, ...template }) => template);
    },

    async quickReplies(accountId: number) {
      const session = await sessionOf(accountId);
      return [...(await session.askOnce(() => session.digisac.quickReplies()))];
    },

    saved: (): SavedText[] => [...store.savedTexts.list()],
    save: (text: { readonly name: string; readonly template: string }): SavedText =>
      store.savedTexts.save({ ...text, nowMs: clock.now() }),
    forget: (id: number): void => store.savedTexts.remove(id),

    attach: (file: { readonly path: string; readonly fileName: string }): Promise<Attachment> => attachFile(deps, file),

    /** One that the account does not have any more is not known to have failed. */
    async receipt(importId: number, messageId: string): Promise<{ receipt: Receipt; detail: string | null }> {
      const session = await sessionOf(optionsOf(importId).accountId);
      const status = await session.askOnce(() => session.digisac.message(messageId));
      return status === null
        ? { receipt: 'pending', detail: null }
        : { receipt: status.receipt, detail: status.detail };
    },
  };
}
