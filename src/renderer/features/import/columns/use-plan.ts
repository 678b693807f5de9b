import { useQuery } from '@tanstack/react-query';
import { importPlan, importSetupOf } from '#shared/mapping/plan.ts';
import { wholePlan } from '#shared/plan/write.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { download } from '../../../ui/report/download.ts';

/** Hands out the import as a plan, as a file. Names stand in the place of ids, as far as they are known. */
export function usePlan(source: ImportDetail): () => void {
  const say = useTexts('import');
  const { fileName, options } = source;
  const { accountId, departmentId } = options;
  const account = useQuery(queries.accounts()).data?.find(({ id }) => id === accountId);
  const departments = useQuery({ ...queries.departments(accountId ?? 0), enabled: departmentId !== null }).data;
  return () => {
    const department = departments?.find(({ id }) => id === departmentId)?.name ?? departmentId;
    const setup = importSetupOf(source, { account: account ?? null, department });
    const plan = wholePlan(importPlan(setup), null, Date.now());
    const href = URL.createObjectURL(new Blob([plan], { type: 'application/yaml' }));
    download(href, `${say('columns.tools.planName')}-${fileName.replace(/\.\w{2,5}$/, '')}.yaml`);
    URL.revokeObjectURL(href);
  };
}
