import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { type CountChip, CountChips } from '../../../ui/CountChips.tsx';
import { chipsShown } from './filters.ts';

/** The filters in one line: the ones with the most rows stand open, the others behind a menu, with their counts as well. */
export function FilterChips(props: {
  readonly chips: readonly CountChip[];
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}) {
  const say = useTexts('import');
  const format = useFormat();
  const { chips, chosen, onChoose } = props;
  const { shown, others } = chipsShown(chips, chosen);
  return (
    <div className="review-filters">
      <CountChips label={say('review.filters')} chips={shown} chosen={chosen} onChoose={onChoose} />
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <button type="button" className="chip">
              {say('review.otherFilters')}
              <span className="chip-count num">{format.number(others.length)}</span>
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ key, label, count, tone = 'plain' }) => (
              <Menu.Item
                key={key}
                leftSection={<span className="chip-dot" data-tone={tone} aria-hidden />}
                rightSection={<span className="chip-count num">{format.number(count)}</span>}
                onClick={() => onChoose(key)}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
