import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RoutineView } from '#shared/rpc/routines.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PictureNothingYet } from '../../ui/pictures/PictureNothingYet.tsx';
import { routineQueries } from './queries.ts';
import { RunLine } from './RunLine.tsx';

/** All the times that a routine was due, newest first. */
export function RoutineHistory({ routine, onClose }: { readonly routine: RoutineView; readonly onClose: () => void }) {
  const say = useTexts('routines');
  const common = useTexts('common');
  const history = useQuery(routineQueries.history(routine.id));
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={say('historyOf', { name: routine.name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Loaded query={history}>
        {(runs) =>
          runs.length === 0 ? (
            <EmptyState picture={<PictureNothingYet />} title={say('historyEmpty')} />
          ) : (
            <ul className="routine-history">
              {runs.map((run) => (
                <li key={run.id}>
                  <RunLine run={run} timeZone={routine.schedule.timeZone} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Modal>
  );
}
