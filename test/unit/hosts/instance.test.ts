import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectToRunning, listenForOthers, shortFolder, visitRunning } from '#main/hosts/instance.ts';
import { aRunningEngine, temporaryFolder } from './fakes.ts';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

/** The engine of a process that listens for others in its data folder. */
async function aListeningMalote() {
  const { engine, dataFolder } = await aRunningEngine();
  const listening = await listenForOthers(engine, dataFolder);
  onTestFinished(() => listening.close());
  return { engine, dataFolder, listening };
}

async function connected(dataFolder: string) {
  const running = await connectToRunning(dataFolder);
  if (running === null) throw new Error('nobody listens');
  onTestFinished(() => running.close());
  return running;
}

describe('the Malote of a data folder', () => {
  it('answers another process by the same contract, events included', async () => {
    const { dataFolder } = await aListeningMalote();
    const { client } = await connected(dataFolder);
    const seen: string[] = [];

    await client.jobs.resume({ job: 'c1' });
    for await (const event of await client.system.watch()) {
      if (event.type !== 'jobs') continue;
      seen.push(...event.jobs.map(({ job, status }) => `${job} ${status}`));
      if (seen.includes('c1 paused')) break;
      await client.jobs.pause({ job: 'c1' });
    }

    expect(seen).toEqual(['c1 running', 'c1 paused']);
  });

  it('serves several at once', async () => {
    const { dataFolder } = await aListeningMalote();
    const others = await Promise.all([connected(dataFolder), connected(dataFolder), connected(dataFolder)]);

    const answers = await Promise.all(others.map(({ client }) => client.system.doctor()));

    expect(answers.map(({ version }) => version)).toEqual(['1.2.3', '1.2.3', '1.2.3']);
  });

  it('is not found where nobody listens', async () => {
    expect(await connectToRunning(temporaryFolder())).toBeNull();
  });

  it('is not found once it has stopped, and leaves nothing behind', async () => {
    const { dataFolder, listening } = await aListeningMalote();

    await listening.close();

    expect(await connectToRunning(dataFolder)).toBeNull();
    expect(existsSync(join(dataFolder, 'engine.sock'))).toBe(false);
  });

  it('breaks the calls under way when it stops', async () => {
    const { dataFolder, listening } = await aListeningMalote();
    const { client } = await connected(dataFolder);
    const waiting = client.imports.get({ importId: 1 });
    await client.system.doctor();

    await listening.close();

    await expect(waiting).rejects.toThrow();
    await expect(client.system.doctor()).rejects.toThrow();
  });

  it('takes the place of one that died and left its socket', async () => {
    const { engine, dataFolder } = await aRunningEngine();
    writeFileSync(join(dataFolder, 'engine.sock'), '');
    expect(await connectToRunning(dataFolder)).toBeNull();

    const listening = await listenForOthers(engine, dataFolder);
    onTestFinished(() => listening.close());

    const { client } = await connected(dataFolder);
    expect((await client.system.doctor()).version).toBe('1.2.3');
  });

  it('lets only its own user in', async () => {
    const { dataFolder } = await aListeningMalote();

    expect(modeOf(join(dataFolder, 'engine.sock'))).toBe(0o600);
  });

  it('meets in a private folder when the path of the data folder is too long for a socket', async () => {
    const { engine } = await aRunningEngine();
    const dataFolder = join(temporaryFolder(), 'a folder with a long name '.repeat(5));
    mkdirSync(dataFolder, { recursive: true });

    const listening = await listenForOthers(engine, dataFolder);
    onTestFinished(() => listening.close());

    const { client } = await connected(dataFolder);
    expect((await client.system.doctor()).version).toBe('1.2.3');
    expect(existsSync(join(dataFolder, 'engine.sock'))).toBe(false);
  });

  it('does not use a folder that others may enter', async () => {
    const { engine } = await aRunningEngine();
    const [temporary, dataFolder] = [temporaryFolder(), join(temporaryFolder(), 'x'.repeat(120))];
    mkdirSync(dataFolder);
    const meeting = shortFolder(dataFolder, temporary);
    mkdirSync(meeting);
    chmodSync(meeting, 0o777);
    const stranger = createServer();
    stranger.listen(join(meeting, 'engine.sock'));
    onTestFinished(() => void stranger.close());

    const listening = await listenForOthers(engine, dataFolder, { temporary });
    onTestFinished(() => listening.close());

    expect(await connectToRunning(dataFolder, temporary)).toBeNull();
  });
});

describe('a second start', () => {
  const link = 'http://127.0.0.1:4711/open?token=x';

  /** The first one, which answers its visitors like this. */
  async function aFirst(onVisit?: () => { link: string | null }) {
    const { engine, dataFolder } = await aRunningEngine();
    const listening = await listenForOthers(engine, dataFolder, onVisit === undefined ? {} : { onVisit });
    onTestFinished(() => listening.close());
    return { dataFolder, listening };
  }

  it('is given a way in by the first, each time another one', async () => {
    let visits = 0;
    const { dataFolder } = await aFirst(() => {
      visits += 1;
      return { link: `${link}${visits}` };
    });

    expect(await visitRunning(dataFolder)).toEqual({ link: `${link}1` });
    expect(await visitRunning(dataFolder)).toEqual({ link: `${link}2` });
    expect(modeOf(join(dataFolder, 'door.sock'))).toBe(0o600);
  });

  it('learns that the first has come to the front by itself', async () => {
    const { dataFolder } = await aFirst(() => ({ link: null }));

    expect(await visitRunning(dataFolder)).toEqual({ link: null });
  });

  it('finds nobody where there is none, none that has something to show, or one that has ended', async () => {
    expect(await visitRunning(temporaryFolder())).toBeNull();
    expect(await visitRunning((await aFirst()).dataFolder)).toBeNull();

    const { dataFolder, listening } = await aFirst(() => ({ link }));
    await listening.close();
    expect(await visitRunning(dataFolder)).toBeNull();
    expect(existsSync(join(dataFolder, 'door.sock'))).toBe(false);
  });

  it.each([
    ['a page elsewhere', '{"link":"https://evil.example/"}\n'],
    ['what was cut off', '{"link":"http://127.0.'],
    ['nothing', ''],
    ['too much', `${JSON.stringify({ link: null, more: 'x'.repeat(100_000) })}\n`],
  ])('does not go by %s', async (_what, said) => {
    const dataFolder = temporaryFolder();
    const stranger = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(said);
    });
    stranger.listen(join(dataFolder, 'door.sock'));
    onTestFinished(() => void stranger.close());

    expect(await visitRunning(dataFolder)).toBeNull();
  });
});
