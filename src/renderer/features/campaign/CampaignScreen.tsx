import { useQuery } from '@tanstack/react-query';
import { defaultPace } from '#shared/pace/presets.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../rpc/queries.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { Composer } from './Composer.tsx';
import { campaignQueries } from './queries.ts';
import { stepOf } from './steps.ts';
import { useDraft } from './use-draft.ts';

/** A campaign for the contacts of an import: what to say, how fast, and a last look before it leaves. */
export function CampaignScreen(props: { readonly importId: number; readonly step: string | undefined }) {
  const { importId } = props;
  const source = useQuery(queries.import(importId));
  const accounts = useQuery(queries.accounts());
  return (
    <Loaded query={source} skeleton={<PageSkeleton />}>
      {(detail) => (
        <Loaded query={accounts} skeleton={<PageSkeleton />}>
          {(known) => (
            <Drafted
              key={importId}
              source={detail}
              account={known.find(({ id }) => id === detail.options.accountId) ?? null}
              step={props.step}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Drafted(props: {
  readonly source: ImportDetail;
  readonly account: Account | null;
  readonly step: string | undefined;
}) {
  const { source, account } = props;
  const isPractice = account?.kind === 'practice';
  const inHand = useDraft(source.id, () => ({
    name: nameOf(source.fileName),
    template: '',
    pace: defaultPace({ isPractice }),
  }));
  const audience = useQuery(campaignQueries.audience(source.id));
  return (
    <Loaded query={audience} skeleton={<PageSkeleton />}>
      {(people) => (
        <Composer source={source} isPractice={isPractice} audience={people} inHand={inHand} step={stepOf(props.step)} />
      )}
    </Loaded>
  );
}

/** "clientes-sp.xlsx" → "clientes-sp". */
const nameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').slice(0, 200);
