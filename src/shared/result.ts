/** The outcome of something that may fail in an expected way. Expected problems are values; the unexpected throws. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** The end of a switch over a union: does not compile while a case is missing, throws on what the types ruled out. */
export const unreachable = (x: never): never => {
  throw new Error(`unreachable case: ${JSON.stringify(x)}`);
};
