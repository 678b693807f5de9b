/**
 * The time zone of each Brazilian area code that is not on the clocks of São Paulo, by IANA name. Source: Anatel's area
 * codes by state, and the tz database's zones for those states. Two corners cannot be told by their code: the far west of
 * Amazonas (part of 97, an hour behind Manaus) and Fernando de Noronha (81, an hour ahead of Recife).
 */
const zonesByArea: Readonly<Record<string, string>> = {
  ...byArea('America/Rio_Branco', 68),
  ...byArea('America/Porto_Velho', 69),
  ...byArea('America/Manaus', 92, 97),
  ...byArea('America/Boa_Vista', 95),
  ...byArea('America/Cuiaba', 65, 66),
  ...byArea('America/Campo_Grande', 67),
  ...byArea('America/Belem', 91, 93, 94, 96),
  ...byArea('America/Araguaina', 63),
  ...byArea('America/Fortaleza', 83, 84, 85, 86, 88, 89, 98, 99),
  ...byArea('America/Recife', 81, 87),
  ...byArea('America/Maceio', 79, 82),
  ...byArea('America/Bahia', 71, 73, 74, 75, 77),
};

function byArea(zone: string, ...areas: readonly number[]): Record<string, string> {
  return Object.fromEntries(areas.map((area) => [String(area), zone]));
}

const saoPaulo = 'America/Sao_Paulo';

/** Every time zone that a Brazilian number may be in. */
export const brazilianZones: readonly string[] = [...new Set([saoPaulo, ...Object.values(zonesByArea)])];

/** Where the owner of a number most likely is, from its E.164 digits; null outside of Brazil. */
export function timeZoneOf(digits: string): string | null {
  if (!/^55[1-9]\d{9,10}$/.test(digits)) return null;
  return zonesByArea[digits.slice(2, 4)] ?? saoPaulo;
}
