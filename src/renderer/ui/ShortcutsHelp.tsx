import { Kbd, Modal } from '@mantine/core';
import { useTexts } from '../texts/use-texts.ts';
import { type Keys, useShortcutList } from './shortcuts.tsx';
import './ShortcutsHelp.css';

const isMac = navigator.userAgent.includes('Mac');

/** How a shortcut is written on this machine's keys. */
export function KeysLabel(props: { readonly keys: Keys }) {
  const say = useTexts('common');
  const names = props.keys
    .split('+')
    .map((key) => (key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key === 'space' ? say('keys.space') : key));
  return (
    <span className="keys">
      {names.map((name) => (
        <Kbd key={name} size="sm">
          {name}
        </Kbd>
      ))}
    </span>
  );
}

/** What the keyboard does on this screen. */
export function ShortcutsHelp(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const say = useTexts('common');
  const list = useShortcutList();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('keys.title')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <dl className="keys-list">
        {list.map(({ keys, label }) => (
          <div key={keys} className="keys-line">
            <dt>{label}</dt>
            <dd>
              <KeysLabel keys={keys} />
            </dd>
          </div>
        ))}
        <div className="keys-line">
          <dt>{say('keys.paste')}</dt>
          <dd>
            <span className="keys">
              <Kbd size="sm">{isMac ? '⌘' : 'Ctrl'}</Kbd>
              <Kbd size="sm">V</Kbd>
            </span>
          </dd>
        </div>
        <div className="keys-line">
          <dt>{say('keys.move')}</dt>
          <dd>
            <span className="keys">
              <Kbd size="sm">Tab</Kbd>
            </span>
          </dd>
        </div>
        <div className="keys-line">
          <dt>{say('keys.rows')}</dt>
          <dd>
            <span className="keys">
              <Kbd size="sm">↑</Kbd>
              <Kbd size="sm">↓</Kbd>
              <Kbd size="sm">PgUp</Kbd>
              <Kbd size="sm">PgDn</Kbd>
            </span>
          </dd>
        </div>
      </dl>
    </Modal>
  );
}
