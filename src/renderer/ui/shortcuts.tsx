import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';

/** `mod` is Ctrl, and ⌘ on a Mac. */
export type Keys = 'mod+O' | 'mod+F' | 'mod+H' | 'mod+Z' | 'mod+Y' | 'space' | '?';

export interface Shortcut {
  readonly keys: Keys;
  /** What it does, in the user's words. */
  readonly label: string;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

interface Shortcuts {
  readonly list: readonly Shortcut[];
  readonly register: (shortcut: Registered) => () => void;
}

const Context = createContext<Shortcuts | null>(null);

const matches = (keys: Keys, event: KeyboardEvent): boolean => {
  const isMod = event.ctrlKey || event.metaKey;
  switch (keys) {
    case 'mod+O':
      return isMod && !event.shiftKey && event.key.toLowerCase() === 'o';
    case 'mod+F':
      return isMod && !event.shiftKey && event.key.toLowerCase() === 'f';
    case 'mod+H':
      return isMod && !event.shiftKey && event.key.toLowerCase() === 'h';
    case 'mod+Z':
      return isMod && !event.shiftKey && event.key.toLowerCase() === 'z';
    case 'mod+Y':
      // ⌘⇧Z is how a Mac says it.
      return isMod && event.key.toLowerCase() === (event.shiftKey ? 'z' : 'y');
    case 'space':
      return !isMod && event.key === ' ';
    case '?':
      return !isMod && event.key === '?';
  }
};

/** Keys without Ctrl belong to whatever is being typed in or operated. */
const isOperating = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, button, a, [role="dialog"], [role="option"], [role="grid"]') !== null);

/** What is being typed has an undo of its own. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea') !== null);

/** The keyboard of the whole window. Of two that want the same keys the one that came last has them. */
export function ShortcutsProvider(props: { readonly children: ReactNode }) {
  const registered = useRef<readonly Registered[]>([]);
  const [list, setList] = useState<readonly Shortcut[]>([]);
  const shortcuts = useMemo(
    () => ({
      list,
      register: (shortcut: Registered) => {
        registered.current = [...registered.current, shortcut];
        setList(registered.current);
        return () => {
          registered.current = registered.current.filter((known) => known !== shortcut);
          setList(registered.current);
        };
      },
    }),
    [list],
  );
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const found = registered.current.findLast(({ keys }) => matches(keys, event));
      if (!found) return;
      if (!found.keys.startsWith('mod') && isOperating(event.target)) return;
      if ((found.keys === 'mod+Z' || found.keys === 'mod+Y') && isTyping(event.target)) return;
      event.preventDefault();
      // A key that is still held where a screen opens, as after the send that was held, is no new press.
      if (event.repeat && !found.keys.startsWith('mod')) return;
      found.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return <Context value={shortcuts}>{props.children}</Context>;
}

const useShortcuts = (): Shortcuts => {
  const shortcuts = useContext(Context);
  if (!shortcuts) throw new Error('shortcuts are used within their provider');
  return shortcuts;
};

/** What the keyboard does on this screen, for the help. */
export const useShortcutList = (): readonly Shortcut[] => useShortcuts().list;

/** While the component stands, `keys` run `run`. Null: not now. */
export function useShortcut(keys: Keys, label: string, run: (() => void) | null): void {
  const { register } = useShortcuts();
  const latest = useRef(run);
  latest.current = run;
  const registerNow = useRef(register);
  registerNow.current = register;
  const isOn = run !== null;
  useEffect(() => {
    if (!isOn) return;
    return registerNow.current({ keys, label, run: () => latest.current?.() });
  }, [keys, label, isOn]);
}
