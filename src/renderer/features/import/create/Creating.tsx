import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Figure } from '../../../ui/Figure.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { situationsOf } from '../situations.ts';
import type { StepProps } from '../step-props.ts';
import { useSituationLabel } from '../use-situation-label.ts';
import './CreateStep.css';

/** The creation while it goes on: its bar, and where the rows are by now. */
export function Creating({ source, job, rail }: StepProps) {
  const say = useTexts('import');
  const label = useSituationLabel();
  const format = useFormat();
  return (
    <Page
      title={say('create.title')}
      description={say('create.goingOn')}
      above={rail}
      below={
        <StepFooter back={{ label: say('create.back'), href: `/importar/${source.id}/revisar` }}>
          <Button component={Link} href={`/campanha/nova/${source.id}/mensagem`} variant="default">
            {say('create.writeMeanwhile')}
          </Button>
        </StepFooter>
      }
    >
      <Panel>
        <JobBar job={job} />
      </Panel>
      <Panel title={say('create.live')}>
        <div className="create-live">
          {situationsOf(source.counts).map(({ key, tone, count }) => (
            <Figure key={key} label={label(key)} value={format.number(count)} tone={tone} />
          ))}
        </div>
      </Panel>
    </Page>
  );
}
