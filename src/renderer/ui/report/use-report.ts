import { useMutation } from '@tanstack/react-query';
import type { JobId } from '#shared/rpc/errors.ts';
import type { ReportFormat } from '#shared/rpc/reports.ts';
import { engine } from '../../rpc/engine.ts';
import { useLanguage } from '../../texts/use-texts.ts';
import { download, reportAddress } from './download.ts';

export interface Report {
  /** `raw`: a CSV with each cell as it came, to be imported again. */
  readonly write: (format: ReportFormat, options?: { readonly raw: boolean }) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The last one that was written: its address in this window, and its rows. */
  readonly done: { readonly href: string; readonly rows: number } | null;
}

/** Every row with its outcome, as a file that is handed out as a download once it is written. */
export function useReport(job: JobId): Report {
  const language = useLanguage();
  const mutation = useMutation({
    mutationFn: async (wish: { readonly format: ReportFormat; readonly raw: boolean }) => {
      const { path, rows } = await engine.reports.write({ job, ...wish, path: null, language });
      return { href: reportAddress(path), rows };
    },
    onSuccess: ({ href }) => download(href),
  });
  return {
    write: (format, options = { raw: false }) => mutation.mutate({ format, ...options }),
    isBusy: mutation.isPending,
    error: mutation.error,
    done: mutation.data ?? null,
  };
}
