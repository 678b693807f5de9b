/** Each account has one of these, wherever something is sent from it. Their looks are the window's. */
export const accountColors = ['blue', 'orange', 'green', 'violet', 'red', 'teal', 'pink', 'lime'] as const;
export type AccountColor = (typeof accountColors)[number];

/** For a further account: the first that none has, else the one that the fewest have. */
export function nextColor(taken: readonly AccountColor[]): AccountColor {
  const uses = (color: AccountColor) => taken.filter((one) => one === color).length;
  return accountColors.reduce((best, color) => (uses(color) < uses(best) ? color : best), accountColors[0]);
}
