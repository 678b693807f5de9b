import type { ReactNode } from 'react';
import './Figure.css';

/** A number that stands by itself, with what it counts. */
export function Figure(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  readonly tone?: 'plain' | 'good' | 'warn' | 'bad';
}) {
  return (
    <div className="figure" data-tone={props.tone ?? 'plain'}>
      <span className="figure-label">{props.label}</span>
      <span className="figure-value num">{props.value}</span>
      {props.hint !== undefined && <span className="figure-hint">{props.hint}</span>}
    </div>
  );
}
