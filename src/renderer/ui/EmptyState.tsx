import type { ReactNode } from 'react';
import './EmptyState.css';

/** What stands where there is nothing yet: a picture, why, and what to do. */
export function EmptyState(props: {
  readonly picture: ReactNode;
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <div className="empty-picture">{props.picture}</div>
      <p className="empty-title">{props.title}</p>
      {props.text !== undefined && <p className="empty-text">{props.text}</p>}
      {props.action !== undefined && <div className="empty-action">{props.action}</div>}
    </div>
  );
}
