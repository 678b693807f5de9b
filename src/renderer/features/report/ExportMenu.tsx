import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';
import type { Report } from '../../ui/report/use-report.ts';

/** The report as a file: to show, to calculate with, or to import again. */
export function ExportMenu(props: { readonly report: Report }) {
  const { report } = props;
  const say = useTexts('report');
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={report.isBusy}>
          {say('export.open')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => report.write('pdf')}>{say('export.pdf')}</Menu.Item>
        <Menu.Item onClick={() => report.write('html')}>{say('export.html')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => report.write('xlsx')}>{say('export.xlsx')}</Menu.Item>
        <Menu.Item onClick={() => report.write('csv')}>{say('export.csv')}</Menu.Item>
        <Menu.Item onClick={() => report.write('csv', { raw: true })}>{say('export.raw')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
