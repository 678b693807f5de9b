import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectToRunning, listenForOthers, shortFolder } from '#main/hosts/instance.ts';
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

    const listening = await listenForOthers(engine, dataFolder, temporary);
    onTestFinished(() => listening.close());

    expect(await connectToRunning(dataFolder, temporary)).toBeNull();
  });
});
