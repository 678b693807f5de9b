import { IconCheck } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useTexts } from '../texts/use-texts.ts';
import type { Step } from './step.ts';
import './StepRail.css';

/** Where a wizard stands. Every step that was seen is one click away. */
export function StepRail(props: {
  readonly label: string;
  readonly title?: string;
  readonly hint?: string;
  readonly steps: readonly Step[];
}) {
  const say = useTexts('common');
  return (
    <nav className="rail" aria-label={props.label}>
      {props.title !== undefined && (
        <div className="rail-title">
          <span className="rail-name" title={props.title}>
            {props.title}
          </span>
          {props.hint !== undefined && <span className="rail-hint num">{props.hint}</span>}
        </div>
      )}
      <ol className="rail-steps">
        {props.steps.map((step, index) => {
          const content = (
            <>
              <span className="rail-mark num" aria-hidden>
                {step.state === 'done' ? <IconCheck size={14} stroke={2.5} /> : index + 1}
              </span>
              <span className="rail-label">{step.label}</span>
              {step.state === 'done' && <span className="hidden-words">{say('steps.done')}</span>}
            </>
          );
          return (
            <li key={step.key} className="rail-step" data-state={step.state}>
              {step.state === 'locked' ? (
                <span className="rail-link" aria-disabled="true">
                  {content}
                  <span className="hidden-words">{say('steps.locked')}</span>
                </span>
              ) : (
                <Link
                  href={step.href}
                  className="rail-link"
                  aria-current={step.state === 'current' ? 'step' : undefined}
                >
                  {content}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
