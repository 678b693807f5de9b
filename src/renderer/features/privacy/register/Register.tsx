import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconPlus, IconSearch, IconTableImport } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type OptOutSource, optOutSourceSchema } from '#shared/optout/source.ts';
import type { OptOutView } from '#shared/rpc/optouts.ts';
import type { SheetFormat } from '#shared/rpc/reports.ts';
import { engine } from '../../../rpc/engine.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useLanguage, useSentences, useTexts } from '../../../texts/use-texts.ts';
import { CountChips } from '../../../ui/CountChips.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import { download, reportAddress } from '../../../ui/report/download.ts';
import { type Column, VirtualTable } from '../../../ui/table/VirtualTable.tsx';
import { optOutRows, privacyKeys, privacyQueries } from '../queries.ts';
import { AddDialog } from './AddDialog.tsx';
import { OptOutDialog } from './OptOutDialog.tsx';
import './Register.css';
import { TakeInDialog } from './TakeInDialog.tsx';

type Dialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'takeIn' }
  | { readonly kind: 'one'; readonly optOut: OptOutView };

/** The register of those who get no campaigns: who, since when, how it is known, in whose words. */
export function Register() {
  const say = useTexts('privacy');
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 200);
  const [source, setSource] = useState<OptOutSource | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const known = useQuery(privacyQueries.known());
  const { say: sentence } = useSentences();
  const rows = useMemo(() => optOutRows({ search: settled, source }), [settled, source]);
  const columns = useColumns();
  const sources = known.data ?? [];
  const total = sources.reduce((sum, { count }) => sum + count, 0);
  const close = (words: string | null = null) => {
    setDialog(null);
    if (words === null) return;
    setSaid(words);
    void queryClient.invalidateQueries({ queryKey: privacyKeys.optOuts });
  };
  const actions = (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog({ kind: 'add' })}>
        {say('register.add')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTableImport size={16} aria-hidden />}
        onClick={() => setDialog({ kind: 'takeIn' })}
      >
        {say('register.takeIn')}
      </Button>
    </>
  );
  return (
    <>
      {said !== null && <Notice tone="good">{said}</Notice>}
      <Panel
        title={say('register.title')}
        text={say('register.text')}
        aside={
          total > 0 && (
            <div className="register-actions">
              {actions}
              <Export search={settled} source={source} />
            </div>
          )
        }
        flush
      >
        {total > 0 && (
          <div className="register-tools">
            <TextInput
              className="register-search"
              aria-label={say('register.search')}
              placeholder={say('register.searchPlaceholder')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={search}
              maxLength={100}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <CountChips
              label={say('register.filter')}
              chosen={source ?? 'all'}
              chips={[
                { key: 'all', label: say('register.all'), count: total },
                ...sources.map((one) => ({
                  key: one.source,
                  label: sentence(`cli.optoutBy.${one.source}`),
                  count: one.count,
                })),
              ]}
              onChoose={(key) => setSource(optOutSourceSchema.safeParse(key).data ?? null)}
            />
          </div>
        )}
        {known.data?.length === 0 ? (
          <EmptyState
            picture={<PictureNoRows />}
            title={say('register.empty')}
            text={say('register.emptyText')}
            action={<div className="register-actions">{actions}</div>}
          />
        ) : (
          <div className="register-table">
            <VirtualTable
              label={say('register.title')}
              columns={columns}
              source={rows}
              empty={
                <EmptyState
                  picture={<PictureNoRows />}
                  title={say('register.notFound')}
                  text={say('register.notFoundText')}
                />
              }
              onOpen={(optOut) => {
                if (optOut.phone !== '') setDialog({ kind: 'one', optOut });
              }}
            />
          </div>
        )}
      </Panel>
      <AddDialog opened={dialog?.kind === 'add'} onClose={close} />
      <TakeInDialog opened={dialog?.kind === 'takeIn'} onClose={close} />
      <OptOutDialog optOut={dialog?.kind === 'one' ? dialog.optOut : null} onClose={close} />
    </>
  );
}

function Export(props: { readonly search: string; readonly source: OptOutSource | null }) {
  const say = useTexts('privacy');
  const language = useLanguage();
  const write = useMutation({
    mutationFn: async (format: SheetFormat) => {
      const { search, source } = props;
      const sources = source === null ? [] : [source];
      const { path } = await engine.optouts.export({ search, sources, format, path: null, language });
      return reportAddress(path);
    },
    onSuccess: (href) => download(href),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" loading={write.isPending} leftSection={<IconDownload size={16} aria-hidden />}>
            {say('register.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => write.mutate('xlsx')}>{say('register.exportXlsx')}</Menu.Item>
          <Menu.Item onClick={() => write.mutate('csv')}>{say('register.exportCsv')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ErrorText error={write.error} />
    </>
  );
}

function useColumns(): readonly Column<OptOutView>[] {
  const say = useTexts('privacy');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const accounts = useQuery(queries.accounts()).data;
  return useMemo(
    () => [
      {
        key: 'phone',
        label: say('register.phone'),
        width: 176,
        grow: 0,
        cell: ({ phone }) =>
          phone === '' ? (
            <span className="register-text" data-quiet>
              {say('register.erased')}
            </span>
          ) : (
            <span className="num">{format.phone(phone)}</span>
          ),
      },
      {
        key: 'since',
        label: say('register.since'),
        width: 144,
        grow: 0,
        cell: ({ addedAt }) => <span className="num">{format.moment(addedAt)}</span>,
      },
      {
        key: 'how',
        label: say('register.how'),
        width: 140,
        grow: 2,
        cell: ({ source }) => (
          <span className="register-text" title={sentence(`cli.optoutBy.${source}`)}>
            {sentence(`cli.optoutBy.${source}`)}
          </span>
        ),
      },
      {
        key: 'said',
        label: say('register.said'),
        width: 112,
        grow: 2,
        cell: ({ said, source }) => (
          <span className="register-text" title={said ?? undefined}>
            {said === null ? '' : source === 'reply' ? `“${said}”` : said}
          </span>
        ),
      },
      {
        key: 'account',
        label: say('register.account'),
        width: 144,
        grow: 2,
        cell: ({ accountId }) => (
          <span className="register-text">
            {accountId === 0
              ? say('register.everyAccount')
              : (accounts?.find(({ id }) => id === accountId)?.name ?? '')}
          </span>
        ),
      },
    ],
    [say, format, sentence, accounts],
  );
}
