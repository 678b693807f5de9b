/** Places that may send somebody here and want them back: steps of an import or a campaign. */
const place = /^\/(importar|campanha)\/[\w/]+$/;

/** Where to go back to after connecting, as asked in the address: `?volta=/importar/3/criar`. Null: nowhere special. */
export function returnPlace(search: string): string | null {
  const wanted = new URLSearchParams(search).get('volta');
  return wanted !== null && place.test(wanted) ? wanted : null;
}
