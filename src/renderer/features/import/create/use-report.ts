import { useMutation } from '@tanstack/react-query';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ReportFormat } from '#shared/rpc/reports.ts';
import { engine } from '../../../rpc/engine.ts';
import { useLanguage } from '../../../texts/use-texts.ts';

export interface Report {
  readonly write: (format: ReportFormat) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly done: { readonly href: string; readonly rows: number } | null;
}

/** Both hosts hand out the reports of the data folder under this address, as downloads. */
const addressOf = (path: string): string => `/report/${encodeURIComponent(path.split(/[/\\]/).at(-1) ?? '')}`;

/** Every row with its outcome, as a file that is downloaded once it is written. */
export function useReport(job: JobId): Report {
  const language = useLanguage();
  const report = useMutation({
    mutationFn: async (format: ReportFormat) => {
      const { path, rows } = await engine.reports.write({ job, format, path: null, language });
      return { href: addressOf(path), rows };
    },
    onSuccess: ({ href }) => {
      const link = document.createElement('a');
      link.href = href;
      link.download = '';
      link.click();
    },
  });
  return { write: report.mutate, isBusy: report.isPending, error: report.error, done: report.data ?? null };
}
