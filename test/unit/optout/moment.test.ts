import { describe, expect, it } from 'vitest';
import { momentOf } from '#shared/optout/moment.ts';

describe('when somebody on a list said no', () => {
  it.each([
    [['Telefone', 'Data'], ['11987650001', '03/11/2026'], '2026-11-03'],
    [['Telefone', 'Data do opt-out'], ['11987650001', '2026-11-03'], '2026-11-03'],
    [['Número', 'Opted out on'], ['1', '3/11/26'], null],
    [['Nº', 'DATE'], ['1', '03.11.2026 14:20'], '2026-11-03'],
    [['Telefone', 'Nascimento'], ['1', '03/11/1980'], null],
    [['Telefone', 'Data'], ['1', 'ontem'], null],
    [['Telefone', 'Data', 'Data da baixa'], ['1', '', '03/11/2026'], '2026-11-03'],
    [['Telefone'], ['1', '03/11/2026'], null],
  ])('%j of %j is %s', (header, cells, day) => {
    expect(momentOf(header, cells)).toBe(day === null ? null : Date.parse(`${day}T12:00Z`));
  });
});
