import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useTexts } from '../../../texts/use-texts.ts';
import type { Report } from '../../../ui/report/use-report.ts';

/** Asks in which form the report is wanted. */
export function ReportButton({ report }: { readonly report: Report }) {
  const say = useTexts('import');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={report.isBusy}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {say('create.result.report')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => report.write('xlsx')}>{say('create.result.xlsx')}</Menu.Item>
        <Menu.Item onClick={() => report.write('csv')}>{say('create.result.csv')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
