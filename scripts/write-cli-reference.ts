// Writes docs/cli-reference.md, which tells of every command and option: `npm run cli-reference`.
import { writeFileSync } from 'node:fs';
import { cliReference } from '../test/support/cli-reference.ts';

writeFileSync(new URL('../docs/cli-reference.md', import.meta.url), cliReference());
