import { Select } from '@mantine/core';
import { type KeepRule, keepRuleSchema } from '#shared/review/keep.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { countIn } from '../situations.ts';
import { useConfigure } from '../use-import.ts';

/** Of several rows with one person: which one stays. Asked only where there are any. */
export function KeepChoice({ source }: { readonly source: ImportDetail }) {
  const say = useTexts('import');
  const { configure, error, isBusy } = useConfigure(source.id);
  const { keep } = source.options;
  const count = countIn(source.counts, ['duplicate']);
  if (count === 0 && keep === 'first') return null;
  return (
    <div className="review-bar">
      <div className="review-bar-words">
        <p className="review-bar-title num">{say('review.keep.title', { count })}</p>
        <p className="review-bar-text">{say('review.keep.text')}</p>
      </div>
      <div className="review-bar-actions">
        <Select
          aria-label={say('review.keep.label')}
          data={keepRuleSchema.options.map((rule: KeepRule) => ({
            value: rule,
            label: say(`review.keep.rules.${rule}`),
          }))}
          value={keep}
          allowDeselect={false}
          disabled={isBusy}
          w={240}
          onChange={(value) => {
            const rule = keepRuleSchema.safeParse(value);
            if (rule.success && rule.data !== keep) configure({ options: { keep: rule.data } });
          }}
        />
      </div>
      <ErrorText error={error} />
    </div>
  );
}
