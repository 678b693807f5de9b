/** Places that may send somebody to connect an account and want them back: steps of an import or a campaign. */
const place = /^(importar|campanha)\/[\w/]+$|^(publicos|ferramentas)$/;

/** `importar/3/criar`, the rest of an address, as the place to go back to. Null: nowhere special. */
export const returnPlace = (rest: string | undefined): string | null =>
  rest !== undefined && place.test(rest) ? `/${rest}` : null;
