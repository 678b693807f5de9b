import type { ImportDetail } from '#shared/rpc/imports.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';

/** Says of a sheet of problems that came back what it corrects, and how much of it was corrected. */
export function CorrectionsNotice({ source }: { readonly source: Pick<ImportDetail, 'corrections'> }) {
  const say = useTexts('import');
  const format = useFormat();
  const { corrections } = source;
  if (corrections === null) return null;
  const { fileName: name, corrected, rows } = corrections;
  return (
    <Notice tone="calm">
      <span className="num">
        {corrected === null
          ? say('problems.correctingUnread', { name })
          : say('problems.correcting', { name, corrected: format.number(corrected), count: rows })}
      </span>
    </Notice>
  );
}
