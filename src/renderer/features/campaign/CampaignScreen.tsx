import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import { defaultPace } from '#shared/pace/presets.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { Composer } from './Composer.tsx';
import { contactsOf } from './contacts.ts';
import { stepOf } from './steps.ts';
import { useDraft } from './use-draft.ts';
import { wayBack } from './way-back.ts';

/** A campaign for the contacts of an import: what to say, how fast, and a last look before it leaves. */
export function CampaignScreen(props: { readonly importId: number; readonly step: string | undefined }) {
  const { importId } = props;
  const say = useTexts('campaign');
  const source = useQuery(queries.import(importId));
  const accounts = useQuery(queries.accounts());
  const failed = [source, accounts].find(({ isError, data }) => isError && data === undefined);
  if (failed !== undefined) {
    return (
      <Page title={say('title')} back={{ label: say('home'), href: '/' }}>
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void source.refetch();
            void accounts.refetch();
          }}
        />
      </Page>
    );
  }
  if (source.data === undefined || accounts.data === undefined) return <PageSkeleton />;
  const { options } = source.data;
  const account = accounts.data.find(({ id }) => id === options.accountId);
  if (!isWritable(source.data)) return <NotReady source={source.data} />;
  return <Drafted key={importId} source={source.data} isPractice={account?.kind === 'practice'} step={props.step} />;
}

function Drafted(props: {
  readonly source: ImportDetail;
  readonly isPractice: boolean;
  readonly step: string | undefined;
}) {
  const { source, isPractice } = props;
  const inHand = useDraft(source.id, () => ({
    name: nameOf(source.fileName),
    content: plainText(''),
    aside: [],
    exclusions: usualExclusions,
    seed: newSeed(),
    beginsEarly: false,
    follows: null,
    pace: defaultPace({ isPractice }),
  }));
  return <Composer source={source} isPractice={isPractice} inHand={inHand} step={stepOf(props.step)} />;
}

/** There is nobody to write to, yet or at all. */
function NotReady(props: { readonly source: ImportDetail }) {
  const { id, phase } = props.source;
  const say = useTexts('campaign');
  const job = jobIdOf.import(id);
  const back = wayBack(props.source, say);
  return (
    <Page title={say('title')} back={{ label: say('home'), href: '/' }}>
      <ProblemText
        problem={phase === 'done' ? { kind: 'nobodyToSendTo' } : { kind: 'importNotReady', job }}
        tone="warn"
        action={<Link href={back.href}>{back.label}</Link>}
      />
    </Page>
  );
}

/** Once its contacts are being created it is known who they will be. */
const isWritable = (source: ImportDetail): boolean =>
  source.phase === 'create' || (source.phase === 'done' && contactsOf(source) > 0);

/** As the contract takes it: 31 bits. */
const newSeed = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1;

/** "clientes-sp.xlsx" → "clientes-sp". */
const nameOf = (fileName: string): string => fileName.replace(/\.[^.]+$/, '').slice(0, 200);
