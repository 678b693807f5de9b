import { Checkbox, Loader, NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { LeftOut } from '#shared/rpc/audiences.ts';
import type { Audience } from '#shared/rpc/campaigns.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { keys } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { reasonLabel } from '../../../ui/audience/reason-label.ts';
import { CountChips } from '../../../ui/CountChips.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureDone } from '../../../ui/pictures/PictureDone.tsx';
import { type Column, VirtualTable } from '../../../ui/table/VirtualTable.tsx';
import { type Composed, type Draft, sendable } from '../draft.ts';
import { campaignQueries } from '../queries.ts';
import type { DraftInHand } from '../use-draft.ts';
import './AudienceStep.css';
import { audienceStepQueries, leftOutRows } from './queries.ts';

type Exclusions = Draft['exclusions'];

/** Who of the audience is left out, by which rules, how many that is, and who they are. */
export function AudienceStep(props: { readonly source: ImportDetail; readonly inHand: DraftInHand }) {
  const { source, inHand } = props;
  const { draft, change } = inHand;
  const say = useTexts('audience');
  const { content, exclusions, seed } = draft;
  const composed = useMemo(() => ({ content: sendable(content), exclusions, seed }), [content, exclusions, seed]);
  // A number is typed digit by digit, and each answer goes through the whole audience.
  const [settled] = useDebouncedValue(composed, 400);
  const audience = useQuery(campaignQueries.audience(source.id, settled));
  return (
    <div className="audience-step">
      <div className="audience-step-rules">
        <Panel title={say('step.title')} text={say('step.text')}>
          <Rules exclusions={exclusions} onChange={(next) => change({ exclusions: next })} />
        </Panel>
        <Refusals importId={source.id} />
      </div>
      <div className="audience-step-people">
        <Panel flush>
          <Loaded query={audience}>
            {(known) => (
              <People
                importId={source.id}
                composed={settled}
                audience={known}
                isOld={settled !== composed || audience.isPlaceholderData}
              />
            )}
          </Loaded>
        </Panel>
      </div>
    </div>
  );
}

function Rules(props: { readonly exclusions: Exclusions; readonly onChange: (exclusions: Exclusions) => void }) {
  const { exclusions, onChange } = props;
  const say = useTexts('audience');
  const format = useFormat();
  const lists = useQuery(audienceStepQueries.blockLists());
  const numbers = lists.data?.reduce((sum, list) => sum + list.numbers, 0) ?? 0;
  const about =
    lists.data === undefined
      ? ''
      : lists.data.length === 0
        ? say('step.blockListsNone')
        : say('step.blockListsSome', { count: lists.data.length, numbers: format.number(numbers) });
  return (
    <div className="audience-rules">
      <Rule
        label={say('step.contacted')}
        unit={say('step.contactedDays')}
        value={exclusions.contactedWithinDays}
        usual={7}
        most={365}
        onChange={(contactedWithinDays) => onChange({ ...exclusions, contactedWithinDays })}
      />
      <Rule
        label={say('step.week')}
        unit={say('step.weekMost')}
        value={exclusions.mostPerWeek}
        usual={2}
        most={50}
        onChange={(mostPerWeek) => onChange({ ...exclusions, mostPerWeek })}
      />
      <Rule
        label={say('step.sameText')}
        unit={say('step.sameTextHours')}
        value={exclusions.sameTextWithinHours}
        usual={24}
        most={24 * 365}
        onChange={(sameTextWithinHours) => onChange({ ...exclusions, sameTextWithinHours })}
      />
      <div className="audience-rule">
        <Checkbox
          label={say('step.blockLists')}
          description={about}
          checked={exclusions.blockLists}
          onChange={(event) => onChange({ ...exclusions, blockLists: event.currentTarget.checked })}
        />
        <Link href="/publicos/bloqueio" className="audience-manage">
          {say('step.manage')}
        </Link>
        {exclusions.blockLists && lists.data?.some(({ isExpired }) => isExpired) && (
          <Notice tone="warn">{say('step.expired')}</Notice>
        )}
      </div>
    </div>
  );
}

/** A rule that is on or off, with its number while it is on. */
function Rule(props: {
  readonly label: string;
  readonly unit: string;
  readonly value: number | null;
  readonly usual: number;
  readonly most: number;
  readonly onChange: (value: number | null) => void;
}) {
  const { label, unit, value, usual, most, onChange } = props;
  // While the field is empty, what counted before goes on counting.
  const [typed, setTyped] = useState<number | string>(value ?? usual);
  return (
    <div className="audience-rule">
      <Checkbox
        label={label}
        checked={value !== null}
        onChange={(event) => {
          setTyped(usual);
          onChange(event.currentTarget.checked ? usual : null);
        }}
      />
      {value !== null && (
        <NumberInput
          className="audience-rule-number"
          label={unit}
          value={typed}
          min={1}
          max={most}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          onChange={(next) => {
            setTyped(next);
            const number = Number(next);
            if (Number.isInteger(number) && number >= 1 && number <= most) onChange(number);
          }}
          onBlur={() => setTyped(value)}
        />
      )}
    </div>
  );
}

/** What the account says of its contacts is asked for once the step is open, and counted again when it is known. */
function Refusals(props: { readonly importId: number }) {
  const say = useTexts('audience');
  const queryClient = useQueryClient();
  const asked = useQuery(audienceStepQueries.refusals(props.importId));
  const readAt = asked.data?.readings.map((reading) => reading.readAt).join();
  useEffect(() => {
    if (readAt === undefined) return;
    const queryKey = [...keys.job(jobIdOf.import(props.importId)), 'audience'];
    void queryClient.invalidateQueries({ queryKey });
  }, [readAt, props.importId, queryClient]);
  if (asked.isPending) {
    return (
      <p className="audience-asking" role="status">
        <Loader size={14} aria-hidden />
        {say('step.asking')}
      </p>
    );
  }
  const notTold = asked.data?.readings.filter(({ wasTold }) => !wasTold) ?? [];
  if (asked.isError || asked.data?.problem) return <Notice tone="warn">{say('step.notAsked')}</Notice>;
  return notTold.map(({ kind }) => (
    <Notice key={kind} tone="calm">
      {say(`step.notTold.${kind}`)}
    </Notice>
  ));
}

function People(props: {
  readonly importId: number;
  readonly composed: Composed;
  readonly audience: Audience;
  readonly isOld: boolean;
}) {
  const { importId, composed, audience, isOld } = props;
  const say = useTexts('audience');
  const format = useFormat();
  const [kind, setKind] = useState<string | null>(null);
  const columns = useColumns();
  const rows = useMemo(() => leftOutRows(importId, composed, kind), [importId, composed, kind]);
  const total = useQuery(audienceStepQueries.leftOutTotal(importId, composed)).data ?? null;
  const byKind = new Map<string, number>();
  for (const { problem, count } of audience.leftOut) byKind.set(problem.kind, (byKind.get(problem.kind) ?? 0) + count);
  const missing = audience.missing.reduce((sum, { count }) => sum + count, 0);
  if (missing > 0) byKind.set('missingVariable', missing);
  const chips = [...byKind]
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => ({ key, label: reasonLabel(say, key), count }));
  return (
    <div className="audience-people" data-old={isOld || undefined}>
      <div className="audience-people-head" aria-live="polite">
        <p className="audience-people-figure">
          <span className="audience-people-number num">{format.number(audience.recipients)}</span>
          <span>{say('step.recipients', { count: audience.recipients })}</span>
          {isOld && <Loader size={14} aria-label={say('step.counting')} />}
        </p>
        {total !== null && (
          <p className="audience-people-of num">{say('step.of', { count: audience.recipients + total })}</p>
        )}
        {chips.length > 0 && (
          <CountChips
            label={say('step.filter')}
            chosen={kind ?? 'all'}
            chips={[{ key: 'all', label: say('step.all'), count: total ?? 0 }, ...chips]}
            onChoose={(key) => setKind(key === 'all' ? null : key)}
          />
        )}
      </div>
      <div className="audience-people-table">
        <VirtualTable
          label={say('step.table')}
          columns={columns}
          source={rows}
          empty={
            <EmptyState
              picture={<PictureDone />}
              title={say(kind === null ? 'step.nobody' : 'step.nobodyChosen')}
              text={kind === null ? say('step.nobodyText') : undefined}
            />
          }
        />
      </div>
    </div>
  );
}

function useColumns(): readonly Column<LeftOut>[] {
  const say = useTexts('audience');
  const format = useFormat();
  const { problem } = useSentences();
  return useMemo(
    () => [
      {
        key: 'line',
        label: say('step.line'),
        width: 76,
        grow: 0,
        align: 'end',
        cell: (row) => <span className="num">{format.number(row.line)}</span>,
      },
      { key: 'name', label: say('step.name'), width: 120, cell: (row) => <Cut>{row.name || say('step.noName')}</Cut> },
      {
        key: 'phone',
        label: say('step.phone'),
        width: 160,
        grow: 0,
        cell: (row) => <span className="num">{format.phone(row.phone)}</span>,
      },
      { key: 'why', label: say('step.why'), width: 180, grow: 2, cell: (row) => <Cut>{problem(row.problem)}</Cut> },
    ],
    [say, format, problem],
  );
}

function Cut(props: { readonly children: string }): ReactNode {
  return (
    <span className="audience-cut" title={props.children}>
      {props.children}
    </span>
  );
}
