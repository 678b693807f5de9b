import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDeviceFloppy, IconFileExport, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SaveMapping } from './SaveMapping.tsx';
import { usePlan } from './use-plan.ts';
import type { SavedMappings } from './use-saved-mappings.ts';

/** Keeps what the columns are for under a name, uses what was kept, and hands it out as a plan. */
export function MappingTools(props: {
  readonly source: ImportDetail;
  readonly mappings: SavedMappings;
  readonly canChange: boolean;
}) {
  const say = useTexts('import');
  const { source, mappings, canChange } = props;
  const exportPlan = usePlan(source);
  const [isSaving, setSaving] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={320}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {say('columns.tools.title')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDeviceFloppy size={16} aria-hidden />} onClick={() => setSaving(true)}>
            {say('columns.tools.save')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileExport size={16} aria-hidden />} onClick={exportPlan}>
            {say('columns.tools.plan')}
          </Menu.Item>
          {canChange && mappings.saved.length > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{say('columns.tools.use')}</Menu.Label>
              {mappings.saved.map((mapping) => (
                <Menu.Item
                  key={mapping.id}
                  className="num"
                  leftSection={<IconTable size={16} aria-hidden />}
                  disabled={mapping.found === 0}
                  onClick={() => mappings.use(mapping)}
                >
                  {say('columns.tools.found', { name: mapping.name, found: mapping.found, count: mapping.columns })}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSaving && <SaveMapping fileName={source.fileName} mappings={mappings} onClose={() => setSaving(false)} />}
    </>
  );
}

/** What became of it, where the eye is. */
export function MappingDone({ mappings }: { readonly mappings: SavedMappings }) {
  const say = useTexts('import');
  const { done, error } = mappings;
  return (
    <>
      {done && <Notice tone="good">{say(`columns.tools.${done.what}`, { name: done.name })}</Notice>}
      <ErrorText error={error} />
    </>
  );
}
