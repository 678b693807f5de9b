import type { ReactNode } from 'react';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';

/** What every step is given: the import, its job, and the rail above it. */
export interface StepProps {
  readonly source: ImportDetail;
  readonly job: JobSnapshot;
  readonly rail: ReactNode;
}
