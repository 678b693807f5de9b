import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import { type Language, languages } from '#shared/sentences/languages.ts';
import type { SentenceKey } from '#shared/sentences/sentences.ts';
import { UsageError } from './faults.ts';

/** An option as it is parsed and as the help tells of it. */
export interface OptionSpec extends ParseArgsOptionDescriptor {
  /** What stands behind it: `NAME`. None for a switch. */
  readonly value?: string;
  readonly about: SentenceKey;
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What every command takes. */
export const commonOptions = {
  account: { type: 'string', value: 'NAME', about: 'cli.option.account' },
  'data-dir': { type: 'string', value: 'DIR', about: 'cli.option.dataDir' },
  json: { type: 'boolean', about: 'cli.option.json' },
  yes: { type: 'boolean', about: 'cli.option.yes' },
  quiet: { type: 'boolean', about: 'cli.option.quiet' },
  verbose: { type: 'boolean', about: 'cli.option.verbose' },
  lang: { type: 'string', value: 'LANG', about: 'cli.option.lang' },
  help: { type: 'boolean', short: 'h', about: 'cli.option.help' },
} as const satisfies OptionSpecs;

export interface CommonOptions {
  readonly account: string | null;
  readonly dataDir: string | null;
  readonly json: boolean;
  readonly yes: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

type Parsed<O extends OptionSpecs> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; strict: true; allowPositionals: true }>
>;

export interface Arguments<O extends OptionSpecs> {
  readonly values: Parsed<O>['values'];
  readonly positionals: readonly string[];
}

/** The command's name, wherever common options stand before it, and all the rest in its order. */
export function splitVerb(argv: readonly string[]): { readonly verb: string | null; readonly rest: readonly string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: commonOptions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = tokens.find((token) => token.kind === 'positional');
  if (first === undefined) return { verb: null, rest: argv };
  return { verb: first.value, rest: argv.filter((_, index) => index !== first.index) };
}

/**
 * What a command was given. Whatever it does not know, lacks or has too much of is a UsageError that quotes names of
 * options and never what stands behind them: it may be a token or a number (law 7).
 */
export function readArguments<const O extends OptionSpecs>(
  argv: readonly string[],
  spec: { readonly options: O; readonly positionals: readonly [least: number, most: number]; readonly usage: string },
): { readonly own: Arguments<O>; readonly common: CommonOptions } {
  const args = [...argv];
  const all: OptionSpecs = { ...commonOptions, ...spec.options };
  const isOwn = (name: string) => Object.hasOwn(spec.options, name);
  const { tokens } = parseArgs({ args, options: all, strict: false, allowPositionals: true, tokens: true });
  const own: string[] = [];
  const positionals: string[] = [];
  const given = new Map<string, string | true>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const wanted = Object.hasOwn(all, token.name) ? all[token.name] : undefined;
    const option = token.rawName;
    if (wanted === undefined) throw new UsageError('cli.usage.unknownOption', { option });
    if (wanted.type === 'boolean' && token.value !== undefined) throw new UsageError('cli.usage.noValue', { option });
    const isMissing = token.value === undefined || token.value === '' || looksLikeOption(token);
    if (wanted.type === 'string' && isMissing) throw new UsageError('cli.usage.valueMissing', { option });
    if (isOwn(token.name)) own.push(token.value === undefined ? option : `--${token.name}=${token.value}`);
    else given.set(token.name, token.value ?? true);
  }
  const [least, most] = spec.positionals;
  if (positionals.length < least) throw new UsageError('cli.usage.tooFew', { usage: spec.usage });
  if (positionals.length > most) throw new UsageError('cli.usage.tooMany', { usage: spec.usage });
  return {
    own: parseArgs({
      args: [...own, '--', ...positionals],
      options: spec.options,
      strict: true,
      allowPositionals: true,
    }),
    common: {
      account: textOf(given.get('account')),
      dataDir: textOf(given.get('data-dir')),
      json: given.has('json'),
      yes: given.has('yes'),
      quiet: given.has('quiet'),
      verbose: given.has('verbose'),
    },
  };
}

const textOf = (value: string | true | undefined): string | null => (typeof value === 'string' ? value : null);

/** `--text --rate`: a text that really begins with a dash is written `--text=-…`. */
const looksLikeOption = (token: {
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}): boolean =>
  token.inlineValue !== true && token.value !== undefined && token.value.length > 1 && token.value.startsWith('-');

/** Looked at before everything else, so that even a wrong use is told in the user's language. Null where not given. */
export function languageAsked(argv: readonly string[]): Language | 'unknown' | null {
  const { values } = parseArgs({
    args: [...argv],
    options: { lang: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  if (typeof values.lang !== 'string') return null;
  const asked = values.lang.toLowerCase();
  return languages.find((language) => language.toLowerCase() === asked) ?? 'unknown';
}

/** Asked for help or for the version; these need nothing else to be right. */
export const asksFor = (argv: readonly string[], name: 'help' | 'version'): boolean => {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  return options.includes(`--${name}`) || (name === 'help' && options.includes('-h'));
};
