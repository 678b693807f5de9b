import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import './AccountPicker.css';
import { chosenService } from './chosen-service.ts';

/** Which account and which of its connections; or the way to connect one. */
export function AccountPicker(props: {
  readonly source: ImportDetail;
  /** The step to come back to after connecting. */
  readonly step: 'revisar' | 'criar';
  readonly onChoose: (options: Partial<ImportOptions>) => void;
}) {
  const say = useTexts('import');
  const known = useQuery(queries.accounts());
  const retry = useTexts('common')('error.retry');
  const practiceLabel = useTexts('accounts')('practice');
  const { source, onChoose } = props;
  const queryClient = useQueryClient();
  const practice = useMutation({
    mutationFn: () => engine.accounts.practice(),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: keys.accounts });
      onChoose({ accountId: id, serviceId: null });
    },
  });
  const accounts = known.data;
  const { accountId, serviceId } = source.options;
  // Nobody is told to connect an account that is there.
  if (known.isError && accounts === undefined) {
    return (
      <ErrorText
        error={known.error}
        action={
          <Button variant="default" size="xs" onClick={() => void known.refetch()}>
            {retry}
          </Button>
        }
      />
    );
  }
  if (accounts === undefined) {
    return (
      <div className="account-picker">
        <Select label={say('account.label')} disabled data={[]} />
      </div>
    );
  }
  if (accounts.length === 0) {
    return (
      <div className="account-picker-none">
        <Button component={Link} href={`/contas/conectar/importar/${source.id}/${props.step}`}>
          {say('account.connect')}
        </Button>
        <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
          {practiceLabel}
        </Button>
        <ErrorText error={practice.error} />
      </div>
    );
  }
  const account = accounts.find(({ id }) => id === accountId) ?? null;
  const services = account?.services.filter(({ isWhatsapp }) => isWhatsapp) ?? [];
  return (
    <div className="account-picker">
      <Select
        label={say('account.label')}
        placeholder={say('account.choose')}
        data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={account === null ? null : String(account.id)}
        onChange={(id) => {
          // A connection belongs to its account.
          if (id !== null) onChoose({ accountId: Number(id), serviceId: null, departmentId: null });
        }}
      />
      {services.length > 0 && account && (
        <Select
          label={say('account.service')}
          placeholder={say('account.chooseService')}
          data={services.map(({ id, name, connected }) => ({
            value: id,
            label: connected === 'no' ? say('account.disconnected', { name }) : name,
          }))}
          value={chosenService(account, serviceId)?.id ?? null}
          onChange={(id) => {
            if (id !== null) onChoose({ serviceId: id });
          }}
        />
      )}
    </div>
  );
}
