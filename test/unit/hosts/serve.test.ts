import { describe, expect, it, onTestFinished } from 'vitest';
import { type ServeOptions, serve } from '#main/hosts/browser/serve.ts';
import { connectToRunning } from '#main/hosts/instance.ts';
import type { StopSignal, Terminal } from '#main/hosts/terminal.ts';
import { aBuiltWindow, aPlatform, type Behaviour, fakePlaces, linesOf, teach, temporaryFolder } from './fakes.ts';
import { aVisitor } from './visitor.ts';

/** A terminal in the test's hands; `printed` resolves with the next line that comes out. */
function aTerminal() {
  const [out, said]: [string[], string[]] = [[], []];
  let enter: () => void = () => undefined;
  let stop: (signal: StopSignal) => void = () => undefined;
  let printed: (line: string) => void = () => undefined;
  const terminal: Terminal = {
    print: (line) => {
      out.push(line);
      printed(line);
    },
    say: (line) => void said.push(line),
    isInteractive: true,
    onEnter: (listener) => {
      enter = listener;
    },
    onStop: (listener) => {
      stop = listener;
    },
    release: () => void said.push('released'),
  };
  const nextLine = () =>
    new Promise<string>((resolve) => {
      printed = resolve;
    });
  return { terminal, out, said, nextLine, pressEnter: () => enter(), signal: (how: StopSignal) => stop(how) };
}

function aServeHost(behaviour: Behaviour = {}, options: Partial<ServeOptions> = {}) {
  const dataFolder = temporaryFolder();
  teach(dataFolder, behaviour);
  const hand = aTerminal();
  const told: string[] = [];
  const platform = aPlatform(dataFolder, told);
  const firstLine = hand.nextLine();
  const ended = serve({
    platform,
    places: { ...fakePlaces, renderer: aBuiltWindow() },
    terminal: hand.terminal,
    port: 0,
    opensBrowser: false,
    endNow: (code) => told.push(`ended now: ${code}`),
    supervision: { restartPausesMs: [], stopWithinMs: 10_000 },
    ...options,
  });
  onTestFinished(async () => {
    hand.signal('SIGTERM');
    await ended;
  });
  return { ...hand, dataFolder, told, ended, firstLine };
}

const linkIn = (line: string): URL => new URL(/http:\S+/.exec(line)?.[0] ?? '');

describe('Malote in the browser', () => {
  it('prints one line with the link, and a fresh link at each Enter', async () => {
    const { out, firstLine, nextLine, pressEnter } = aServeHost();
    const first = linkIn(await firstLine);

    const line = nextLine();
    pressEnter();
    const second = linkIn(await line);

    expect(out).toHaveLength(2);
    expect(second.href).not.toBe(first.href);
    const visitor = aVisitor({ port: Number(second.port) });
    expect((await visitor.get(`${first.pathname}${first.search}`)).status).toBe(403);
    expect((await visitor.get(`${second.pathname}${second.search}`)).status).toBe(303);
  });

  it('opens the browser with the link it printed, when it may', async () => {
    const { firstLine, told } = aServeHost({}, { opensBrowser: true });

    const link = linkIn(await firstLine);

    expect(told).toContain(`open ${link.href}`);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('on %s closes everything cleanly and ends with %i', async (signal, code) => {
    const host = aServeHost();
    const { port } = linkIn(await host.firstLine);

    host.signal(signal);

    expect(await host.ended).toBe(code);
    expect(linesOf(host.dataFolder, 'starts.log')).toEqual(['goOnAtStart=true']);
    expect(linesOf(host.dataFolder, 'stops.log')).toEqual(['stopped']);
    expect(host.said.at(-1)).toBe('released');
    expect(await connectToRunning(host.dataFolder)).toBeNull();
    await expect(aVisitor({ port: Number(port) }).get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends at once on the second signal', async () => {
    const host = aServeHost();
    await host.firstLine;

    host.signal('SIGINT');
    host.signal('SIGINT');
    await host.ended;

    expect(host.told.filter((line) => line.startsWith('ended'))).toEqual(['ended now: 130']);
  });

  it('says that another Malote holds the folder, and ends with 6', async () => {
    const host = aServeHost({ start: [{ kind: 'dataFolderHeld' }] });

    expect(await host.ended).toBe(6);
    expect(host.said).toEqual([
      'Another Malote is using this data folder. Use the window or the terminal where it is open.',
    ]);
    expect(host.out).toEqual([]);
  });

  it('says what to do when another program holds the database while it starts', async () => {
    const host = aServeHost({ start: [{ kind: 'databaseBusy' }] });

    expect(await host.ended).toBe(1);
    expect(host.said).toEqual([expect.stringMatching(/Wait until it has finished, and open Malote again/)]);
  });

  it('started once more, shows the first one: prints a fresh link to it, opens it when it may, and ends well', async () => {
    const first = aServeHost();
    const { port } = linkIn(await first.firstLine);
    // The fake engine takes no lock; that the folder is held, the second one is told.
    const told: string[] = [];
    const platform = { ...aPlatform(first.dataFolder, told) };
    teach(first.dataFolder, { start: ['ready', { kind: 'dataFolderHeld' }] });

    const second = aServeHost({}, { platform, opensBrowser: true });

    expect(await second.ended).toBe(0);
    const link = linkIn(second.out.join(''));
    expect(link.port).toBe(port);
    expect(told).toEqual([`open ${link.href}`]);
    expect((await aVisitor({ port: Number(port) }).get(`${link.pathname}${link.search}`)).status).toBe(303);
  });

  it('says that the port is taken, and stops its engine', async () => {
    const first = aServeHost();
    const { port } = linkIn(await first.firstLine);

    const second = aServeHost({}, { port: Number(port) });

    expect(await second.ended).toBe(2);
    expect(second.said).toEqual([`Port ${port} is taken. Choose another with --port, or let Malote choose.`]);
    expect(linesOf(second.dataFolder, 'stops.log')).toEqual(['stopped']);
  });

  it('ends loudly when its engine breaks too often, without a word of what the error said', async () => {
    const host = aServeHost();
    await host.firstLine;
    const other = await connectToRunning(host.dataFolder);
    if (other === null) throw new Error('nobody listens');
    onTestFinished(() => other.close());

    other.client.imports.discard({ importId: 1 }).catch(() => undefined);

    expect(await host.ended).toBe(1);
    expect(host.said.join('\n')).toContain('Malote stopped on an unexpected error (TypeError)');
    expect(host.said.join('\n')).not.toContain('5511987654321');
  });

  it('holds the machine awake while a job runs', async () => {
    const awake = Promise.withResolvers<void>();
    const told: boolean[] = [];
    const dataFolder = temporaryFolder();
    teach(dataFolder, {});
    const keepAwake = (on: boolean) => {
      told.push(on);
      if (on) awake.resolve();
    };
    const host = aServeHost({}, { platform: { ...aPlatform(dataFolder), keepAwake } });
    await host.firstLine;
    const other = await connectToRunning(dataFolder);
    if (other === null) throw new Error('nobody listens');
    onTestFinished(() => other.close());

    await other.client.jobs.resume({ job: 'c1' });
    await awake.promise;
    host.signal('SIGTERM');
    await host.ended;

    expect(told.at(-1)).toBe(false);
  });
});
