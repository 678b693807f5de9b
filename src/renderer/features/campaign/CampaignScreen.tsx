import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import { defaultPace } from '#shared/pace/presets.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { PlannedCampaign } from '#shared/rpc/plans.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Page } from '../../ui/Page.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { Composer } from './Composer.tsx';
import { contactsOf } from './contacts.ts';
import { type Draft, keepDraft, readDraft } from './draft.ts';
import { campaignQueries } from './queries.ts';
import { stepOf } from './steps.ts';
import { useDraft } from './use-draft.ts';
import { wayBack } from './way-back.ts';

/** A campaign for the contacts of an import: what to say, how fast, and a last look before it leaves. */
export function CampaignScreen(props: { readonly importId: number; readonly step: string | undefined }) {
  const { importId } = props;
  const say = useTexts('campaign');
  const source = useQuery(queries.import(importId));
  const accounts = useQuery(queries.accounts());
  const planned = useQuery(campaignQueries.planned(importId));
  // A draft that is in hand needs no plan any more, and the account may be away.
  const isInHand = readDraft(sessionStorage, importId) !== null;
  const failed = [source, accounts, ...(isInHand ? [] : [planned])].find(
    ({ isError, data }) => isError && data === undefined,
  );
  if (failed !== undefined) {
    return (
      <Page title={say('title')} back={{ label: say('home'), href: '/' }}>
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void source.refetch();
            void accounts.refetch();
            void planned.refetch();
          }}
        />
      </Page>
    );
  }
  const plan = planned.data ?? (planned.isPending ? undefined : null);
  if (source.data === undefined || accounts.data === undefined || plan === undefined) return <PageSkeleton />;
  const { options } = source.data;
  const account = accounts.data.find(({ id }) => id === options.accountId);
  if (!isWritable(source.data)) return <NotReady source={source.data} />;
  const own = {
    source: source.data,
    planned: plan,
    isPractice: account?.kind === 'practice',
    step: props.step,
  };
  return <Drafted key={importId} {...own} />;
}

function Drafted(props: {
  readonly source: ImportDetail;
  readonly planned: PlannedCampaign | null;
  readonly isPractice: boolean;
  readonly step: string | undefined;
}) {
  const { source, planned, isPractice } = props;
  const name = nameOf(source.fileName);
  const inHand = useDraft(source.id, () => {
    if (planned === null) return freshDraft(name, { isPractice });
    const draft = plannedDraft(planned, name);
    // At once: it outlives the plan that it was made of.
    keepDraft(sessionStorage, source.id, draft);
    return draft;
  });
  return (
    <Composer source={source} planned={planned} isPractice={isPractice} inHand={inHand} step={stepOf(props.step)} />
  );
}

const freshDraft = (name: string, account: { readonly isPractice: boolean }): Draft => ({
  name,
  content: plainText(''),
  aside: [],
  exclusions: usualExclusions,
  seed: newSeed(),
  beginsEarly: false,
  follows: null,
  inDoubt: 'settle',
  openTicket: false,
  pace: defaultPace(account),
});

/** As the plan says it, to be looked at and changed like any other. */
function plannedDraft({ wants: _wants, problem: _problem, ...planned }: PlannedCampaign, name: string): Draft {
  const { name: own, seed, ...rest } = planned;
  return { ...rest, name: own ?? name, seed: seed ?? newSeed(), aside: [], follows: null };
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
