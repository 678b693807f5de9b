import { listOf, type Plan } from '#shared/plan/schema.ts';
import type { OpenedPlan } from '#shared/rpc/plans.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useNow } from '../pace/use-now.ts';
import { usePaceWords } from '../pace/use-pace-words.ts';
import { fileNameIn } from './file-name.ts';

/** What a plan does: each thing that it says and that a person would look for first. */
export function PlanSummary({ opened }: { readonly opened: OpenedPlan }) {
  const say = useTexts('plan');
  const words = usePaceWords();
  const nowMs = useNow();
  const { plan, pace } = opened;
  const { account, service, department } = plan.import;
  const campaign = plan.campaign;
  const columns = listOf(plan.import.map)?.length ?? 0;
  const startAt = pace?.startAt ?? null;
  const facts: readonly (readonly [Parameters<typeof say>[0], string | null])[] = [
    ['fact.sheet', fileNameIn(plan.import.file)],
    ['fact.columns', columns === 0 ? null : say('columns', { count: columns })],
    ['fact.tags', listOf(plan.import.tag)?.join(', ') ?? null],
    ['fact.service', [service, account].filter((part) => part !== undefined).join(' · ') || null],
    ['fact.department', department ?? null],
    ['fact.file', campaign?.attach === undefined ? null : fileNameIn(campaign.attach)],
    ['fact.pace', pace === null ? null : words.prose(pace)],
    ['fact.start', pace === null || startAt === null ? null : words.when(startAt, pace.timeZone, nowMs)],
  ];
  const texts = campaign === undefined ? null : textsOf(campaign);
  return (
    <dl className="open-plan-facts">
      {facts.map(([label, value]) => value !== null && <Fact key={label} label={say(label)} value={value} />)}
      {campaign === undefined && <Fact label={say('fact.message')} value={say('onlyImport')} />}
      {campaign?.template !== undefined && (
        <Fact label={say('fact.message')} value={say('template', { name: campaign.template })} />
      )}
      {campaign?.['text-file'] !== undefined && (
        <Fact label={say('fact.message')} value={say('textFile', { name: fileNameIn(campaign['text-file']) })} />
      )}
      {texts !== null && texts.length > 0 && (
        <div className="open-plan-fact">
          <dt>{say(campaign?.comment === true ? 'fact.comment' : 'fact.message')}</dt>
          <dd>
            <span className="open-plan-message">{texts[0]}</span>
            {texts.length > 1 && (
              <span className="open-plan-more">{say('moreTexts', { count: texts.length - 1 })}</span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Fact(props: { readonly label: string; readonly value: string }) {
  return (
    <div className="open-plan-fact">
      <dt>{props.label}</dt>
      <dd className="num">{props.value}</dd>
    </div>
  );
}

const textsOf = ({ text }: NonNullable<Plan['campaign']>): readonly string[] =>
  (listOf<string | { readonly text: string }>(text) ?? []).map((one) => (typeof one === 'string' ? one : one.text));
