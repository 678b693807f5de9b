/** Facts of an event: ids, counts, times. Never a number, a name, a text or a token (law 7). */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Events with ids, one line each: `delivery.sent {"deliveryId":77,"tookMs":104}`. Where they go is the host's business. */
export interface Log {
  readonly info: (event: string, facts?: LogFacts) => void;
  readonly warn: (event: string, facts?: LogFacts) => void;
  /** For what nobody expected: the error's name and stack without its message, which may hold anything. */
  readonly crash: (event: string, error: unknown) => void;
}
