import { NativeSelect, Radio, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hasRule } from '#shared/contacts/merge.ts';
import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '#shared/contacts/rules.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { AccountPicker } from '../account/AccountPicker.tsx';
import { ColumnRules } from './ColumnRules.tsx';

/** How the contacts are made: where, with which tags, and what becomes of the ones that are there. */
export function CreateOptions(props: {
  readonly source: ImportDetail;
  readonly isBusy: boolean;
  readonly onChoose: (options: Partial<ImportOptions>) => void;
  readonly onMap: (mapping: Mapping) => void;
}) {
  const say = useTexts('import');
  const { source, onChoose, onMap } = props;
  const { accountId, departmentId, existing, tags, blanks, tagRule } = source.options;
  const hasTags = tags.length > 0 || source.mapping.some(({ kind }) => kind === 'tags');
  const isKnown = accountId !== null;
  const known = useQuery({ ...queries.tags(accountId ?? 0), enabled: isKnown }).data ?? [];
  const departments = useQuery({ ...queries.departments(accountId ?? 0), enabled: isKnown }).data ?? [];
  return (
    <Panel title={say('create.options')}>
      <div className="create-options">
        <AccountPicker source={source} step="criar" onChoose={onChoose} />
        <Radio.Group
          label={say('create.existing')}
          value={existing}
          onChange={(rule) => onChoose({ existing: existingRuleSchema.parse(rule) })}
        >
          <div className="create-rules">
            {existingRuleSchema.options.map((rule) => (
              <Radio
                key={rule}
                value={rule}
                label={say(`create.existingOptions.${rule}`)}
                description={say(`create.existingTexts.${rule}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <ColumnRules source={source} onMap={onMap} />
        {hasRule(source.mapping, existing, 'overwrite') && (
          <Radio.Group
            label={say('create.blanks')}
            description={say('create.blanksHint')}
            value={blanks}
            onChange={(rule) => onChoose({ blanks: blanksRuleSchema.parse(rule) })}
          >
            <div className="create-rules">
              {blanksRuleSchema.options.map((rule) => (
                <Radio key={rule} value={rule} label={say(`create.blanksOptions.${rule}`)} />
              ))}
            </div>
          </Radio.Group>
        )}
        <TagsInput
          label={say('create.tags')}
          description={say('create.tagsHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...(tags.length === 0 ? { placeholder: say('create.tagsPlaceholder') } : {})}
          data={[...new Set(known.map(({ label }) => label))]}
          value={tags}
          maxTags={50}
          maw={560}
          onChange={(labels) => onChoose({ tags: labels.map((label) => label.trim()).filter((label) => label !== '') })}
        />
        {hasTags && (
          <Radio.Group
            label={say('create.tagRule')}
            value={tagRule}
            onChange={(rule) => onChoose({ tagRule: tagRuleSchema.parse(rule) })}
          >
            <div className="create-rules">
              {tagRuleSchema.options.map((rule) => (
                <Radio
                  key={rule}
                  value={rule}
                  label={say(`create.tagRuleOptions.${rule}`)}
                  description={say(`create.tagRuleTexts.${rule}`)}
                />
              ))}
            </div>
          </Radio.Group>
        )}
        {departments.length > 0 && (
          <NativeSelect
            label={say('create.department')}
            data={[
              { value: '', label: say('create.departmentNone') },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={departmentId ?? ''}
            maw={272}
            onChange={(event) => onChoose({ departmentId: event.currentTarget.value || null })}
          />
        )}
      </div>
    </Panel>
  );
}
