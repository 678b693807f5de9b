import { traits } from './people.ts';
import { duplicateKinds, phoneKinds } from './phones.ts';

/** The page beside the samples. It is made together with them, so its counts are theirs. */
export function writeReadme(): string {
  const kinds = [...phoneKinds, ...duplicateKinds].map(
    ({ kind, count, example, outcome }) => `| ${kind} | ${count} | ${example} | ${outcome} |`,
  );
  const oddities = traits.map(({ trait, count, meaning }) => `| ${trait} | ${count} | ${meaning} |`);
  return `# Sample sheets

Invented people with invented numbers, made by \`node scripts/make-samples.ts\` from a seed: the same bytes each time. A
number may be somebody's all the same, so these sheets are for the practice account and for tests; never send to them
from a real one. All e-mail addresses are under example.com.

- \`clientes.csv\`: 40 people, nothing odd. UTF-8 with BOM, semicolons.
- \`clientes-baguncada.csv\`: 2,000 rows as a shop's sheet grows over ten years, saved as CSV by Excel in Brazil:
  Windows-1252, semicolons, CRLF, and at the end two lines of semicolons only and two empty ones.
- \`clientes-baguncada.xlsx\`: the same people as a workbook: dates and amounts are cells of their kind, and numbers are
  numeric cells where Excel would store them so. What the CSV lost to exponents is whole here.

## The numbers of the messy sheet

| kind | rows | looks like | an import makes of it |
| --- | ---: | --- | --- |
${kinds.join('\n')}

## What else is odd

Names, cities and tags vary besides: cities in capitals, in small letters or with a space behind; none to three tags in a
cell; birthdays as 05/03/1988 or 5/3/88; amounts as 1.234,56 or R$ 1.234,56. No row has two of these:

| oddity | rows | what it is |
| --- | ---: | --- |
${oddities.join('\n')}
`;
}
