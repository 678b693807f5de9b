import { ActionIcon, Badge, Button, Menu } from '@mantine/core';
import { IconDots, IconHistory, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { RoutineView } from '#shared/rpc/routines.ts';
import { engine } from '../../rpc/engine.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import { useRoutineVerb } from './queries.ts';
import { RoutineHistory } from './RoutineHistory.tsx';
import { RunLine } from './RunLine.tsx';
import { useRoutineWords } from './use-routine-words.ts';

/** One routine: what it does in two lines, its last run, and what can be done with it. */
export function RoutineCard({ routine, onEdit }: { readonly routine: RoutineView; readonly onEdit: () => void }) {
  const say = useTexts('routines');
  const words = useRoutineWords();
  const { when } = usePaceWords();
  const nowMs = useNow();
  const [isRemoving, setRemoving] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { id: routineId, isPaused, schedule, run } = routine;
  const runNow = useRoutineVerb(() => engine.routines.runNow({ routineId }));
  const toggle = useRoutineVerb(() =>
    isPaused ? engine.routines.resume({ routineId }) : engine.routines.pause({ routineId }),
  );
  const remove = useRoutineVerb(
    () => engine.routines.remove({ routineId }),
    () => setRemoving(false),
  );
  const isUnderWay = run !== null && run.endedAt === null;
  return (
    <Panel
      title={routine.name}
      text={`${words.schedule(schedule)} · ${words.source(routine.source)}`}
      aside={
        <div className="routine-actions">
          <Button
            variant="default"
            disabled={isUnderWay}
            loading={runNow.isPending}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => runNow.mutate(undefined)}
          >
            {say('runNow')}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={say('more', { name: routine.name })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
                {say('edit')}
              </Menu.Item>
              <Menu.Item
                leftSection={
                  isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
                }
                onClick={() => toggle.mutate(undefined)}
              >
                {say(isPaused ? 'resume' : 'pause')}
              </Menu.Item>
              <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => setOpen(true)}>
                {say('history')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                className="menu-bad"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => setRemoving(true)}
              >
                {say('remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      }
    >
      <p className="routine-headline">{routine.headline}</p>
      <p className="routine-next num">
        {isPaused ? (
          <Badge variant="light" color="gray">
            {say('paused')}
          </Badge>
        ) : (
          say(routine.asks ? 'nextAsks' : 'nextAlone', { when: when(routine.nextAt, schedule.timeZone, nowMs) })
        )}
      </p>
      <ErrorText error={runNow.error ?? toggle.error} />
      {run !== null && <RunLine run={run} timeZone={schedule.timeZone} />}
      {isOpen && <RoutineHistory routine={routine} onClose={() => setOpen(false)} />}
      <ConfirmDialog
        opened={isRemoving}
        title={say('removeTitle', { name: routine.name })}
        action={say('remove')}
        tone="bad"
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate(undefined)}
      >
        {say('removeText')}
      </ConfirmDialog>
    </Panel>
  );
}
