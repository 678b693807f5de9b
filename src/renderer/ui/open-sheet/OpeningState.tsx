import { Button, Loader, Progress } from '@mantine/core';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../ErrorText.tsx';
import { Notice } from '../Notice.tsx';
import { ProblemText } from '../ProblemText.tsx';
import { type Opening, useOpenSheet } from './open-sheet.tsx';
import './OpeningState.css';

/** What became of the sheet that was dropped or chosen: on its way, or why not. */
export function OpeningState(props: { readonly opening: Exclude<Opening, { kind: 'idle' }> }) {
  const say = useTexts('common');
  const format = useFormat();
  const { choose, stop } = useOpenSheet();
  const { opening } = props;
  if (opening.kind === 'failed') {
    const { why } = opening;
    return (
      <div className="opening">
        <p className="opening-name">{opening.fileName}</p>
        {why instanceof Error ? (
          <ErrorText error={why} />
        ) : why.kind === 'problem' ? (
          <ProblemText problem={why.problem} />
        ) : why.kind === 'tooLarge' ? (
          <Notice tone="bad">{say('open.tooLarge', { most: format.bytes(why.mostBytes) })}</Notice>
        ) : (
          <Notice tone="bad">{say('open.interrupted')}</Notice>
        )}
        <div className="opening-actions">
          <Button variant="default" onClick={stop}>
            {say('close')}
          </Button>
          <Button onClick={choose}>{say('open.another')}</Button>
        </div>
      </div>
    );
  }
  const isCopying = opening.kind === 'copying' && opening.share < 1;
  return (
    <div className="opening" role="status">
      <p className="opening-name">
        <Loader size={16} aria-hidden />
        {opening.fileName}
      </p>
      <p className="opening-text">
        {isCopying ? say('open.copying', { share: format.percent(opening.share) }) : say('open.reading')}
      </p>
      {isCopying && <Progress value={opening.share * 100} aria-label={say('open.copyingLabel')} />}
      <div className="opening-actions">
        <Button variant="default" onClick={stop}>
          {say('open.stop')}
        </Button>
      </div>
    </div>
  );
}
