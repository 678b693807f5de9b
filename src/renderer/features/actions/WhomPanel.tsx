import { NativeSelect, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { numbersIn } from '#shared/actions/numbers.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Panel } from '../../ui/Panel.tsx';
import { actionQueries } from './action-queries.ts';
import type { Whom, WhomKind } from './whom.ts';

/** Whom the action is for: where the contacts come from, and on which connection. */
export function WhomPanel(props: {
  readonly accounts: readonly Account[];
  readonly whom: Whom;
  readonly onChange: (whom: Partial<Whom>) => void;
}) {
  const { accounts, whom, onChange } = props;
  const say = useTexts('actions');
  const account = accounts.find(({ id }) => id === whom.accountId);
  const services = account?.services.filter(({ isWhatsapp }) => isWhatsapp) ?? [];
  const way = (kind: WhomKind, text: string, fields: ReactNode) => (
    <div className="whom-way">
      <Radio value={kind} label={say(`whom.${kind}`)} description={text} />
      {whom.kind === kind && fields !== null && <div className="whom-fields">{fields}</div>}
    </div>
  );
  return (
    <Panel title={say('whom.title')}>
      <div className="whom">
        {(accounts.length > 1 || services.length > 1) && whom.contactIds.length === 0 && (
          <div className="wish-pair">
            {accounts.length > 1 && (
              <NativeSelect
                label={say('whom.account')}
                data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
                value={String(whom.accountId)}
                onChange={(event) => {
                  const accountId = Number(event.currentTarget.value);
                  const next = accounts.find(({ id }) => id === accountId)?.services.find((one) => one.isWhatsapp);
                  onChange({ accountId, serviceId: next?.id ?? '', importId: null, audienceId: null });
                }}
              />
            )}
            {services.length > 1 && (
              <NativeSelect
                label={say('whom.connection')}
                data={services.map(({ id, name }) => ({ value: id, label: name }))}
                value={whom.serviceId}
                onChange={(event) => onChange({ serviceId: event.currentTarget.value, importId: null })}
              />
            )}
          </div>
        )}
        <Radio.Group
          aria-label={say('whom.kind')}
          value={whom.kind}
          onChange={(kind) => onChange({ kind: kindOf(kind) })}
        >
          <div className="whom-ways">
            {whom.contactIds.length > 0 &&
              way('contacts', say('whom.contactsText', { count: whom.contactIds.length }), null)}
            {way('import', say('whom.importText'), <ImportChoice whom={whom} onChange={onChange} />)}
            {way('audience', say('whom.audienceText'), <AudienceChoice whom={whom} onChange={onChange} />)}
            {way('numbers', say('whom.numbersText'), <Numbers whom={whom} onChange={onChange} />)}
          </div>
        </Radio.Group>
      </div>
    </Panel>
  );
}

const kinds = ['contacts', 'import', 'audience', 'numbers'] as const satisfies readonly WhomKind[];
const kindOf = (word: string): WhomKind => kinds.find((kind) => kind === word) ?? 'import';

interface ChoiceProps {
  readonly whom: Whom;
  readonly onChange: (whom: Partial<Whom>) => void;
}

function ImportChoice({ whom, onChange }: ChoiceProps) {
  const say = useTexts('actions');
  const { accountId, serviceId } = whom;
  const sources = useQuery(actionQueries.sources({ accountId, serviceId }));
  const own = sources.data?.imports.filter(({ isHere }) => isHere);
  return (
    <Select
      aria-label={say('whom.chooseImport')}
      placeholder={say(own?.length === 0 ? 'whom.noImports' : 'whom.chooseImport')}
      data={
        own?.map(({ importId, name, people }) => ({
          value: String(importId),
          label: say('whom.people', { name, count: people }),
        })) ?? []
      }
      value={whom.importId === null ? null : String(whom.importId)}
      searchable
      disabled={own === undefined || own.length === 0}
      error={sources.isError ? say('whom.failed') : undefined}
      onChange={(id) => onChange({ importId: id === null ? null : Number(id) })}
    />
  );
}

function AudienceChoice({ whom, onChange }: ChoiceProps) {
  const say = useTexts('actions');
  const saved = useQuery(actionQueries.saved());
  const own = saved.data?.filter(({ definition }) => definition.accountId === whom.accountId);
  return (
    <Select
      aria-label={say('whom.chooseAudience')}
      placeholder={say(own?.length === 0 ? 'whom.noAudiences' : 'whom.chooseAudience')}
      data={own?.map(({ id, name }) => ({ value: String(id), label: name })) ?? []}
      value={whom.audienceId === null ? null : String(whom.audienceId)}
      searchable
      disabled={own === undefined || own.length === 0}
      error={saved.isError ? say('whom.failed') : undefined}
      onChange={(id) => onChange({ audienceId: id === null ? null : Number(id) })}
    />
  );
}

/** More than this is not counted while it is typed. */
const mostCounted = 20_000;

function Numbers({ whom, onChange }: ChoiceProps) {
  const say = useTexts('actions');
  const { text } = whom;
  const area = /^\d{2}$/.test(whom.area) ? whom.area : null;
  const count = useMemo(() => {
    if (text.length > mostCounted) return null;
    return numbersIn(text, { country: 'BR', area }).filter(({ problem }) => problem === null).length;
  }, [text, area]);
  return (
    <>
      <Textarea
        label={say('whom.paste')}
        description={count === null || count === 0 ? say('whom.pasteHint') : say('whom.found', { count })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={text}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <TextInput
        label={say('whom.area')}
        className="whom-area"
        value={whom.area}
        inputMode="numeric"
        maxLength={2}
        onChange={(event) => onChange({ area: event.currentTarget.value.replace(/\D/g, '') })}
      />
    </>
  );
}
