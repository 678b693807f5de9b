import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { variableKey } from '#shared/mapping/key.ts';
import { type Filter, filters } from '#shared/template/filters.ts';
import type { Template } from '#shared/template/parse.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { type Absence, type UsedVariable, usedVariables, withAbsence, withFilter } from './fallbacks.ts';
import './AbsenceList.css';

/** For each variable of the message: how it is said, what happens where the sheet has nothing, and how many are left out. */
export function AbsenceList(props: {
  readonly template: Template;
  /** Null while they are being counted. */
  readonly missing: readonly { readonly name: string; readonly count: number }[] | null;
  readonly onChange: (template: string) => void;
}) {
  const { template, missing } = props;
  const say = useTexts('campaign');
  const used = usedVariables(template);
  if (used.length === 0) return null;
  return (
    <fieldset className="absences">
      <legend>{say('absence.title')}</legend>
      {used.map(({ name, absence, filter }) => (
        <AbsenceLine
          key={variableKey(name)}
          name={name}
          absence={absence}
          filter={filter}
          onFilter={(changed) => props.onChange(withFilter(template, name, changed))}
          count={missing && (missing.find((one) => variableKey(one.name) === variableKey(name))?.count ?? 0)}
          onChange={(changed) => props.onChange(withAbsence(template, name, changed))}
        />
      ))}
    </fieldset>
  );
}

function AbsenceLine(props: {
  readonly name: string;
  readonly absence: Absence;
  readonly filter: UsedVariable['filter'];
  readonly count: number | null;
  readonly onChange: (absence: Absence) => void;
  readonly onFilter: (filter: Filter | null) => void;
}) {
  const { name, absence, filter, count, onChange } = props;
  const say = useTexts('campaign');
  // "Say …" with nothing said yet is the same message as "leave blank".
  const [wantsWords, setWantsWords] = useState(false);
  const kind = absence.kind === 'leftOut' && wantsWords ? 'said' : absence.kind;
  const told = () => {
    if (count === null) return say('absence.checking');
    return count === 0 ? say('absence.none', { name }) : say('absence.notSentCount', { count });
  };
  return (
    <div className="absence">
      <span className="absence-name" title={name}>
        {name}
      </span>
      <NativeSelect
        aria-label={say('filter.label', { name })}
        value={filter ?? 'none'}
        className="absence-choice"
        data={[
          { value: 'none', label: say('filter.none') },
          ...filters.map((one) => ({ value: one, label: say(`filter.${one}`) })),
          ...(filter === 'several' ? [{ value: 'several', label: say('filter.several') }] : []),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value !== 'several') props.onFilter(filters.find((one) => one === value) ?? null);
        }}
      />
      <NativeSelect
        aria-label={say('absence.label', { name })}
        value={kind}
        className="absence-choice"
        data={[
          { value: 'notSent', label: say('absence.notSent') },
          { value: 'said', label: say('absence.said') },
          { value: 'leftOut', label: say('absence.leftOut') },
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setWantsWords(value === 'said');
          onChange({ kind: value === 'notSent' ? 'notSent' : 'leftOut' });
        }}
      />
      {kind === 'said' && (
        <SaidInput
          label={say('absence.saying', { name })}
          placeholder={say('absence.sayingPlaceholder')}
          text={absence.kind === 'said' ? absence.text : ''}
          onChange={(text) => {
            setWantsWords(true);
            onChange({ kind: 'said', text });
          }}
        />
      )}
      {kind === 'notSent' && (
        <span className="absence-count num" data-warn={(count !== null && count > 0) || undefined}>
          {told()}
        </span>
      )}
    </div>
  );
}

/** Keeps what is typed as it is typed: the message holds it without the spaces at its end. */
function SaidInput(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(props.text);
  const value = typed.trim() === props.text ? typed : props.text;
  return (
    <TextInput
      aria-label={props.label}
      placeholder={props.placeholder}
      value={value}
      maxLength={200}
      className="absence-said"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.onChange(event.currentTarget.value);
      }}
    />
  );
}
