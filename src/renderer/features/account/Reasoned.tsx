import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** What cannot be done from here says why, to the pointer and to a reader. Nothing where it can. */
export function Reasoned(props: { readonly why: string | null; readonly children: ReactNode }) {
  if (props.why === null) return props.children;
  return (
    <Tooltip label={props.why} multiline maw={320}>
      <span title={props.why}>{props.children}</span>
    </Tooltip>
  );
}
