import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { engine } from '../../../rpc/engine.ts';
import { problemOf } from '../../../rpc/problem.ts';
import { sendable } from '../draft.ts';
import type { DraftInHand } from '../use-draft.ts';

/**
 * Starts the campaign and goes to where it is watched. Where the answer is lost, the engine is asked whether it began:
 * a second try would be a second campaign, and everybody would be written to twice (law 2).
 */
export function useStart(importId: number, inHand: DraftInHand) {
  const [, navigate] = useLocation();
  const { draft, drop } = inHand;
  return useMutation({
    mutationFn: async (): Promise<number> => {
      const name = draft.name.trim();
      const known = new Set((await engine.jobs.list()).map(({ job }) => job));
      try {
        const { content, exclusions, seed, pace, beginsEarly, follows, inDoubt, openTicket } = draft;
        const made = await engine.campaigns.create({
          importId,
          name,
          content: sendable(content),
          exclusions,
          seed,
          pace,
          beginsEarly,
          follows,
          inDoubt,
          openTicket,
        });
        return made.campaignId;
      } catch (error) {
        if (problemOf(error)) throw error;
        const begun = (await engine.jobs.list()).find(
          (job) => job.kind === 'campaign' && job.importId === importId && job.name === name && !known.has(job.job),
        );
        if (begun?.campaignId) return begun.campaignId;
        throw error;
      }
    },
    onSuccess: (campaignId) => {
      drop();
      navigate(`/campanha/${campaignId}`, { replace: true });
    },
  });
}
