import { openActionStates } from '#shared/actions/state.ts';
import { takenStates } from '#shared/recipient/delivery.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Rows of an import that end without a contact, or stand still. */
const outStates = ['invalid', 'duplicate', 'optedOut', 'excluded', 'noWhatsapp', 'failed', 'held'] as const;

/** What came of a job, in a few words: what counts, and what went wrong. */
export function useOutcome(job: JobSnapshot): readonly string[] {
  const say = useTexts('home');
  const sum = (states: readonly string[]) => states.reduce((total, state) => total + (job.counts[state] ?? 0), 0);
  const unless0 = (count: number, text: string): readonly string[] => (count === 0 ? [] : [text]);
  if (job.kind === 'campaign') {
    const [taken, failed] = [sum(takenStates), sum(['failed'])];
    return [say('outcome.taken', { count: taken }), ...unless0(failed, say('outcome.failed', { count: failed }))];
  }
  if (job.kind === 'undo') {
    const [deleted, restored, kept] = [sum(['deleted', 'gone']), sum(['restored']), sum(['kept'])];
    const left = sum(['queued', 'planned', 'working', 'inDoubt']);
    return [
      say('outcome.deleted', { count: deleted }),
      ...unless0(restored, say('outcome.restored', { count: restored })),
      ...unless0(kept, say('outcome.kept', { count: kept })),
      ...unless0(left, say('outcome.toUndo', { count: left })),
    ];
  }
  if (job.kind === 'export') {
    const failed = sum(['failed']);
    return [
      say('outcome.exported', { count: sum(['written']) }),
      ...unless0(failed, say('outcome.notDone', { count: failed })),
    ];
  }
  if (job.kind === 'action') {
    const [done, left, failed, held] = [
      sum(['done', 'unchanged']),
      sum(openActionStates),
      sum(['failed']),
      sum(['held']),
    ];
    return [
      ...(left > 0 && done === 0 ? [] : [say('outcome.done', { count: done })]),
      ...unless0(left, say('outcome.toDo', { count: left })),
      ...unless0(failed, say('outcome.notDone', { count: failed })),
      ...unless0(held, say('outcome.held', { count: held })),
    ];
  }
  const out = sum(outStates);
  if (job.phase === 'done' || job.phase === 'create') {
    const ready = sum(['ready']);
    return [say('outcome.ready', { count: ready }), ...unless0(out, say('outcome.out', { count: out }))];
  }
  return [say('outcome.rows', { count: job.total }), ...unless0(out, say('outcome.problems', { count: out }))];
}
