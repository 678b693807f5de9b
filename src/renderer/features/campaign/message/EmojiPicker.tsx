import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTexts } from '../../../texts/use-texts.ts';
import './EmojiPicker.css';

// What people put into messages to customers; the system's own picker has the rest.
const emojis = Array.from(
  '😀😃😄😉😊😍🤩😎🤗🙂😅😂🥳🤔🙏👏👍👋🙌💪🤝👇👉✨🎉🎊🎁🎈🏆🥇⭐🔥💯💥💡📣📢📌📍📅⏰⏳✅🛒💰💳🏷📦🚚🏠🔑🚗🍕🍔🍰☕🌱🌸💙💚💛🧡',
);
const columns = 8;

export function EmojiPicker(props: { readonly onPick: (emoji: string) => void }) {
  const say = useTexts('campaign');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(emojis.length - 1, Math.max(0, active + step));
    setActive(next);
    event.currentTarget.querySelectorAll('button').item(next).focus();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus={false}>
      <Popover.Target>
        <Tooltip label={say('message.emoji')} disabled={isOpen}>
          <ActionIcon
            aria-label={say('message.emoji')}
            aria-expanded={isOpen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => setOpen(!isOpen)}
          >
            <IconMoodSmile size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={say('message.emojiTitle')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it have the focus */}
        <div className="emojis" onKeyDown={onKeyDown}>
          {emojis.map((emoji, index) => (
            <button
              key={emoji}
              type="button"
              className="emoji"
              tabIndex={index === active ? 0 : -1}
              data-autofocus={index === active || undefined}
              onClick={() => {
                setActive(index);
                setOpen(false);
                props.onPick(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: columns,
  ArrowUp: -columns,
  Home: -emojis.length,
  End: emojis.length,
};
