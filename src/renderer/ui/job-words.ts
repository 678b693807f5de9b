import { actionPhaseSchema } from '#shared/actions/state.ts';
import { exportPhaseSchema } from '#shared/export/state.ts';
import { campaignPhaseSchema } from '#shared/rpc/campaigns.ts';
import { importPhaseSchema } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { undoPhaseSchema } from '#shared/rpc/undos.ts';
import { useFormat } from '../texts/use-format.ts';
import { useSentences, useTexts } from '../texts/use-texts.ts';
import { isLate } from './job-rest.ts';

export const isOver = (job: JobSnapshot): boolean =>
  job.status === 'done' || job.status === 'cancelled' || job.status === 'failed';

/** What a job is at, from 0 to 1; null while nobody knows how much there is. */
export function shareOf({ progress }: JobSnapshot): number | null {
  if (progress.total === null) return null;
  return progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
}

/** Where the screen of a job is. */
export function hrefOf(job: JobSnapshot): string {
  if (job.kind === 'action') return `/ferramentas/acao/${job.job.slice(1)}`;
  if (job.kind === 'export') return `/ferramentas/exportacao/${job.job.slice(1)}`;
  return job.campaignId === null ? `/importar/${job.importId}` : `/campanha/${job.campaignId}`;
}

/** More per minute than this reads better per second. */
const fastPerMinute = 6_000;

/** What can be said of any job in words. */
export function useJobWords() {
  const say = useTexts('common');
  const { say: sentence } = useSentences();
  const format = useFormat();

  const phase = (job: JobSnapshot): string => {
    const known = job.kind === 'import' ? importPhaseSchema.safeParse(job.phase) : null;
    if (known?.success) return sentence(`state.importPhase.${known.data}.label`);
    const undoing = job.kind === 'undo' ? undoPhaseSchema.safeParse(job.phase) : null;
    if (undoing?.success) return sentence(`state.undoPhase.${undoing.data}.label`);
    const acting = job.kind === 'action' ? actionPhaseSchema.safeParse(job.phase) : null;
    if (acting?.success) return sentence(`state.actionPhase.${acting.data}.label`);
    const exporting = job.kind === 'export' ? exportPhaseSchema.safeParse(job.phase) : null;
    if (exporting?.success) return sentence(`state.exportPhase.${exporting.data}.label`);
    const sending = campaignPhaseSchema.safeParse(job.phase);
    return sending.success ? sentence(`state.campaignPhase.${sending.data}.label`) : '';
  };
  const rate = (perMinute: number): string =>
    perMinute > fastPerMinute
      ? say('job.perSecond', { rate: format.number(Math.round(perMinute / 60)) })
      : say('job.perMinute', { rate: format.number(Math.round(perMinute)) });

  // Whoever chose the moment has not paused anything.
  const status = ({ status: known, reason }: JobSnapshot): string =>
    known === 'paused' && reason?.kind === 'notYetTime' ? say('job.scheduled') : sentence(`state.job.${known}.label`);

  return {
    status,
    phase,
    /** "Criando os contatos" while it works, "Pausada" and so on while it does not. */
    doing: (job: JobSnapshot): string =>
      job.status === 'running' || job.status === 'waiting' ? phase(job) : status(job),
    rate,
    /** What the button says that lets a job go on; `queued`: with how many, where that is known. */
    resume: (job: JobSnapshot, queued: number | null): string => {
      if (queued === null) return say(isLate(job) ? 'job.sendNow' : 'job.resume');
      return say(isLate(job) ? 'job.sendNowQueued' : 'job.resumeQueued', { count: queued });
    },
    /** 1.234 de 10.000 · 42 por minuto · faltam cerca de 3 min */
    progress: (job: JobSnapshot): string => {
      const { done, total } = job.progress;
      // Of a file that is being read the measure is bytes.
      const isReading = job.kind === 'import' && job.phase === 'stage';
      const amount = isReading ? format.bytes : format.number;
      const parts = [total === null ? amount(done) : say('job.doneOf', { done: amount(done), total: amount(total) })];
      if (job.status === 'running' && job.perMinute !== null) parts.push(rate(job.perMinute));
      if (job.status === 'running' && job.remainingMs !== null)
        parts.push(
          job.remainingMs < 60_000 ? say('job.leftSoon') : say('job.left', { time: format.duration(job.remainingMs) }),
        );
      return parts.join(' · ');
    },
  };
}
