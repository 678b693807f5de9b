import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { variableKey } from '#shared/mapping/key.ts';
import type { ColumnTarget } from '#shared/mapping/mapping.ts';
import { preferring } from '#shared/mapping/preference.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Page } from '../../../ui/Page.tsx';
import { PlanLacks } from '../../../ui/plan/PlanLacks.tsx';
import { StepFooter } from '../../../ui/StepFooter.tsx';
import { CorrectionsNotice } from '../problems/CorrectionsNotice.tsx';
import type { StepProps } from '../step-props.ts';
import { isOpen } from '../steps.ts';
import { useConfigure } from '../use-import.ts';
import { ColumnCard } from './ColumnCard.tsx';
import './ColumnsStep.css';
import { ColumnsSummary } from './ColumnsSummary.tsx';
import { columnsOf, targetOf } from './columns.ts';
import { MappingDone, MappingTools } from './MappingTools.tsx';
import { useSavedMappings } from './use-saved-mappings.ts';

const shownAtOnce = 40;
/** With fewer columns than that nobody needs to search. */
const searchFrom = 13;

/** What each column is for, and what that comes to. */
export function ColumnsStep({ source, job, rail }: StepProps) {
  const say = useTexts('import');
  const { configure, error } = useConfigure(source.id);
  const mappings = useSavedMappings(source.id);
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(shownAtOnce);
  const canChange = isOpen(source.phase) && job.status !== 'cancelled';
  const columns = columnsOf(source, (position) => say('columns.noName', { position }));
  const found = columns.filter(({ name }) => variableKey(name).includes(variableKey(wanted)));
  const shown = found.slice(0, most);
  const hasNumber = source.mapping.some(({ kind }) => kind === 'number');

  const choose = (index: number, target: ColumnTarget) =>
    configure({ mapping: source.mapping.map((known, i) => (i === index ? target : known)) });
  const rename = (index: number, name: string) => {
    const known = source.mapping[index];
    if (known?.kind === 'field' || known?.kind === 'variable') choose(index, { ...known, name });
  };
  const onlyNumber = (index: number) =>
    configure({
      mapping: source.mapping.map(
        (known, i): ColumnTarget =>
          known.kind !== 'number' ? known : i === index ? { kind: 'number' } : { kind: 'skip' },
      ),
    });
  return (
    <Page
      title={say('columns.title')}
      description={say('columns.description')}
      actions={<MappingTools source={source} mappings={mappings} canChange={canChange} />}
      above={rail}
      below={
        <StepFooter
          back={{ label: say('columns.back'), href: `/importar/${source.id}/planilha` }}
          note={hasNumber ? null : say('columns.needNumber')}
        >
          <NextButton href={`/importar/${source.id}/revisar`} label={say('columns.next')} isOn={hasNumber} />
        </StepFooter>
      }
    >
      {!canChange && <Notice tone="calm">{say('closed')}</Notice>}
      <CorrectionsNotice source={source} />
      <PlanLacks importId={source.id} step="columns" />
      <MappingDone mappings={mappings} />
      <ErrorText error={error} />
      <div className="columns-step">
        <div className="columns-list">
          {columns.length >= searchFrom && (
            <TextInput
              aria-label={say('columns.search')}
              placeholder={say('columns.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={wanted}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          )}
          {shown.map((column) => (
            <ColumnCard
              key={column.index}
              column={column}
              accountId={source.options.accountId}
              isOff={!canChange}
              onChoose={(kind) => choose(column.index, targetOf(kind, column, source.mapping))}
              onName={(name) => rename(column.index, name)}
              onFirst={() => configure({ mapping: preferring(source.mapping, column.index) })}
              onOnly={() => onlyNumber(column.index)}
            />
          ))}
          {found.length === 0 && <p className="columns-none">{say('columns.noMatch')}</p>}
          {found.length > shown.length && (
            <Button variant="default" onClick={() => setMost(most + shownAtOnce)}>
              {say('columns.showMore', { count: found.length - shown.length })}
            </Button>
          )}
        </div>
        <div className="columns-summary">
          <ColumnsSummary columns={columns} hasNumber={hasNumber} />
        </div>
      </div>
    </Page>
  );
}

/** A link while one can go on, and a button that can't be pressed until then: a disabled link is none. */
function NextButton(props: { readonly href: string; readonly label: string; readonly isOn: boolean }) {
  const icon = <IconArrowRight size={16} aria-hidden />;
  if (!props.isOn) {
    return (
      <Button disabled rightSection={icon}>
        {props.label}
      </Button>
    );
  }
  return (
    <Button component={Link} href={props.href} rightSection={icon}>
      {props.label}
    </Button>
  );
}
