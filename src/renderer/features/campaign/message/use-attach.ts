import { useMutation } from '@tanstack/react-query';
import type { Attachment } from '#shared/campaign/content.ts';
import { ProblemError } from '#shared/problem.ts';
import { engine } from '../../../rpc/engine.ts';
import { handOver } from '../../../rpc/sheet-file.ts';
import { keepPicture } from './pictures.ts';

/** The copy into Malote broke off: the file may be chosen again. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Takes a file of the user's into the campaign: from then on it does not change with the file it came from. */
export function useAttach(onAttached: (attachment: Attachment) => void) {
  return useMutation({
    mutationFn: async (file: File): Promise<Attachment> => {
      const handed = await handOver(file, { onProgress: () => undefined, signal: new AbortController().signal });
      if (handed.kind === 'problem') throw new ProblemError(handed.problem);
      if (handed.kind !== 'ready') throw new Interrupted();
      const attachment = await engine.messages.attach(handed.sheet);
      if (attachment.kind === 'image') await keepPicture(attachment.hash, file);
      return attachment;
    },
    onSuccess: onAttached,
  });
}
