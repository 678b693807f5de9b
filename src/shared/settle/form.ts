import type { Content } from '../campaign/content.ts';
import { unreachable } from '../result.ts';
import type { MessageForm } from './evidence.ts';

/** How a message of this campaign is known again in the account. */
export function formOf(content: Content): MessageForm {
  switch (content.kind) {
    case 'message':
      return content.attachment === null ? { kind: 'text' } : { kind: 'file', file: content.attachment.kind };
    case 'approved':
      return { kind: 'approved', hsmId: content.hsmId };
    case 'comment':
      return { kind: 'comment' };
    default:
      return unreachable(content);
  }
}
