import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';
import type { StepProps } from '../step-props.ts';
import { Creating } from './Creating.tsx';
import { Planning } from './Planning.tsx';
import { Result } from './Result.tsx';

/** The creation: what will happen, then what happens, then what has happened. */
export function CreateStep(props: StepProps) {
  const say = useTexts('import');
  const { source, job } = props;
  if (job.status === 'cancelled') return <Result {...props} notice={<Notice tone="warn">{say('cancelled')}</Notice>} />;
  if (source.phase === 'done') return <Result {...props} />;
  if (source.phase === 'create') return <Creating {...props} />;
  return <Planning {...props} />;
}
