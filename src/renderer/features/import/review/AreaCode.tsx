import { Button, Select } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { areaStates } from '#shared/phone/brazil.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { chosenService } from '../account/chosen-service.ts';
import { useConfigure } from '../use-import.ts';

/** One correction for all rows without an area code: where these people are from. */
export function AreaCode({ source }: { readonly source: ImportDetail }) {
  const say = useTexts('import');
  const { configure, error, isBusy } = useConfigure(source.id);
  const own = useOwnArea(source);
  const [picked, setPicked] = useState<string | null>(null);
  const { defaultArea } = source.options;
  const count = source.counts.reduce((sum, row) => sum + (row.problem === 'areaCodeMissing' ? row.count : 0), 0);
  if (defaultArea !== null) {
    return (
      <div className="review-bar">
        <span className="review-bar-good">
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          {say('review.area.set', { area: defaultArea })}
        </span>
        <Button
          variant="subtle"
          size="xs"
          loading={isBusy}
          onClick={() => configure({ options: { defaultArea: null } })}
        >
          {say('review.area.undo')}
        </Button>
        <ErrorText error={error} />
      </div>
    );
  }
  if (count === 0) return null;
  const area = picked ?? own;
  return (
    <div className="review-bar">
      <div className="review-bar-words">
        <p className="review-bar-title num">{say('review.area.title', { count })}</p>
        <p className="review-bar-text">{say('review.area.text')}</p>
      </div>
      <div className="review-bar-actions">
        <Select
          aria-label={say('review.area.label')}
          placeholder={say('review.area.placeholder')}
          data={Object.entries(areaStates).map(([code, state]) => ({
            value: code,
            label: say('review.area.option', { area: code, state }),
          }))}
          value={area}
          searchable
          w={120}
          onChange={setPicked}
        />
        <Button
          variant="default"
          disabled={area === null}
          loading={isBusy}
          onClick={() => configure({ options: { defaultArea: area } })}
        >
          {area === null ? say('review.area.applyNone') : say('review.area.apply', { count, area })}
        </Button>
      </div>
      <ErrorText error={error} />
    </div>
  );
}

/** The area of the connection's own number: most customers live where the shop is. */
function useOwnArea({ options }: ImportDetail): string | null {
  const account = useQuery(queries.accounts()).data?.find(({ id }) => id === options.accountId);
  const number = account && chosenService(account, options.serviceId)?.number;
  const area = number?.startsWith('55') ? number.slice(2, 4) : '';
  return Object.hasOwn(areaStates, area) ? area : null;
}
