import type { Clock } from '#shared/clock.ts';
import { inSlices } from '../slice.ts';

/** Rows looked through at once: some 2 ms. */
const rowsAtOnce = 2_000;

/** Goes through the numbers of all rows of a sheet, piece by piece. False when it was told to stop. */
export function walkRows(
  deps: { readonly clock: Clock },
  options: {
    readonly rowTotal: number;
    readonly signal: AbortSignal;
    /** Both ends are among them. */
    readonly visit: (rows: { readonly from: number; readonly to: number }) => void;
  },
): Promise<boolean> {
  let doneTo = 0;
  return inSlices(deps, {
    signal: options.signal,
    step: () => {
      if (doneTo >= options.rowTotal) return 'done';
      const to = Math.min(options.rowTotal, doneTo + rowsAtOnce);
      options.visit({ from: doneTo + 1, to });
      doneTo = to;
      return 'more';
    },
  });
}
