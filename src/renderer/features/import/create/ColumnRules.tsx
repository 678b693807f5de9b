import { NativeSelect } from '@mantine/core';
import { existingRuleSchema } from '#shared/contacts/rules.ts';
import { isOfContact } from '#shared/mapping/column-rule.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { useTexts } from '../../../texts/use-texts.ts';

/** What single columns do to contacts that exist, where that is another thing than what all do. */
export function ColumnRules(props: { readonly source: ImportDetail; readonly onMap: (mapping: Mapping) => void }) {
  const say = useTexts('import');
  const { source, onMap } = props;
  const header = source.findings?.header ?? [];
  const columns = source.mapping.flatMap((target, at) => (isOfContact(target) ? [{ target, at }] : []));
  if (columns.length === 0) return null;
  const own = columns.filter(({ target }) => target.existing !== undefined).length;
  const choose = (at: number, chosen: string) => {
    const rule = existingRuleSchema.safeParse(chosen);
    onMap(
      source.mapping.map((target, column) => {
        if (column !== at || !isOfContact(target)) return target;
        const { existing: _existing, ...rest } = target;
        return rule.success ? { ...rest, existing: rule.data } : rest;
      }),
    );
  };
  return (
    <details className="column-rules" open={own > 0}>
      <summary>{say('create.columnRules')}</summary>
      <div className="column-rules-list">
        {columns.map(({ target, at }) => (
          <NativeSelect
            key={`${at}`}
            label={header[at]?.trim() || (target.kind === 'field' ? target.name : say('columns.targets.name'))}
            data={[
              { value: '', label: say('create.columnRuleSame') },
              ...existingRuleSchema.options.map((rule) => ({
                value: rule,
                label: say(`create.existingOptions.${rule}`),
              })),
            ]}
            value={target.existing ?? ''}
            onChange={(event) => choose(at, event.currentTarget.value)}
          />
        ))}
      </div>
    </details>
  );
}
