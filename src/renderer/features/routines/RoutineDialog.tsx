import { Button, Modal, NativeSelect, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { RoutineSetup, RoutineView } from '#shared/rpc/routines.ts';
import { engine } from '../../rpc/engine.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { ownTimeZone, toWallClock } from '../../ui/pace/wall-clock.ts';
import { useRoutineVerb } from './queries.ts';
import { ScheduleFields } from './ScheduleFields.tsx';
import { isWholeSource, noFolder, SourceFields } from './SourceFields.tsx';

/** What a new routine starts from: Mondays at nine, asking before it sends. */
const freshSetup = (): RoutineSetup => ({
  schedule: { every: 'week', days: ['mon'], minute: 540, timeZone: ownTimeZone() },
  source: noFolder,
  asks: true,
});

/** Makes a routine of a campaign, or changes when, from where and whether it asks. */
export function RoutineDialog(props: {
  readonly routine: RoutineView | null;
  readonly campaigns: readonly JobSnapshot[];
  readonly onClose: () => void;
}) {
  const { routine, campaigns, onClose } = props;
  const say = useTexts('routines');
  const common = useTexts('common');
  const [first] = campaigns;
  const [campaignId, setCampaignId] = useState(first?.campaignId ?? 0);
  const [name, setName] = useState(routine?.name ?? '');
  const [setup, setSetup] = useState<RoutineSetup>(routine ?? freshSetup());
  const change = (to: Partial<RoutineSetup>) => setSetup((before) => ({ ...before, ...to }));
  const save = useRoutineVerb(() => {
    const { schedule, source, asks } = setup;
    const of = routine ? { kind: 'known' as const, routineId: routine.id } : { kind: 'new' as const, campaignId };
    return engine.routines.save({ name: name.trim(), schedule, source, asks, of });
  }, onClose);
  const { schedule, source, asks } = setup;
  const lacksDays = schedule.every === 'week' && schedule.days.length === 0;
  const isWhole = name.trim() !== '' && !lacksDays && isWholeSource(source);
  const campaign = campaigns.find((job) => job.campaignId === campaignId);
  const accountId = routine?.accountId ?? campaign?.accountId ?? null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) save.mutate(undefined);
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={say(routine ? 'form.editTitle' : 'form.newTitle')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <form className="routine-form" onSubmit={submit}>
        <TextInput
          label={say('form.name')}
          placeholder={say('form.namePlaceholder')}
          value={name}
          maxLength={150}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {routine === null && (
          <NativeSelect
            label={say('form.campaign')}
            description={say('form.campaignText')}
            value={String(campaignId)}
            data={campaigns.map((job) => ({ value: String(job.campaignId ?? 0), label: job.name }))}
            onChange={(event) => {
              setCampaignId(Number(event.currentTarget.value));
              // An audience is of one account.
              if (source.kind === 'audience') change({ source: noFolder });
            }}
          />
        )}
        <ScheduleFields
          schedule={schedule}
          today={toWallClock(Date.now(), schedule.timeZone).slice(0, 10)}
          onChange={(to) => change({ schedule: to })}
        />
        <SourceFields source={source} accountId={accountId} onChange={(to) => change({ source: to })} />
        <Radio.Group
          label={say('form.asks')}
          value={asks ? 'asks' : 'alone'}
          onChange={(value) => change({ asks: value === 'asks' })}
        >
          <div className="routine-radios">
            <Radio value="asks" label={say('form.asksYes')} description={say('form.asksYesText')} />
            <Radio value="alone" label={say('form.asksNo')} description={say('form.asksNoText')} />
          </div>
        </Radio.Group>
        <ErrorText error={save.error} />
        <div className="routine-end">
          <Button variant="default" onClick={onClose}>
            {say('form.cancel')}
          </Button>
          <Button type="submit" disabled={!isWhole} loading={save.isPending}>
            {say('form.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
