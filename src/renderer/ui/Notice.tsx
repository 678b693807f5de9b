import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './Notice.css';

export type NoticeTone = 'bad' | 'warn' | 'calm' | 'good';

const icons = { bad: IconAlertTriangle, warn: IconAlertTriangle, calm: IconInfoCircle, good: IconCircleCheck } as const;

/** Something that must be read, where the eye already is. Never a toast. */
export function Notice(props: {
  readonly tone: NoticeTone;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const Icon = icons[props.tone];
  return (
    <div className="notice" data-tone={props.tone} role={props.tone === 'bad' ? 'alert' : 'status'}>
      <Icon className="notice-icon" size={20} stroke={1.75} aria-hidden />
      <div className="notice-words">{props.children}</div>
      {props.action !== undefined && <div className="notice-action">{props.action}</div>}
    </div>
  );
}
