import type { PageCell, ReportPage } from './page.ts';

/** The page as lines of a sheet: everything that is drawn, as numbers. */
export function sheetOf(page: ReportPage): readonly (readonly PageCell[])[] {
  const { funnel, hours, tables } = page;
  return [
    [page.title],
    ...page.facts.map(({ label, value }) => [label, value]),
    ...(page.warning === null ? [] : [[page.warning]]),
    [],
    [funnel.title],
    ...funnel.steps.map(({ label, count, hint }) => [label, count, hint]),
    [funnel.note],
    ...(hours === null
      ? []
      : [[], [hours.title], hours.columns, ...hours.bars.map(({ hour, sent, read }) => [hour, sent, read])]),
    ...tables.flatMap(({ title, note, columns, rows }) => [
      [],
      [title],
      ...(note === null ? [] : [[note]]),
      columns,
      ...rows,
    ]),
    [],
    [page.foot],
  ];
}
