import type { OutgoingMessage } from '#main/digisac/digisac.ts';
import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { Store } from '#main/store/store.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Payload } from '#shared/campaign/payload.ts';
import type { ProblemOf } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** What is sent to everybody alike, ready to leave. */
type Parts = Pick<OutgoingMessage, 'isComment' | 'file' | 'buttons'>;

export type MessageOf = (
  campaign: Pick<StoredCampaign, 'serviceId' | 'openTicket'>,
  delivery: Pick<StoredDelivery, 'contactId' | 'text' | 'payload'>,
) => OutgoingMessage;

/**
 * Gets a campaign ready to be sent: its attachment is read once, here, and all messages then share its letters.
 * Nothing is ever sent without it. Problem: attachmentGone.
 */
export async function prepareMessages(
  deps: { readonly store: Pick<Store, 'attachments'> },
  content: Content,
): Promise<Result<MessageOf, ProblemOf<'attachmentGone'>>> {
  const parts = await partsOf(deps, content);
  if (!parts.ok) return parts;
  return ok(({ serviceId, openTicket }, { contactId, text, payload }) => ({
    ...{ contactId, serviceId, text, dontOpenTicket: !openTicket },
    ...parts.value,
    ...approvedOf(payload),
  }));
}

/** The parts of a message beside its text and its recipient. Problem: attachmentGone. */
export async function partsOf(
  { store }: { readonly store: Pick<Store, 'attachments'> },
  content: Content,
): Promise<Result<Parts, ProblemOf<'attachmentGone'>>> {
  if (content.kind === 'comment') return ok({ isComment: true });
  if (content.kind === 'approved') return ok({});
  const { attachment, buttons } = content;
  const touched = buttons.length === 0 ? {} : { buttons: buttons.map(({ text }) => text) };
  if (attachment === null) return ok(touched);
  const { hash, mimetype, name } = attachment;
  const base64 = await store.attachments.readBase64(hash);
  if (base64 === null) return err({ kind: 'attachmentGone', name });
  return ok({ ...touched, file: { base64, mimetype, name } });
}

export const approvedOf = (payload: Payload | null): Pick<OutgoingMessage, 'approved'> =>
  payload === null ? {} : { approved: { hsmId: payload.hsmId, parameters: payload.parameters } };
