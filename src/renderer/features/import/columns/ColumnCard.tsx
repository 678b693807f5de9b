import { Button, Select } from '@mantine/core';
import {
  IconBan,
  IconCalendarCheck,
  IconForms,
  IconMessage2,
  IconPhone,
  IconShieldCheck,
  IconTag,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ColumnTarget, columnTargetSchema } from '#shared/mapping/mapping.ts';
import { doubtful } from '#shared/tabular/table.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { isSameTarget, type SheetColumn } from './columns.ts';
import { FieldName } from './FieldName.tsx';
import { VariableName } from './VariableName.tsx';

const kinds = [
  'number',
  'name',
  'tags',
  'field',
  'variable',
  'department',
  'consent',
  'consentDate',
  'skip',
] as const satisfies ColumnTarget['kind'][];

const icons = {
  number: IconPhone,
  name: IconUser,
  tags: IconTag,
  field: IconForms,
  variable: IconMessage2,
  department: IconUsersGroup,
  consent: IconShieldCheck,
  consentDate: IconCalendarCheck,
  skip: IconBan,
} as const;

const isKind = (text: string): text is (typeof kinds)[number] =>
  columnTargetSchema.options.some(({ shape }) => shape.kind.value === text);

/** A column: three cells of it, what it is taken for and how surely, and the way to say otherwise. */
export function ColumnCard(props: {
  readonly column: SheetColumn;
  readonly accountId: number | null;
  readonly isOff: boolean;
  readonly onChoose: (kind: ColumnTarget['kind']) => void;
  readonly onName: (name: string) => void;
  /** Before all other columns with the number. */
  readonly onFirst: () => void;
  /** Of several columns with the number, only this one. */
  readonly onOnly: () => void;
}) {
  const say = useTexts('import');
  const { column, isOff } = props;
  const { target, samples, name, after } = column;
  const Icon = icons[target.kind];
  return (
    <section className="column-card" data-kind={target.kind} aria-label={name}>
      <div className="column-words">
        <h2 className="column-name">{name}</h2>
        {samples.length === 0 ? (
          <p className="column-blank">{say('columns.noSamples')}</p>
        ) : (
          <ul className="column-samples num" aria-label={say('columns.samples')}>
            {samples.map((sample) => (
              <li key={sample}>{sample}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="column-target">
        <Select
          aria-label={say('columns.target', { name })}
          data={kinds.map((value) => ({ value, label: say(`columns.targets.${value}`) }))}
          value={target.kind}
          disabled={isOff}
          leftSection={<Icon size={16} stroke={1.75} aria-hidden />}
          renderOption={({ option }) => <Kind kind={option.value} label={option.label} />}
          // The list itself scrolls, as a part of the field: a region of its own would have to be reached by Tab.
          withScrollArea={false}
          classNames={{ options: 'column-kinds' }}
          onChange={(kind) => {
            if (kind !== null && isKind(kind) && kind !== target.kind) props.onChoose(kind);
          }}
        />
        {target.kind === 'field' && (
          <FieldName accountId={props.accountId} name={target.name} isOff={isOff} onName={props.onName} />
        )}
        {target.kind === 'variable' && <VariableName name={target.name} isOff={isOff} onName={props.onName} />}
        {after !== null && target.kind === 'number' && (
          <div className="column-note num">
            {say('columns.secondNumber', { name: after, place: column.place })}
            <div className="column-note-moves">
              <Button variant="subtle" size="xs" disabled={isOff} onClick={props.onFirst}>
                {say('columns.first')}
              </Button>
              <Button variant="subtle" size="xs" disabled={isOff} onClick={props.onOnly}>
                {say('columns.onlyThis')}
              </Button>
            </div>
          </div>
        )}
        {after !== null && target.kind === 'name' && (
          <p className="column-note">{say('columns.secondName', { name: after })}</p>
        )}
      </div>
      <Certainty column={column} />
    </section>
  );
}

function Kind(props: { readonly kind: string; readonly label: string }) {
  const say = useTexts('import');
  if (!isKind(props.kind)) return props.label;
  const Icon = icons[props.kind];
  return (
    <span className="column-kind">
      <Icon size={18} stroke={1.75} aria-hidden />
      <span>
        {props.label}
        <span className="column-kind-text">{say(`columns.targetTexts.${props.kind}`)}</span>
      </span>
    </span>
  );
}

/** Where the target comes from, and whether it wants a look. */
function Certainty({ column: { guess, target } }: { readonly column: SheetColumn }) {
  const say = useTexts('import');
  const format = useFormat();
  if (guess === null) return <span />;
  if (!isSameTarget(guess.target, target)) return <span className="column-guess">{say('columns.guess.yours')}</span>;
  const isDoubtful = guess.certainty < doubtful && guess.target.kind !== 'skip';
  return (
    <span className="column-guess num" data-look={isDoubtful || undefined}>
      {say(`columns.guess.${guess.from}`, { share: format.percent(guess.certainty) })}
      {isDoubtful && <strong className="column-look">{say('columns.guess.look')}</strong>}
    </span>
  );
}
