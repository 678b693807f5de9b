import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Translate } from '#shared/sentences/translate.ts';

// How far a job is, as one line. Pure.

/** Where a job stands, in words: "Conferindo no WhatsApp". */
export function stageLabel(translate: Translate, job: Pick<JobSnapshot, 'kind' | 'phase'>): string {
  if (job.kind !== 'import' && job.phase === 'review')
    return translate(`state.${job.kind === 'action' ? 'action' : 'undo'}Phase.review.label`);
  switch (job.phase) {
    case 'stage':
    case 'map':
    case 'normalise':
    case 'review':
    case 'check':
    case 'create':
      return translate(`state.importPhase.${job.phase}.label`);
    case 'enlist':
    case 'send':
      return translate(`state.campaignPhase.${job.phase}.label`);
    case 'find':
    case 'act':
      return translate(`state.actionPhase.${job.phase}.label`);
    case 'look':
    case 'undo':
      return translate(`state.undoPhase.${job.phase}.label`);
    case 'read':
    case 'finish':
      return translate(`state.exportPhase.${job.phase}.label`);
    default:
      return translate(`state.${job.kind}Phase.done.label`);
  }
}

export interface Lines {
  readonly translate: Translate;
  readonly language: Language;
}

const barWidth = 24;
const labelWidth = 26;

/** For a terminal: `Conferindo no WhatsApp   ████████░░░░  62 %  1.234 de 2.000  1.200/min  falta 1 min 20 s`. */
export function barLine(
  lines: Lines,
  job: JobSnapshot,
  look: { readonly columns: number; readonly isColoured: boolean },
): string {
  const share = shareOf(job);
  const filled = Math.round((share ?? 0) * barWidth);
  const [dim, plain] = look.isColoured ? ['\u001b[2m', '\u001b[0m'] : ['', ''];
  const bar = `${'█'.repeat(filled)}${dim}${'░'.repeat(barWidth - filled)}${plain}`;
  const label = stageLabel(lines.translate, job).padEnd(labelWidth);
  const tail = [percent(lines.language, share), ...details(lines, job)].join('  ');
  const room = Math.max(10, look.columns - 1);
  // Too narrow for the bar: the numbers matter more.
  if (labelWidth + 1 + barWidth + 2 + tail.length <= room) return `${label} ${bar}  ${tail}`;
  return `${label.trimEnd()}  ${tail}`.slice(0, room);
}

/** For a log: `Conferindo no WhatsApp: 62 %, 1.234 de 2.000, 1.200/min, falta 1 min 20 s`. */
export function logLine(lines: Lines, job: JobSnapshot): string {
  const facts = [percent(lines.language, shareOf(job)), ...details(lines, job)].filter((fact) => fact !== '');
  return `${stageLabel(lines.translate, job)}: ${facts.join(', ')}`;
}

function shareOf({ progress: { done, total } }: JobSnapshot): number | null {
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, done / total);
}

function percent(language: Language, share: number | null): string {
  if (share === null) return '';
  // Never 100 % before it is over.
  return new Intl.NumberFormat(language, { style: 'percent' }).format(Math.floor(share * 100) / 100).padStart(4);
}

function details({ translate, language }: Lines, job: JobSnapshot): readonly string[] {
  const { done, total } = job.progress;
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  // A file is read by bytes, which say nothing to people.
  const isCounted = job.phase !== 'stage';
  return [
    ...(isCounted ? [total === null ? numbers.format(done) : translate('cli.doneOf', { done, total })] : []),
    ...(isCounted && job.perMinute !== null ? [`${numbers.format(job.perMinute)}/min`] : []),
    ...(job.remainingMs === null ? [] : [translate('cli.timeLeft', { time: durationText(job.remainingMs) })]),
  ];
}

/** "45 s", "1 min 20 s", "2 h 05 min", "3 d 4 h": the units are the same in all our languages. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
