import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planJsonSchema } from '#shared/plan/json-schema.ts';

const file = new URL('../../../resources/plan.schema.json', import.meta.url);

describe('the schema of plan files', () => {
  it('that is published is the one that reads them: `npm run plan-schema`', () => {
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
  });

  it('refuses unknown names, and says what each is for in the words of the command line', () => {
    expect(planJsonSchema()).toMatchObject({
      required: ['import'],
      additionalProperties: false,
      properties: {
        import: { required: ['file'], additionalProperties: false },
        campaign: {
          additionalProperties: false,
          properties: {
            rate: { description: expect.stringMatching(/^Ritmo, como 30\/min.*Ex\.: 30\/min, 300\/h$/) },
            'in-doubt': { enum: ['settle', 'hold'] },
          },
        },
      },
    });
  });
});
