import type { AccountTemplate } from '#main/digisac/digisac.ts';
import { problemOfApproved } from '#shared/campaign/approved.ts';
import type { Content } from '#shared/campaign/content.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import type { Session } from '../account/session.ts';

/** Templates of a connection: those of others could not be sent through it. Problems: those of the account. */
export async function approvedTemplatesOf(session: Session, service: Service): Promise<readonly AccountTemplate[]> {
  const all = await session.askOnce(() => session.digisac.approvedTemplates());
  return all.filter(({ serviceId }) => (serviceId === null ? service.isOfficial : serviceId === service.id));
}

/**
 * Before anybody is written to: does the account still have the template, approved, and in the shape that was composed?
 * Every message would be refused alike otherwise, after it was accepted. Throws the problem. Other messages pass.
 */
export async function checkApproved(session: Session, service: Service, content: Content): Promise<void> {
  if (content.kind !== 'approved') return;
  const templates = await approvedTemplatesOf(session, service);
  // An official connection may call itself by a name that we do not know; its templates give it away.
  if (!service.isOfficial && templates.length === 0) {
    throw new ProblemError({ kind: 'notOfficial', service: service.name });
  }
  const problem = problemOfApproved(content, templates.find(({ hsmId }) => hsmId === content.hsmId) ?? null);
  if (problem !== null) throw new ProblemError(problem);
}
