import { IconSend } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './HoldButton.css';

/** Long enough that no click and no key pressed by accident lasts as long. */
const holdMs = 1_500;

/** Acts when it has been held, with the pointer, Space or Enter; letting go before is nothing. */
export function HoldButton(props: {
  readonly label: string;
  readonly holding: string;
  /** What it says while the action is under way; null when it is not. */
  readonly busy: string | null;
  readonly onHeld: () => void;
}) {
  const { busy, onHeld } = props;
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const letGo = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
  };
  const hold = () => {
    if (busy !== null || timer.current !== null) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      letGo();
      onHeld();
    }, holdMs);
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const onKey = (event: KeyboardEvent, act: () => void) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    // Neither a click at once nor the window's own keys.
    event.preventDefault();
    if (!event.repeat) act();
  };
  return (
    <button
      type="button"
      className="hold"
      data-held={isHeld || undefined}
      aria-disabled={busy !== null}
      onPointerDown={(event) => {
        if (event.button === 0) hold();
      }}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onBlur={letGo}
      onKeyDown={(event) => onKey(event, hold)}
      onKeyUp={(event) => onKey(event, letGo)}
    >
      <span className="hold-fill" aria-hidden style={{ transitionDuration: isHeld ? `${holdMs}ms` : undefined }} />
      <span className="hold-words">
        <IconSend size={18} aria-hidden />
        <span aria-live="polite">{busy ?? (isHeld ? props.holding : props.label)}</span>
      </span>
    </button>
  );
}
