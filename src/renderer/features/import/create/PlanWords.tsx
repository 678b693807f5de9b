import { hasRule } from '#shared/contacts/merge.ts';
import { isOfContact } from '#shared/mapping/column-rule.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { CreationPlan, ImportDetail } from '#shared/rpc/imports.ts';
import { useLanguage, useTexts } from '../../../texts/use-texts.ts';
import { Words } from '../../../texts/Words.tsx';
import { chosenService } from '../account/chosen-service.ts';
import { countIn } from '../situations.ts';

/** The plan in words: who gets where, who stays out, and what is made on the way. */
export function PlanWords(props: {
  readonly source: ImportDetail;
  readonly plan: CreationPlan;
  readonly accounts: readonly Account[];
}) {
  const { source, plan, accounts } = props;
  const say = useTexts('import');
  const language = useLanguage();
  const { accountId, serviceId, existing, blanks, tagRule } = source.options;
  const ownRules = source.mapping.flatMap((target, at) =>
    isOfContact(target) && target.existing !== undefined
      ? [`${source.findings?.header[at]?.trim() || `#${at + 1}`}: ${say(`create.existingOptions.${target.existing}`)}`]
      : [],
  );
  const account = accounts.find(({ id }) => id === accountId);
  const service = account && chosenService(account, serviceId);
  const names = (list: readonly string[]) => new Intl.ListFormat(language, { type: 'conjunction' }).format(list);
  const unchecked = countIn(source.counts, ['normalised']);
  if (plan.contacts === 0) return <p className="plan-first">{say('create.nobody')}</p>;
  return (
    <div className="plan num">
      <p className="plan-first">
        <Words
          area="import"
          text="create.sentence"
          facts={{ count: plan.contacts, account: account?.name ?? '', service: service?.name ?? '' }}
        />{' '}
        {plan.leftOut > 0 ? (
          <Words area="import" text="create.left" facts={{ count: plan.leftOut }} />
        ) : (
          say('create.noneLeft')
        )}
      </p>
      <ul className="plan-more">
        <li>
          <Words area="import" text={`create.rule.${existing}`} />
        </li>
        {ownRules.length > 0 && <li>{say('create.rule.columns', { rules: ownRules.join('; ') })}</li>}
        {blanks === 'erase' && hasRule(source.mapping, existing, 'overwrite') && (
          <li>
            <Words area="import" text="create.rule.erase" />
          </li>
        )}
        {tagRule === 'replace' && (
          <li>
            <Words area="import" text="create.rule.replaceTags" />
          </li>
        )}
        {unchecked > 0 && (
          <li>
            <Words area="import" text="create.unchecked" facts={{ count: unchecked }} />
          </li>
        )}
        {plan.unverified > 0 && (
          <li>
            <Words area="import" text="create.unverified" facts={{ count: plan.unverified }} />
          </li>
        )}
        {plan.newTags.length > 0 && <li>{say('create.newTags', { names: names(plan.newTags) })}</li>}
        {plan.newFields.length > 0 && <li>{say('create.newFields', { names: names(plan.newFields) })}</li>}
        <li>{say('create.requests', { count: plan.requests })}</li>
      </ul>
    </div>
  );
}
