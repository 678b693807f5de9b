import type { RowState } from '#shared/recipient/row.ts';
import type { RowView } from '#shared/rpc/imports.ts';
import { useSentences } from '../../../texts/use-texts.ts';

const tones: Readonly<Partial<Record<RowState, 'good' | 'warn' | 'bad'>>> = {
  invalid: 'bad',
  duplicate: 'warn',
  optedOut: 'warn',
  excluded: 'warn',
  noWhatsapp: 'warn',
  checked: 'good',
  ready: 'good',
  failed: 'bad',
  held: 'warn',
  inDoubt: 'warn',
};

/** Where a row stands: a dot and a word. What the account said of a number, and how it got its contact, say more. */
export function RowSituation({ row }: { readonly row: Pick<RowView, 'state' | 'verdict' | 'origin'> }) {
  const { say } = useSentences();
  const { state, verdict, origin } = row;
  const isUnsure = state === 'checked' && verdict === 'unknown';
  const label =
    state === 'checked' && verdict !== null
      ? say(`state.verdict.${verdict}.label`)
      : state === 'ready' && origin !== null
        ? say(`state.origin.${origin}.label`)
        : say(`state.row.${state}.label`);
  return (
    <span className="row-state" data-tone={isUnsure ? 'warn' : tones[state]}>
      {label}
    </span>
  );
}
