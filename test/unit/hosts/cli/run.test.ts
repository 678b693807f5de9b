import { describe, expect, it } from 'vitest';
import { commands } from '#main/hosts/cli/commands.ts';
import type { Problem } from '#shared/problem.ts';
import { languages } from '#shared/sentences/languages.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine, withNouns } from './fake-engine.ts';

/** Each command with arguments that it takes. */
const rightUses: Readonly<Record<string, readonly string[]>> = {
  demo: [],
  login: ['--url', 'loja.digisac.me', '--token-stdin'],
  accounts: [],
  inspect: ['a.csv'],
  import: ['a.csv', '--yes'],
  send: ['i1', '--text', 'Oi'],
  resume: ['--all'],
  pause: ['i1'],
  cancel: ['i1'],
  retry: ['c1'],
  jobs: [],
  show: ['i1'],
  rows: ['i1'],
  report: ['i1'],
  optout: ['list'],
  serve: [],
  doctor: [],
};

describe('malote', () => {
  it('without a command says what to do, in one sentence, and ends with 2', async () => {
    const { run, err, out } = aDesk();

    expect(await run()).toBe(2);
    expect(err()).toBe('Diga o que fazer, como em: malote demo.\nVeja como usar: malote --help\n');
    expect(out()).toBe('');
  });

  it('names a command that it does not know, unless that may be a token', async () => {
    const first = aDesk();
    expect(await first.run('envia')).toBe(2);
    expect(first.err()).toContain('“envia”');

    const second = aDesk();
    expect(await second.run('7oY9DDNV0q3X3JT5o6p9IQqIr0Qy1Bei')).toBe(2);
    expect(second.err()).not.toContain('7oY9');
  });

  it('tells its version', async () => {
    const { run, out } = aDesk();

    expect(await run('--version')).toBe(0);
    expect(out()).toBe('malote 1.2.3\n');
  });

  it.each(languages)('helps in %s: all commands, and each of them with its options', async (language) => {
    const overall = aDesk();
    expect(await overall.run('--help', '--lang', language)).toBe(0);
    for (const { verb } of commands) expect(overall.out()).toContain(`\n  ${verb}`);

    for (const command of commands) {
      const { run, out, told } = aDesk();
      expect(await run(command.verb, '--help', '--lang', language)).toBe(0);
      for (const option of Object.keys(command.options)) expect(out(), command.verb).toContain(`--${option}`);
      expect(out(), command.verb).toContain('--json');
      expect(out(), command.verb).not.toMatch(/cli\.|\{\{/);
      expect(told).toEqual([]);
    }
  });

  it('speaks the language asked for, else the one of the system, and says so where there is no such language', async () => {
    const spanish = aDesk();
    await spanish.run('jobs', '--lang', 'es');
    expect(spanish.out()).toContain('Todavía no hay');

    const english = aDesk({ env: { LANG: 'en_US.UTF-8' } });
    await english.run('jobs');
    expect(english.out()).toContain('No import or campaign yet');

    const klingon = aDesk();
    expect(await klingon.run('jobs', '--lang', 'tlh')).toBe(2);
    expect(klingon.err()).toContain('pt-BR, en');
  });

  it.each(Object.entries(rightUses))(
    '%s knows none but its options, and takes what it is given',
    async (verb, argv) => {
      const wrong = aDesk();
      expect(await wrong.run(verb, ...argv, '--no-such-option')).toBe(2);
      expect(wrong.err()).toBe(
        `A opção --no-such-option não existe neste comando. Confira o nome dela.\nVeja como usar: malote ${verb} --help\n`,
      );
      expect(wrong.told).toEqual([]);

      const right = aDesk({ input: 'token' });
      await right.run(verb, ...argv);
      expect(right.err()).not.toContain('--help');
    },
  );

  it.each([
    ['login', [], '--url'],
    ['inspect', [], 'malote inspect FILE'],
    ['import', ['a.csv', 'b.csv'], 'malote import FILE'],
    ['import', ['a.csv', '--existing', 'replace', '--yes'], '“replace”'],
    ['import', ['a.csv', '--default-area', '1', '--yes'], '--default-area'],
    ['import', ['a.csv', '--country', 'Brasil', '--yes'], '--country'],
    ['import', ['a.csv', '--delimiter', ':', '--yes'], '--delimiter'],
    ['import', ['a.csv'], '--yes'],
    ['send', ['i1'], '--text'],
    ['send', ['i1', '--text', 'Oi', '--text-file', 'f.txt'], '--text-file'],
    ['send', ['c1', '--text', 'Oi'], 'c1'],
    ['send', ['i1', '--text', 'Oi', '--rate', '30'], '“30”'],
    ['send', ['i1', '--text', 'Oi', '--jitter', '20'], '--jitter'],
    ['send', ['i1', '--text', 'Oi', '--window', '18-9'], '“18-9”'],
    ['send', ['i1', '--text', 'Oi', '--days', 'seg'], '“seg”'],
    ['send', ['i1', '--text', 'Oi', '--tz', 'Brasilia'], '“Brasilia”'],
    ['send', ['i1', '--text', 'Oi', '--start-at', 'amanhã'], '“amanhã”'],
    ['send', ['i1', '--text', 'Oi', '--concurrency', '0'], '--concurrency'],
    ['send', ['i1', '--text', 'Oi', '--max', 'x'], '--max'],
    ['send', ['i1', '--text', 'Oi', '--in-doubt', 'guess'], '--in-doubt'],
    ['resume', [], '--all'],
    ['resume', ['i1', '--all'], '--all'],
    ['pause', ['12'], 'i12'],
    ['rows', ['i1', '--state', 'sent'], '--state'],
    ['rows', ['c1', '--state', 'ready'], '--state'],
    ['report', ['i1', '--out', 'r.docx'], '--out'],
    ['report', ['c1', '--out', 'r.xlsx', '--raw'], '--raw'],
    ['optout', ['add'], 'malote optout'],
    ['optout', ['drop', 'x'], 'malote optout'],
    ['serve', ['--port', '99999'], '--port'],
    ['practice', ['--seed', 'x'], '--seed'],
  ] as const)('%s %j is a wrong use, told before anything is opened', async (verb, argv, names) => {
    const { run, err, told } = aDesk();

    expect(await run(verb, ...argv)).toBe(2);
    expect(err()).toContain(names);
    expect(err()).toContain(`malote ${verb} --help`);
    expect(told).toEqual([]);
  });

  it('never quotes a number that was typed at a wrong place', async () => {
    for (const argv of [
      ['show', '5511987654321'],
      ['optout', 'add', '119876'],
      ['send', 'i1', '--text', 'Oi', '--test', '119876'],
      ['jobs', '5511987654321'],
    ]) {
      const { run, err, out } = aDesk();
      expect(await run(...argv, '--verbose')).toBe(2);
      expect(err() + out()).not.toMatch(/119876/);
    }
  });
});

describe('an error', () => {
  it.each([
    ['tokenRefused', 4],
    ['serverAway', 1],
    ['fileNotFound', 5],
    ['workbookLocked', 5],
    ['fileUnclosedQuote', 5],
    ['sheetNotFound', 2],
    ['accountUnknown', 2],
    ['dataFolderHeld', 6],
    ['diskFull', 1],
  ] as const)('of kind %s ends with %i', async (kind, code) => {
    const problems: Partial<Record<Problem['kind'], Problem>> = {
      tokenRefused: { kind: 'tokenRefused' },
      serverAway: { kind: 'serverAway', host: 'loja.digisac.me' },
      fileNotFound: { kind: 'fileNotFound' },
      workbookLocked: { kind: 'workbookLocked' },
      fileUnclosedQuote: { kind: 'fileUnclosedQuote', line: 900_001 },
      sheetNotFound: { kind: 'sheetNotFound', sheet: 'X', sheets: 'A, B' },
      accountUnknown: { kind: 'accountUnknown', account: 'X', accounts: 'Loja' },
      dataFolderHeld: { kind: 'dataFolderHeld' },
      diskFull: { kind: 'diskFull' },
    };
    const problem = problems[kind];
    if (!problem) throw new Error('no such problem');
    const { run } = aDesk({ engine: createFakeEngine({ refuse: { 'imports.stage': problem } }) });

    expect(await run('inspect', 'a.csv')).toBe(code);
  });

  it('is one sentence, with details only where they are asked for', async () => {
    const engine = createFakeEngine({ refuse: { 'jobs.list': { kind: 'serverAway', host: 'loja.digisac.me' } } });

    const short = aDesk({ engine });
    await short.run('jobs');
    expect(short.err().trim().split('\n')).toHaveLength(1);

    const long = aDesk({ engine });
    await long.run('jobs', '--verbose');
    expect(long.err()).toContain('"kind":"serverAway"');
  });

  it('that nobody expected says nothing of what it was about', async () => {
    const engine = createFakeEngine();
    const list = () => Promise.reject(new TypeError('row 5511987654321'));
    const { get, pause, resume, cancel, retry } = engine.client.jobs;
    const broken = withNouns(engine.client, { jobs: { list, get, pause, resume, cancel, retry } });
    const { run, err } = aDesk({ engine: { ...engine, client: broken } });

    expect(await run('jobs', '--verbose')).toBe(1);
    expect(err()).toContain('erro inesperado');
    expect(err()).toContain('TypeError');
    expect(err()).not.toContain('5511987654321');
  });

  it('is an object for programs, with a result as the last line', async () => {
    const engine = createFakeEngine({ refuse: { 'jobs.list': { kind: 'tokenRefused' } } });
    const { run, records, err } = aDesk({ engine });

    expect(await run('jobs', '--json')).toBe(4);
    expect(records()).toEqual([
      { type: 'error', kind: 'tokenRefused', message: expect.stringMatching(/token/), exitCode: 4 },
      { type: 'result', job: null, state: 'failed', counts: {} },
    ]);
    expect(err()).toContain('token');
  });

  it('of usage is told to programs as well', async () => {
    const { run, records } = aDesk();

    expect(await run('jobs', '--foo', '--json')).toBe(2);
    expect(records().map(({ type }) => type)).toEqual(['error', 'result']);
  });
});

describe('the engine', () => {
  it('is left in order, whatever became of the command', async () => {
    const well = aDesk();
    await well.run('jobs');
    expect(well.enginesOpen()).toBe(0);

    const badly = aDesk({ engine: createFakeEngine({ refuse: { 'jobs.list': { kind: 'diskFull' } } }) });
    await badly.run('jobs');
    expect(badly.told).toEqual(['open shared']);
    expect(badly.enginesOpen()).toBe(0);
  });

  it.each([
    ['import', ['a.csv', '--yes'], 'own'],
    ['send', ['i1', '--text', 'Oi'], 'own'],
    ['jobs', [], 'shared'],
    ['show', ['i1'], 'shared'],
    ['rows', ['i1'], 'shared'],
    ['report', ['i1'], 'shared'],
    ['pause', ['i1'], 'shared'],
    ['cancel', ['i1'], 'shared'],
    ['retry', ['c1'], 'shared'],
    ['decide', ['c1', '--as', 'sent'], 'shared'],
    ['resume', ['--all'], 'shared'],
    ['accounts', [], 'shared'],
    ['optout', ['list'], 'shared'],
    ['doctor', [], 'shared'],
    ['inspect', ['a.csv'], 'shared'],
  ] as const)('for %s %j is %s', async (verb, argv, sharing) => {
    const { run, told } = aDesk();
    await run(verb, ...argv, '--data-dir', '/other');

    expect(told[0]).toBe(`open ${sharing} /other`);
  });

  it('that another Malote holds ends the command with 6', async () => {
    const { run, err } = aDesk({ refuses: { '': { kind: 'dataFolderHeld' } } });

    expect(await run('import', 'a.csv', '--yes')).toBe(6);
    expect(err()).toContain('Outro Malote já está usando esta pasta de dados');
  });

  it('says once that tokens stand in a file', async () => {
    const { run, err } = aDesk({ env: { FIRST_SECRET: 'yes' } });
    await run('jobs');

    expect(err()).toContain('só o seu usuário lê');
  });
});
