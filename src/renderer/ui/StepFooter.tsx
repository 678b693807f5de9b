import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import './StepFooter.css';

/** The foot of a wizard's step: the way back, what still stands in the way, and the way on. */
export function StepFooter(props: {
  readonly back?: { readonly label: string; readonly href: string };
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <footer className="step-foot">
      {props.back && (
        <Button
          component={Link}
          href={props.back.href}
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {props.back.label}
        </Button>
      )}
      <div className="step-foot-note">{props.note}</div>
      {props.children}
    </footer>
  );
}
