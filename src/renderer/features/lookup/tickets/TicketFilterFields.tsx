import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../rpc/queries.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { lookupQueries } from '../lookup-queries.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** By what tickets are looked for. */
export function TicketFilterFields(props: {
  readonly accountId: number;
  readonly draft: TicketDraft;
  readonly onChange: (change: Partial<TicketDraft>) => void;
}) {
  const { accountId, draft, onChange } = props;
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const departments = useQuery(queries.departments(accountId));
  const users = useQuery(lookupQueries.users(accountId));
  const options = (list: readonly { readonly id: string; readonly name: string }[] | undefined) => [
    { value: '', label: say('tickets.any') },
    ...(list ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <NativeSelect
        label={sentence('lookup.ticket.state')}
        data={(['all', 'open', 'closed'] as const).map((value) => ({ value, label: say(`tickets.which.${value}`) }))}
        value={draft.which}
        onChange={({ currentTarget: { value } }) => {
          if (value === 'all' || value === 'open' || value === 'closed') onChange({ which: value });
        }}
      />
      <NativeSelect
        label={sentence('lookup.ticket.department')}
        data={options(departments.data)}
        value={draft.departmentId ?? ''}
        onChange={(event) => onChange({ departmentId: event.currentTarget.value || null })}
      />
      <NativeSelect
        label={sentence('lookup.ticket.user')}
        data={options(users.data)}
        value={draft.userId ?? ''}
        onChange={(event) => onChange({ userId: event.currentTarget.value || null })}
      />
      <TextInput
        label={sentence('lookup.ticket.protocol')}
        value={draft.protocol}
        onChange={(event) => onChange({ protocol: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('tickets.from')}
        value={draft.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('tickets.to')}
        value={draft.to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </>
  );
}
