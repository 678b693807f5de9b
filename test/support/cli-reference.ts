import { commands } from '#main/hosts/cli/commands.ts';
import { commandHelp, overallHelp } from '#main/hosts/cli/help.ts';
import { createTranslator } from '#shared/sentences/translate.ts';

/** docs/cli-reference.md: what every command of the command line says of itself, in English. */
export function cliReference(): string {
  const translate = createTranslator('en');
  const block = (lines: readonly string[]) => ['```', ...lines.map((line) => line.trimEnd()), '```', ''];
  return [
    '# Every command and its options',
    '',
    'Written by `npm run cli-reference` from what `malote --help` and `malote COMMAND --help` say; a test compares it.',
    '[cli.md](cli.md) has examples, and what takes more than a line.',
    '',
    ...block(overallHelp(translate, commands)),
    ...commands.flatMap((command) => [`## ${command.verb}`, '', ...block(commandHelp(translate, command))]),
  ]
    .join('\n')
    .replace(/\n+$/, '\n');
}
