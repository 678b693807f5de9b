// Writes resources/plan.schema.json, which editors of code complete and check plan files by: `npm run plan-schema`.
import { writeFileSync } from 'node:fs';
import { planJsonSchema } from '../src/shared/plan/json-schema.ts';

const schema = `${JSON.stringify(planJsonSchema(), null, 2)}\n`;
writeFileSync(new URL('../resources/plan.schema.json', import.meta.url), schema);
