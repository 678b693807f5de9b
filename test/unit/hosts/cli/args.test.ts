import { describe, expect, it } from 'vitest';
import { type OptionSpecs, readArguments, splitVerb } from '#main/hosts/cli/args.ts';
import { UsageError } from '#main/hosts/cli/faults.ts';

const spec = {
  usage: 'malote try FILE',
  positionals: [1, 1] as const,
  options: {
    text: { type: 'string', about: 'cli.option.text' },
    tag: { type: 'string', multiple: true, about: 'cli.option.tag' },
    watch: { type: 'boolean', about: 'cli.option.watch' },
  } as const satisfies OptionSpecs,
};

const read = (...argv: readonly string[]) => readArguments(argv, spec);

function usageErrorOf(...argv: readonly string[]): Pick<UsageError, 'key' | 'facts'> {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof UsageError) return { key: error.key, facts: error.facts };
    throw error;
  }
  throw new Error('it was understood');
}

describe('the arguments of a command', () => {
  it('are its own options, the common ones and what stands between, in any order', () => {
    const { own, common } = read(
      '--json',
      'a.csv',
      '--tag',
      'VIP',
      '--account=Loja',
      '--tag=Natal',
      '--watch',
      '--yes',
    );

    expect(own.positionals).toEqual(['a.csv']);
    expect({ ...own.values }).toEqual({ tag: ['VIP', 'Natal'], watch: true });
    expect(common).toEqual({
      account: 'Loja',
      dataDir: null,
      json: true,
      yes: true,
      quiet: false,
      verbose: false,
    });
  });

  it('take a text that begins with a dash where it is bound to its option, and a file behind --', () => {
    expect(read('a.csv', '--text=--oi').own.values.text).toBe('--oi');
    expect(read('--watch', '--', '--a.csv').own.positionals).toEqual(['--a.csv']);
  });

  it.each([
    [['a.csv', '--foo'], 'cli.usage.unknownOption', { option: '--foo' }],
    [['a.csv', '--foo=secret'], 'cli.usage.unknownOption', { option: '--foo' }],
    [['a.csv', '-x'], 'cli.usage.unknownOption', { option: '-x' }],
    [['a.csv', '--constructor'], 'cli.usage.unknownOption', { option: '--constructor' }],
    [['a.csv', '--text'], 'cli.usage.valueMissing', { option: '--text' }],
    [['a.csv', '--text', ''], 'cli.usage.valueMissing', { option: '--text' }],
    [['a.csv', '--text', '--watch'], 'cli.usage.valueMissing', { option: '--text' }],
    [['a.csv', '--watch=yes'], 'cli.usage.noValue', { option: '--watch' }],
    [[], 'cli.usage.tooFew', { usage: 'malote try FILE' }],
    [['a.csv', '5511987654321'], 'cli.usage.tooMany', { usage: 'malote try FILE' }],
  ] as const)('%j are a wrong use, told without what may be a secret', (argv, key, facts) => {
    expect(usageErrorOf(...argv)).toEqual({ key, facts });
  });
});

describe('the verb', () => {
  it.each([
    [['jobs', '--json'], 'jobs', ['--json']],
    [['--json', 'jobs'], 'jobs', ['--json']],
    [['--account', 'jobs', 'show', 'i1'], 'show', ['--account', 'jobs', 'i1']],
    [['--data-dir=x', 'show', 'i1'], 'show', ['--data-dir=x', 'i1']],
    [['--json'], null, ['--json']],
  ] as const)('of %j is %s', (argv, verb, rest) => {
    expect(splitVerb(argv)).toEqual({ verb, rest });
  });
});
