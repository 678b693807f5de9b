import { Modal } from '@mantine/core';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { PlanDialog } from '../open-plan/PlanDialog.tsx';
import { isPlanName } from '../open-plan/use-open-plan.ts';
import { PictureSheet } from '../pictures/PictureSheet.tsx';
import { OpeningState } from './OpeningState.tsx';
import { useOpenSheet } from './open-sheet.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { usePaste } from './use-paste.ts';
import './DropAnywhere.css';

/** A sheet may be dropped or pasted on any screen, where the screen does not want the file for itself. Where no drop zone stands, a dialog tells what becomes of it. */
export function DropAnywhere() {
  const say = useTexts('common');
  const format = useFormat();
  const { opening, hasZone, taker: taking, take, refuse, stop, plan } = useOpenSheet();
  // A plan waits for its sheet, whatever the screen behind it takes.
  const taker = plan.kind === 'none' ? taking : null;
  const plans = useTexts('plan');
  const isOver = useFileDrop((dropped) => {
    if (dropped.kind === 'file') (isPlanName(dropped.file.name) ? take : (taker?.take ?? take))(dropped.file);
    else refuse({ kind: 'fileIsFolder' });
  });
  usePaste((pasted) => {
    if (pasted.kind === 'file') take(pasted.file);
    else if (pasted.kind === 'sheet')
      take(fileOf(pasted.text, say('open.pasted', { when: format.shortMoment(Date.now()) })));
    else refuse({ kind: 'pasteNotATable' });
  });
  return (
    <>
      {isOver && (
        <div className="drop-anywhere" aria-hidden>
          <PictureSheet />
          <span className="drop-anywhere-title">
            {plan.kind === 'read' ? plans('release') : (taker?.label ?? say('open.release'))}
          </span>
        </div>
      )}
      <PlanDialog />
      {opening.kind !== 'idle' && !hasZone && plan.kind === 'none' && (
        <Modal opened onClose={stop} title={say('open.title')} closeButtonProps={{ 'aria-label': say('close') }}>
          <OpeningState opening={opening} />
        </Modal>
      )}
    </>
  );
}

/** With a mark, so that nobody has to guess its letters. */
const fileOf = (text: string, name: string): File => new File([`\uFEFF${text}`], name, { type: 'text/plain' });
