import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '#main/hosts/cli/commands.ts';
import { cliReference } from '../../../support/cli-reference.ts';

/** Words of a line as a shell has them; `null` for what is no command to type as it stands (`[FILE]`, `run N · pause N`). */
function wordsOf(line: string): readonly string[] | null {
  const typed = line.replace(/\s+#.*$/, '').replace(/ < \S+$/, '');
  const words = [...typed.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));
  const isPattern = words.some((word) => /^[[·]/.test(word) || /[a-z]\|[a-z]/.test(word));
  return isPattern || words.some((word) => /^\p{Lu}+$/u.test(word) && word.length === 1) ? null : words;
}

/** Examples of docs/cli.md, one line each. */
const examples = readFileSync('docs/cli.md', 'utf8')
  .replace(/ \\\n\s+/g, ' ')
  .split('\n')
  .filter((line) => /^ {4}malote /.test(line))
  .flatMap((line) => {
    const words = wordsOf(line.trim());
    return words === null ? [] : [[line.trim(), words] as const];
  });

describe('the pages about the command line', () => {
  it('tell of every command and option as the program does: `npm run cli-reference`', () => {
    expect(readFileSync('docs/cli-reference.md', 'utf8')).toBe(cliReference());
  });

  it('have enough examples to be worth a look', () => {
    expect(examples.length).toBeGreaterThan(35);
  });

  it.each(examples)('%s is understood', (_line, [, verb, ...argv]) => {
    const command = commands.find((one) => one.verb === verb);
    expect(command).toBeDefined();
    expect(() => command?.read(argv)).not.toThrow();
  });
});
