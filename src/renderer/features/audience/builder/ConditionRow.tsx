import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { z } from 'zod';
import { useTexts } from '../../../texts/use-texts.ts';
import type { Connection } from '../queries.ts';
import { type Condition, conditionKinds } from './draft.ts';
import { SourceFields } from './SourceFields.tsx';

/** One line of a block: what it is about, and which one of these. */
export function ConditionRow(props: {
  readonly condition: Condition;
  readonly connection: Connection;
  readonly onChange: (condition: Condition) => void;
  /** Null: it is the only one, and stays. */
  readonly onRemove: (() => void) | null;
}) {
  const { condition, connection, onChange, onRemove } = props;
  const say = useTexts('audience');
  return (
    <div className="condition">
      <div className="condition-fields">
        <NativeSelect
          aria-label={say('build.kind')}
          data={conditionKinds.map((kind) => ({ value: kind, label: say(`build.kinds.${kind}`) }))}
          value={condition.kind}
          onChange={(event) => {
            const kind = z.enum(conditionKinds).parse(event.currentTarget.value);
            const source = kind === 'all' ? ({ kind: 'contacts', which: { by: 'all' } } as const) : null;
            onChange({ ...condition, kind, source });
          }}
        />
        <SourceFields
          condition={condition}
          connection={connection}
          onChange={(source) => onChange({ ...condition, source })}
        />
      </div>
      {onRemove !== null && (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={say('build.remove')} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
