/** The time zones of Brazil by the places that people know them by. */
const zones = new Map([
  ['America/Sao_Paulo', 'Brasília, São Paulo'],
  ['America/Bahia', 'Salvador'],
  ['America/Fortaleza', 'Fortaleza'],
  ['America/Belem', 'Belém'],
  ['America/Cuiaba', 'Cuiabá'],
  ['America/Manaus', 'Manaus'],
  ['America/Rio_Branco', 'Rio Branco'],
  ['America/Noronha', 'Fernando de Noronha'],
]);

export const zonesOfBrazil: readonly string[] = [...zones.keys()];

/** By what people know a time zone: 'Brasília, São Paulo'. A campaign may have been given one that is not of Brazil. */
export const placeOf = (zone: string): string =>
  zones.get(zone) ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
