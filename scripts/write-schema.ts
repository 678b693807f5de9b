// Writes src/main/store/schema.sql from the migrations: `npm run schema` after a new one.
import { writeFileSync } from 'node:fs';
import { dumpSchema } from '../test/support/schema.ts';
import { openMemoryStore } from '../test/support/store.ts';

writeFileSync(new URL('../src/main/store/schema.sql', import.meta.url), dumpSchema(openMemoryStore().db));
