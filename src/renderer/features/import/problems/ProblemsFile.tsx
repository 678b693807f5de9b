import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { problemRows } from '#shared/corrections/problem-rows.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { SheetFormat } from '#shared/rpc/reports.ts';
import { engine } from '../../../rpc/engine.ts';
import { useLanguage, useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { download, reportAddress } from '../../../ui/report/download.ts';
import './ProblemsFile.css';

/** Hands out the rows with which something is wrong, to be corrected in Excel and dropped again. Nothing where there are none. */
export function ProblemsFile({ source }: { readonly source: Pick<ImportDetail, 'id' | 'counts' | 'phase'> }) {
  const say = useTexts('import');
  const language = useLanguage();
  const count = problemRows(source.counts);
  const file = useMutation({
    mutationFn: async (format: SheetFormat) => {
      const { path, rows } = await engine.reports.problems({ importId: source.id, format, path: null, language });
      return { href: reportAddress(path), rows };
    },
    onSuccess: ({ href }) => download(href),
  });
  if (count === 0 || source.phase === 'stage' || source.phase === 'normalise') return null;
  return (
    <div className="problems-file">
      <div className="problems-file-words">
        <p className="problems-file-title num">{say('problems.title', { count })}</p>
        <p className="problems-file-text" role="status">
          {file.data ? say('problems.done') : say('problems.text')}
        </p>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            loading={file.isPending}
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={16} aria-hidden />}
          >
            {say('problems.download')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => file.mutate('xlsx')}>{say('create.result.xlsx')}</Menu.Item>
          <Menu.Item onClick={() => file.mutate('csv')}>{say('create.result.csv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ErrorText error={file.error} />
    </div>
  );
}
