import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { PictureColumns } from '../pictures/PictureColumns.tsx';
import { PictureDone } from '../pictures/PictureDone.tsx';
import { PictureNoRows } from '../pictures/PictureNoRows.tsx';
import { PicturePractice } from '../pictures/PicturePractice.tsx';
import { PictureSheet } from '../pictures/PictureSheet.tsx';
import './Tour.css';

const stops = ['sheet', 'columns', 'review', 'create', 'campaign'] as const;

const pictures: Readonly<Record<(typeof stops)[number], ReactNode>> = {
  sheet: <PictureSheet />,
  columns: <PictureColumns />,
  review: <PictureNoRows />,
  create: <PictureDone />,
  campaign: <PicturePractice />,
};

/** What Malote does, in five pictures and a minute. */
export function Tour(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** At its end one may try it at once. */
  readonly onPractice?: () => void;
}) {
  const say = useTexts('home');
  const close = useTexts('common')('close');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('tour.title')}
      size={520}
      closeButtonProps={{ 'aria-label': close }}
    >
      <Stops onClose={props.onClose} onPractice={props.onPractice} />
    </Modal>
  );
}

function Stops(props: { readonly onClose: () => void; readonly onPractice: (() => void) | undefined }) {
  const say = useTexts('home');
  const [at, setAt] = useState(0);
  const stop = stops[at] ?? 'sheet';
  const isLast = at === stops.length - 1;
  return (
    <div className="tour">
      <div className="tour-picture">{pictures[stop]}</div>
      <div className="tour-words" aria-live="polite">
        <p className="tour-step num">{say('tour.step', { step: at + 1, total: stops.length })}</p>
        <p className="tour-title">{say(`tour.${stop}.title`)}</p>
        <p className="tour-text">{say(`tour.${stop}.text`)}</p>
      </div>
      <div className="tour-foot">
        <div className="tour-dots" aria-hidden>
          {stops.map((name, index) => (
            <span key={name} className="tour-dot" data-here={index === at || undefined} />
          ))}
        </div>
        {at > 0 && (
          <Button variant="default" onClick={() => setAt(at - 1)}>
            {say('tour.back')}
          </Button>
        )}
        {!isLast && (
          <Button data-autofocus onClick={() => setAt(at + 1)}>
            {say('tour.next')}
          </Button>
        )}
        {isLast && props.onPractice && <Button onClick={props.onPractice}>{say('tour.practice')}</Button>}
        {isLast && !props.onPractice && <Button onClick={props.onClose}>{say('tour.end')}</Button>}
      </div>
    </div>
  );
}
