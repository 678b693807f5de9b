import { Button } from '@mantine/core';
import { IconCalendar, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { RoutineView } from '#shared/rpc/routines.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinesSkeleton } from '../../ui/LinesSkeleton.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureNothingYet } from '../../ui/pictures/PictureNothingYet.tsx';
import { routineQueries } from './queries.ts';
import { RoutineCard } from './RoutineCard.tsx';
import { RoutineDialog } from './RoutineDialog.tsx';
import './RoutinesScreen.css';

/** What goes out again and again: when, from where, what became of the last time. */
export function RoutinesScreen() {
  const say = useTexts('routines');
  const routines = useQuery(routineQueries.all());
  const campaigns = (useQuery(queries.jobs()).data ?? []).filter(({ kind }) => kind === 'campaign');
  const [edited, setEdited] = useState<RoutineView | 'new' | null>(null);
  const canMake = campaigns.length > 0;
  const make = (
    <Button disabled={!canMake} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {say('new')}
    </Button>
  );
  return (
    <Page
      title={say('title')}
      description={say('text')}
      actions={
        <>
          <Button
            component={Link}
            href="/calendario"
            variant="default"
            leftSection={<IconCalendar size={16} aria-hidden />}
          >
            {say('toCalendar')}
          </Button>
          {routines.data !== undefined && routines.data.length > 0 && make}
        </>
      }
    >
      <Loaded query={routines} skeleton={<LinesSkeleton lines={6} />}>
        {(all) =>
          all.length === 0 ? (
            <Panel>
              <EmptyState
                picture={<PictureNothingYet />}
                title={say('empty.title')}
                text={say(canMake ? 'empty.text' : 'empty.noCampaign')}
                action={make}
              />
            </Panel>
          ) : (
            <div className="routines">
              {all.map((routine) => (
                <RoutineCard key={routine.id} routine={routine} onEdit={() => setEdited(routine)} />
              ))}
            </div>
          )
        }
      </Loaded>
      {edited !== null && (
        <RoutineDialog
          routine={edited === 'new' ? null : edited}
          campaigns={campaigns}
          onClose={() => setEdited(null)}
        />
      )}
    </Page>
  );
}
