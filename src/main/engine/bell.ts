/** Wakes one who waits: what rings while nobody listens is not kept. */
export function createBell() {
  let ring: () => void = () => undefined;
  return {
    ring: (): void => ring(),
    /** Resolves when it rings next. Ask before you look, so that nothing is missed in between. */
    next: (): Promise<void> =>
      new Promise((resolve) => {
        ring = resolve;
      }),
  };
}
