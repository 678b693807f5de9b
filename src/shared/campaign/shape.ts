import type { Problem } from '../problem.ts';
import { isBlank } from '../template/parse.ts';
import type { Content } from './content.ts';
import { placeholdersOf } from './placeholders.ts';

/** What cannot be sent in this form, whoever it is for; null where nothing stands in the way. */
export function problemOfShape(content: Content): Problem | null {
  switch (content.kind) {
    case 'comment':
      return null;
    case 'message': {
      const { attachment, buttons, versions } = content;
      if (attachment === null) return null;
      if (buttons.length > 0) return { kind: 'attachmentWithButtons' };
      const hasText = versions.some(({ template }) => !isBlank(template));
      return attachment.kind === 'audio' && hasText ? { kind: 'audioWithText' } : null;
    }
    case 'approved': {
      const [needed, given] = [placeholdersOf(content.body).length, content.parameters.length];
      if (needed !== given) return { kind: 'approvedParameters', needed, given };
      const lacksLink = content.header !== null && isBlank(content.header.link);
      return lacksLink ? { kind: 'approvedHeader', template: content.name } : null;
    }
  }
}

/** WhatsApp's bound for a text beside a file or above buttons, in UTF-16 units. */
export const mostBeside = 1_024;

/** The most that a text of this campaign may hold. */
export const mostOf = (content: Content, most: number): number =>
  content.kind === 'message' && (content.attachment !== null || content.buttons.length > 0)
    ? Math.min(most, mostBeside)
    : most;
