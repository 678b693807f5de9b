import type { ReactNode } from 'react';
import './Panel.css';

/** The card in which everything stands. `aside` is at the right of its title, `footer` below a line. */
export function Panel(props: {
  readonly title?: string;
  /** Stands before the title. */
  readonly mark?: ReactNode;
  readonly text?: ReactNode;
  readonly aside?: ReactNode;
  readonly footer?: ReactNode;
  /** Content that has its own edges, such as a table. */
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  const hasHead = props.title !== undefined || props.aside !== undefined;
  return (
    <section className="panel" data-flush={props.flush || undefined} aria-label={props.title}>
      {hasHead && (
        <header className="panel-head">
          <div>
            {props.title !== undefined && (
              <h2 className="panel-title">
                {props.mark}
                {props.title}
              </h2>
            )}
            {props.text !== undefined && <p className="panel-text">{props.text}</p>}
          </div>
          {props.aside !== undefined && <div className="panel-aside">{props.aside}</div>}
        </header>
      )}
      <div className="panel-body">{props.children}</div>
      {props.footer !== undefined && <footer className="panel-foot">{props.footer}</footer>}
    </section>
  );
}
