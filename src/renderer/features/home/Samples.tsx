import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useOpenSheet } from '../../ui/open-sheet/open-sheet.tsx';
import { samplesQuery } from './samples-query.ts';

/** For who practises: sheets of invented people, one click away. */
export function Samples() {
  const say = useTexts('home');
  const { takePath, opening } = useOpenSheet();
  const practice = useQuery(queries.accounts()).data?.find(({ kind }) => kind === 'practice');
  const samples = useQuery({ ...samplesQuery(), enabled: practice !== undefined }).data ?? [];
  if (!practice || samples.length === 0) return null;
  return (
    <div className="home-samples">
      <span className="home-samples-words">{say('samples')}</span>
      {samples.map(({ name, path }) => (
        <Button
          key={path}
          variant="subtle"
          size="xs"
          disabled={opening.kind === 'copying' || opening.kind === 'reading'}
          onClick={() => takePath({ path, fileName: name }, practice.id)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
