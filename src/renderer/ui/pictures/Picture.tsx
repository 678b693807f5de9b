import type { ReactNode } from 'react';
import './pictures.css';

/** A drawing beside words that say the same: nothing for a screen reader. */
export function Picture(props: { readonly width: number; readonly height: number; readonly children: ReactNode }) {
  const { width, height } = props;
  return (
    <svg className="picture" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {props.children}
    </svg>
  );
}
