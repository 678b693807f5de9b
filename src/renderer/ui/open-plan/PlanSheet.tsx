import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { OpenedPlan } from '#shared/rpc/plans.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { useOpenSheet } from '../open-sheet/open-sheet.tsx';
import { fileNameIn } from './file-name.ts';

/** Asks for the sheet by its name; where it stands beside the plan, it only has to be agreed to. */
export function PlanSheet({ opened }: { readonly opened: OpenedPlan }) {
  const say = useTexts('plan');
  const { choose, takePath, forgetPlan } = useOpenSheet();
  const { plan, sheet } = opened;
  const main = useRef<HTMLButtonElement>(null);
  // The dialog was there before the plan was read: what it is about comes later than its own focus.
  useEffect(() => main.current?.focus(), []);
  const name = fileNameIn(plan.import.file);
  return (
    <>
      <div className="open-plan-sheet">
        <p className="open-plan-sheet-title">{say(sheet === null ? 'sheet.drop' : 'sheet.found', { name })}</p>
        <p className="open-plan-text">{say(sheet === null ? 'sheet.any' : 'sheet.orAnother')}</p>
      </div>
      <p className="open-plan-text">{say('promise')}</p>
      <div className="open-plan-end">
        <Button variant="default" onClick={forgetPlan}>
          {say('cancel')}
        </Button>
        {sheet !== null && (
          <Button variant="default" onClick={choose}>
            {say('sheet.another')}
          </Button>
        )}
        <Button ref={main} onClick={sheet === null ? choose : () => takePath(sheet)}>
          {say(sheet === null ? 'sheet.choose' : 'sheet.use')}
        </Button>
      </div>
    </>
  );
}
