import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { type PracticeBehaviour, practiceThread } from '#main/hosts/practice-thread.ts';
import { clientOf, columnOf } from './client.ts';

const script = fileURLToPath(new URL('../../../src/main/practice/thread.ts', import.meta.url));

function threadWith(behaviour: PracticeBehaviour = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'practice-'));
  const thread = practiceThread({ script, dataFolder, stopWithinMs: 10_000, behaviour });
  onTestFinished(async () => {
    await thread.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return { thread, dataFolder };
}

it('listens in a thread of its own, keeps its account in the folder, and is the same when asked again', async () => {
  const { thread, dataFolder } = threadWith();
  const at = await thread.address();
  expect(columnOf((await clientOf(at).get('services')).body, 'name')).toContain('Vendas');
  expect(await thread.address()).toEqual(at);
  expect(existsSync(join(dataFolder, 'practice', 'account-20261.jsonl'))).toBe(true);
});

it('stops when it is told to, and starts anew when somebody asks again', async () => {
  const { thread } = threadWith();
  const first = await thread.address();
  await thread.stop();
  await expect(clientOf(first).get('me')).rejects.toThrow();
  const second = await thread.address();
  expect(second.token).not.toBe(first.token);
  expect((await clientOf(second).get('me')).status).toBe(200);
});

it('behaves as it is asked to', async () => {
  const { thread } = threadWith({ seed: 5, dialect: ['bare-lists', 'created-201'], faults: ['no-permission'] });
  const api = clientOf(await thread.address());
  expect(Array.isArray((await api.get('tags')).body)).toBe(true);
  expect((await api.post('tags', { label: 'Novo' })).status).toBe(201);
  expect((await api.post('contacts', {})).status).toBe(403);
});

it.each([
  [{ dialect: ['klingon'] }, '--dialect', 'klingon'],
  [{ faults: ['slow', 'thunder'] }, '--fault', 'thunder'],
] as const)('says what it cannot do: %o', async (behaviour, option, value) => {
  const { thread } = threadWith(behaviour);
  await expect(thread.address()).rejects.toMatchObject({ problem: { kind: 'optionInvalid', option, value } });
});

it('says that its port is taken', async () => {
  const { thread: first } = threadWith();
  const port = Number(new URL((await first.address()).address).port);
  const { thread: second } = threadWith({ port });
  await expect(second.address()).rejects.toMatchObject({
    problem: { kind: 'optionInvalid', option: '--port', value: String(port) },
  });
});
