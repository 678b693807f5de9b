import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { importPlan, importSetupOf } from '#shared/mapping/plan.ts';
import { wholePlan } from '#shared/plan/write.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { download } from '../../../ui/report/download.ts';
import { type Draft, sendable } from '../draft.ts';

/** Hands out the sheet and the campaign as one plan file, which the command line carries out. */
export function SavePlan({ source, draft }: { readonly source: ImportDetail; readonly draft: Draft }) {
  const say = useTexts('campaign');
  const { accountId, departmentId } = source.options;
  const account = useQuery(queries.accounts()).data?.find(({ id }) => id === accountId) ?? null;
  const departments = useQuery({ ...queries.departments(accountId ?? 0), enabled: departmentId !== null }).data;
  const save = () => {
    const department = departments?.find(({ id }) => id === departmentId)?.name ?? departmentId;
    const campaign = { ...draft, content: sendable(draft.content) };
    const plan = wholePlan(importPlan(importSetupOf(source, { account, department })), campaign, Date.now());
    const href = URL.createObjectURL(new Blob([plan], { type: 'application/yaml' }));
    download(href, `${draft.name.trim().replace(/[\\/:*?"<>|]/g, '-') || say('review.planName')}.yaml`);
    URL.revokeObjectURL(href);
  };
  return (
    <Button variant="default" leftSection={<IconFileExport size={16} aria-hidden />} onClick={save}>
      {say('review.savePlan')}
    </Button>
  );
}
