import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';

/** Who gets nothing for want of a value, and the way to say something else instead. */
export function MissingNotice(props: {
  readonly missing: readonly { readonly name: string; readonly count: number }[];
}) {
  const say = useTexts('campaign');
  return props.missing
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => (
      <Notice key={name} tone="warn">
        {say('absence.lacking', { name, count, example: `{{${name}|…}}` })}
      </Notice>
    ));
}
