import type { Translate } from '#shared/sentences/translate.ts';
import { commonOptions, type OptionSpecs } from './args.ts';
import type { Command } from './command.ts';

/** All commands, and what each of them takes. */
export function overallHelp(translate: Translate, commands: readonly Command[]): readonly string[] {
  return [
    translate('cli.usageHeader'),
    '',
    ...columns(commands.map(({ usage, about }) => [usage.replace(/^malote /, ''), translate(about)])),
    '',
    translate('cli.help.common'),
    ...optionLines(translate, commonOptions),
    '',
    translate('cli.help.environment'),
    ...columns([
      ['MALOTE_URL, MALOTE_TOKEN', translate('cli.help.account')],
      ['MALOTE_HOME', translate('cli.help.home')],
    ]),
    '',
    translate('cli.help.more'),
  ];
}

export function commandHelp(translate: Translate, command: Command): readonly string[] {
  const own = optionLines(translate, command.options);
  return [
    `${command.usage}${own.length > 0 ? ` ${translate('cli.help.options')}` : ''}`,
    '',
    translate(command.about),
    '',
    ...(own.length > 0 ? [...own, ''] : []),
    translate('cli.help.common'),
    ...optionLines(translate, commonOptions),
  ];
}

const optionLines = (translate: Translate, options: OptionSpecs): readonly string[] =>
  columns(
    Object.entries(options).map(([name, { value, short, about }]) => [
      `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
      translate(about),
    ]),
  );

const widest = 34;

function columns(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  return rows.flatMap(([left, right]) =>
    left.length > widest ? [`  ${left}`, `  ${''.padEnd(widest)}  ${right}`] : [`  ${left.padEnd(widest)}  ${right}`],
  );
}
