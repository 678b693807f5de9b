// Writes docs/coverage.md, which tells where each request of the public collection is used: `npm run coverage`.
import { writeFileSync } from 'node:fs';
import { coverage } from '../test/support/collection/coverage.ts';

writeFileSync(new URL('../docs/coverage.md', import.meta.url), coverage());
