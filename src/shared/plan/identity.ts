import type { Plan } from './schema.ts';

/**
 * How a plan is known again. `key`: of what it says and of the bytes of its files, SHA-256, hex. `seed`: as the plan says it, else of
 * the plan and its sheet, so that the same two choose the same texts; null where the sheet's bytes could not be read.
 */
export function identityOf(
  plan: Plan,
  files: {
    /** SHA-256 of their bytes, hex. */
    readonly sheetHash: string | null;
    readonly attachmentHash: string | null;
    /** Of `text-file`. */
    readonly words: string | null;
  },
  sha256: (text: string) => string,
): { readonly key: string; readonly seed: number | null } {
  const { sheetHash, attachmentHash, words } = files;
  const said = JSON.stringify(plan);
  const drawn = sheetHash === null ? null : Number.parseInt(sha256(`${said}\0${sheetHash}`).slice(0, 7), 16);
  return {
    key: sha256([said, sheetHash, words, attachmentHash].map((part) => part ?? '').join('\0')),
    seed: plan.campaign?.seed ?? drawn,
  };
}
