import { useEffect, useRef, useState } from 'react';
import type { Place } from './use-cells.ts';

/**
 * The text of one cell while it is put right, as in a spreadsheet: Enter and Tab keep it and go on, Escape gives it up, and
 * a click elsewhere keeps it: what was typed is never lost.
 */
export function CellEditor(props: {
  readonly label: string;
  readonly text: string;
  /** Null: given up. */
  readonly onEnd: (text: string | null, then: Place) => void;
}) {
  const [text, setText] = useState(props.text);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.setSelectionRange(props.text.length, props.text.length);
  }, [props.text]);
  const end = (kept: string | null, then: Place) => {
    if (isOver.current) return;
    isOver.current = true;
    props.onEnd(kept, then);
  };
  return (
    <input
      ref={input}
      className="vtable-editor"
      aria-label={props.label}
      value={text}
      spellCheck={false}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={() => end(text, 'elsewhere')}
      onKeyDown={(event) => {
        // An accent that is being composed ends with Enter as well.
        if (event.nativeEvent.isComposing) return;
        const then = { Enter: 'below', Tab: 'beside', Escape: 'here' } as const;
        if (event.key !== 'Enter' && event.key !== 'Tab' && event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        end(event.key === 'Escape' ? null : text, then[event.key]);
      }}
    />
  );
}
