import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** Whose campaigns are meant: of all accounts (0), or of one. Nothing to choose where there is one account at most. */
export function AccountChoice(props: { readonly value: number; readonly onChange: (accountId: number) => void }) {
  const say = useTexts('privacy');
  const accounts = useQuery(queries.accounts()).data ?? [];
  if (accounts.length < 2) return null;
  return (
    <NativeSelect
      label={say('register.whose')}
      data={[
        { value: '0', label: say('register.everyAccount') },
        ...accounts.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
      value={String(props.value)}
      onChange={(event) => props.onChange(Number(event.currentTarget.value))}
    />
  );
}
