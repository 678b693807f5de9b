import { z } from 'zod';
import { createTranslator } from '../sentences/translate.ts';
import { aboutOf, examples, planSchema } from './schema.ts';

/** The schema of plan files for editors of code, as JSON Schema (draft 2020-12), made of the one that reads them. */
export function planJsonSchema(): Readonly<Record<string, unknown>> {
  const translate = createTranslator('pt-BR');
  const schema = z.toJSONSchema(planSchema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      const name = path.at(-2) === 'properties' ? path.at(-1) : undefined;
      if (typeof name !== 'string') return;
      const about = aboutOf(name);
      const example = examples[name];
      const words = [about === null ? '' : translate(about), example === undefined ? '' : `Ex.: ${example}`];
      const description = words.filter((text) => text !== '').join('. ');
      if (description !== '') jsonSchema.description = description;
    },
  });
  return { ...schema, title: 'Plano do Malote' };
}
