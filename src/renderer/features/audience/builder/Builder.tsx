import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import type { Connection } from '../queries.ts';
import './Builder.css';
import { ConditionRow } from './ConditionRow.tsx';
import { CountPanel } from './CountPanel.tsx';
import { type Condition, type Draft, newCondition, rootOf } from './draft.ts';
import { SavedAudiences } from './SavedAudiences.tsx';
import { useDraft } from './use-draft.ts';

/** "Who is in … and also in … but not in …", with how many that is always in view. */
export function Builder(props: { readonly accounts: readonly Account[]; readonly start: Draft | null }) {
  const { accounts } = props;
  const say = useTexts('audience');
  const [draft, setDraft] = useDraft(props.start);
  const [chosen, setChosen] = useState<Connection | null>(null);
  const account = accounts.find(({ id }) => id === chosen?.accountId) ?? accounts[0];
  const services = account?.services.filter(({ isWhatsapp }) => isWhatsapp) ?? [];
  const service =
    services.find(({ id }) => id === chosen?.serviceId) ??
    services.find(({ connected }) => connected === 'yes') ??
    services[0];
  if (account === undefined || service === undefined)
    return <ProblemText problem={{ kind: 'noService' }} tone="warn" />;
  const connection: Connection = { accountId: account.id, serviceId: service.id };
  const root = rootOf(draft);
  const setGroup = (index: number, conditions: readonly Condition[]) =>
    setDraft({
      ...draft,
      groups: draft.groups
        .map((group, at) => (at === index ? conditions : group))
        .filter((group, at) => group.length > 0 || at === 0),
    });
  return (
    <div className="builder">
      <div className="builder-main">
        {(accounts.length > 1 || services.length > 1) && (
          <div className="builder-connection">
            {accounts.length > 1 && (
              <NativeSelect
                label={say('account')}
                data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
                value={String(account.id)}
                onChange={(event) => setChosen({ accountId: Number(event.currentTarget.value), serviceId: '' })}
              />
            )}
            {services.length > 1 && (
              <NativeSelect
                label={say('connection')}
                data={services.map(({ id, name }) => ({ value: id, label: name }))}
                value={service.id}
                onChange={(event) => setChosen({ accountId: account.id, serviceId: event.currentTarget.value })}
              />
            )}
          </div>
        )}
        {draft.groups.map((group, index) => (
          <Block
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
            key={index}
            title={say(index === 0 ? 'build.first' : 'build.and')}
            connection={connection}
            conditions={group}
            mayBeEmpty={index > 0}
            onChange={(conditions) => setGroup(index, conditions)}
          />
        ))}
        {draft.without.length > 0 && (
          <Block
            title={say('build.without')}
            tone="without"
            connection={connection}
            conditions={draft.without}
            mayBeEmpty
            onChange={(without) => setDraft({ ...draft, without })}
          />
        )}
        <div className="builder-more">
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setDraft({ ...draft, groups: [...draft.groups, [newCondition('tag')]] })}
          >
            {say('build.addGroup')}
          </Button>
          {draft.without.length === 0 && (
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setDraft({ ...draft, without: [newCondition('import')] })}
            >
              {say('build.addWithout')}
            </Button>
          )}
        </div>
      </div>
      <div className="builder-side">
        <CountPanel definition={root === null ? null : { ...connection, root }} />
        <SavedAudiences onOpen={setDraft} onConnection={setChosen} />
      </div>
    </div>
  );
}

function Block(props: {
  readonly title: string;
  readonly tone?: 'without';
  readonly connection: Connection;
  readonly conditions: readonly Condition[];
  readonly mayBeEmpty: boolean;
  readonly onChange: (conditions: readonly Condition[]) => void;
}) {
  const { conditions, onChange } = props;
  const say = useTexts('audience');
  const mayRemove = props.mayBeEmpty || conditions.length > 1;
  return (
    <Panel title={props.title}>
      <div className="builder-block">
        {conditions.map((condition, index) => (
          <div key={condition.id} className="builder-line">
            {index > 0 && <span className="builder-or">{say('build.or')}</span>}
            <ConditionRow
              condition={condition}
              connection={props.connection}
              onChange={(next) => onChange(conditions.map((one) => (one.id === condition.id ? next : one)))}
              onRemove={mayRemove ? () => onChange(conditions.filter(({ id }) => id !== condition.id)) : null}
            />
          </div>
        ))}
        <Button
          variant="subtle"
          size="xs"
          className="builder-add"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...conditions, newCondition(conditions.at(-1)?.kind ?? 'tag')])}
        >
          {say('build.add')}
        </Button>
      </div>
    </Panel>
  );
}
