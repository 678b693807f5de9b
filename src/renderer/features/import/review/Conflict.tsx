import { useQuery } from '@tanstack/react-query';
import type { ComparedValue } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import './Conflict.css';

/** The contact of a row as it stands on the account, beside what the sheet says and what it will be. */
export function Conflict(props: { readonly importId: number; readonly rowNo: number }) {
  const say = useTexts('import');
  const comparison = useQuery(queries.comparison(props.importId, props.rowNo));
  return (
    <section className="conflict" aria-label={say('review.conflict.title')}>
      <h3 className="conflict-title">{say('review.conflict.title')}</h3>
      {comparison.isError && <ErrorText error={comparison.error} />}
      {comparison.isPending && <LinesSkeleton lines={3} />}
      {comparison.data &&
        (comparison.data.contact === null ? (
          <p className="conflict-none">{say('review.conflict.none')}</p>
        ) : (
          <Values values={comparison.data.values} isOwn={comparison.data.contact.isOwn} />
        ))}
    </section>
  );
}

function Values(props: { readonly values: readonly ComparedValue[]; readonly isOwn: boolean }) {
  const say = useTexts('import');
  const { values, isOwn } = props;
  const labelOf = ({ what, label }: ComparedValue): string =>
    what === 'field' ? label : say(`columns.targets.${what}`);
  const shown = (text: string) =>
    text.trim() === '' ? <span className="conflict-blank">{say('review.conflict.blank')}</span> : text;
  return (
    <>
      {isOwn && <p className="conflict-none">{say('review.conflict.own')}</p>}
      <table className="conflict-table">
        <thead>
          <tr>
            <th scope="col">{say('review.conflict.value')}</th>
            <th scope="col">{say('review.conflict.there')}</th>
            <th scope="col">{say('review.conflict.sheet')}</th>
            {!isOwn && <th scope="col">{say('review.conflict.becomes')}</th>}
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr key={`${value.what}:${value.label}`}>
              <th scope="row">{labelOf(value)}</th>
              <td>{shown(value.there)}</td>
              <td>{shown(value.sheet)}</td>
              {!isOwn && (
                <td>
                  {value.becomes === value.there ? (
                    <span className="conflict-stays">{say('review.conflict.stays')}</span>
                  ) : (
                    <b>{shown(value.becomes)}</b>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
