import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconArrowsShuffle } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';
import { variantsOf, withNthWay } from './edit.ts';
import './VariantPicker.css';

/** Puts different ways to say the same into the message: each person gets one of them. */
export function VariantPicker(props: {
  /** What is selected in the message, as the first of them. */
  readonly selected: () => string;
  readonly onPick: (variants: string) => void;
}) {
  const say = useTexts('campaign');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Left without a choice, as with Escape.
  const dismiss = (opened: boolean) => {
    setOpen(opened);
    if (!opened) button.current?.focus();
  };
  const [ways, setWays] = useState<readonly string[]>([]);
  const variants = variantsOf(ways);
  const toggle = () => {
    if (!isOpen) setWays([props.selected(), '', '']);
    setOpen(!isOpen);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={dismiss}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus={false}
      width={288}
    >
      <Popover.Target>
        <Tooltip label={say('variants.button')} disabled={isOpen}>
          <ActionIcon
            ref={button}
            aria-label={say('variants.button')}
            aria-expanded={isOpen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={toggle}
          >
            <IconArrowsShuffle size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('variants.title')}>
        <form
          className="variants"
          onSubmit={(event) => {
            event.preventDefault();
            if (variants === '') return;
            setOpen(false);
            props.onPick(variants);
          }}
        >
          <p className="variants-text">{say('variants.text')}</p>
          {ways.map((way, index) => (
            <TextInput
              // biome-ignore lint/suspicious/noArrayIndexKey: a way is its place
              key={index}
              aria-label={say('variants.way', { number: index + 1 })}
              placeholder={say(`variants.example${index === 0 ? 'One' : index === 1 ? 'Two' : 'Three'}`)}
              value={way}
              maxLength={200}
              onChange={(event) => setWays(withNthWay(ways, index, event.currentTarget.value))}
            />
          ))}
          <Button type="submit" size="xs" disabled={variants === ''}>
            {say('variants.insert')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
