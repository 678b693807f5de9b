import { useEffect } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { PictureSheet } from '../pictures/PictureSheet.tsx';
import { KeysLabel } from '../ShortcutsHelp.tsx';
import { OpeningState } from './OpeningState.tsx';
import { useOpenSheet } from './open-sheet.tsx';
import './DropZone.css';

/** The place where a sheet is dropped, which is a button as well; and where it is told what became of it. */
export function DropZone(props: { readonly isLow?: boolean }) {
  const say = useTexts('common');
  const { opening, choose, registerZone } = useOpenSheet();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, while it stands
  useEffect(() => registerZone(), []);
  if (opening.kind !== 'idle') {
    return (
      <div className="drop-zone" data-busy>
        <OpeningState opening={opening} />
      </div>
    );
  }
  return (
    <button type="button" className="drop-zone" data-low={props.isLow || undefined} onClick={choose}>
      <PictureSheet />
      <span className="drop-zone-words">
        <span className="drop-zone-title">{say('open.drop')}</span>
        <span className="drop-zone-text">{say('open.dropText')}</span>
        <span className="drop-zone-keys">
          <span className="drop-zone-choose">{say('open.choose')}</span>
          <KeysLabel keys="mod+O" />
        </span>
      </span>
    </button>
  );
}
