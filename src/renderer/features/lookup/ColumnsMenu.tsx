import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns } from '@tabler/icons-react';
import { useTexts } from '../../texts/use-texts.ts';

/** Which columns a table has. One stays. */
export function ColumnsMenu(props: {
  readonly all: readonly { readonly key: string; readonly label: string }[];
  readonly shown: readonly string[];
  readonly onChange: (shown: readonly string[]) => void;
}) {
  const { all, shown, onChange } = props;
  const say = useTexts('lookup');
  const toggle = (key: string) => {
    const next = all.map((one) => one.key).filter((one) => (one === key ? !shown.includes(key) : shown.includes(one)));
    if (next.length > 0) onChange(next);
  };
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />}>
          {say('table.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('table.columns')}>
        <div className="look-stack look-columns">
          {all.map(({ key, label }) => (
            <Checkbox key={key} label={label} checked={shown.includes(key)} onChange={() => toggle(key)} />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
