import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ElectronPort,
  endOfElectronPort,
  endOfPort,
  endOfSocket,
  type FrameEnd,
  mostWaitingBytes,
  relay,
} from '#main/hosts/relay.ts';
import { temporaryFolder } from './fakes.ts';

/** An end that a test holds in its hands. */
function anEnd(waiting = () => 0) {
  const sent: string[] = [];
  let isClosed = false;
  let on: Parameters<FrameEnd['listen']>[0] | null = null;
  return {
    sent,
    isClosed: () => isClosed,
    frame: (frame: string) => on?.frame(frame),
    leave: () => on?.close(),
    end: {
      send: (frame: string) => void sent.push(frame),
      listen: (listener: Parameters<FrameEnd['listen']>[0]) => {
        on = listener;
      },
      close: () => {
        isClosed = true;
      },
      waiting,
    },
  };
}

/** Two ends of one connection over a local socket. */
async function aSocketPair(): Promise<{ here: Socket; there: Socket }> {
  const path = join(temporaryFolder(), 's');
  const server = createServer();
  server.listen(path);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const arrived = once(server, 'connection');
  const here = createConnection(path);
  const [there] = await arrived;
  onTestFinished(() => {
    here.destroy();
    there.destroy();
  });
  return { here, there };
}

/** The port of Electron's main process, whose messages come wrapped and only after `start`. */
function anElectronPort() {
  const { port1, port2 } = new MessageChannel();
  const wrapped: ElectronPort = {
    postMessage: (message) => port1.postMessage(message),
    on: (event: 'message' | 'close', listener: (message: { readonly data: unknown }) => void) =>
      event === 'message'
        ? port1.addListener('message', (data: unknown) => listener({ data }))
        : port1.on('close', () => listener({ data: null })),
    start: () => port1.start(),
    close: () => port1.close(),
  };
  return { wrapped, page: port2 };
}

describe('a relay', () => {
  it('copies frames both ways as they are, in order', () => {
    const [face, engine] = [anEnd(), anEnd()];
    relay(face.end, engine.end);

    face.frame('{"i":1}');
    face.frame('not even JSON');
    engine.frame('{"i":1,"p":{}}');

    expect(engine.sent).toEqual(['{"i":1}', 'not even JSON']);
    expect(face.sent).toEqual(['{"i":1,"p":{}}']);
  });

  it.each(['face', 'engine'] as const)('closes both sides when the %s leaves, and copies nothing after that', (who) => {
    const ends = { face: anEnd(), engine: anEnd() };
    relay(ends.face.end, ends.engine.end);

    ends[who].leave();
    ends.face.frame('late');
    ends.engine.frame('late');

    expect([ends.face.isClosed(), ends.engine.isClosed()]).toEqual([true, true]);
    expect([...ends.face.sent, ...ends.engine.sent]).toEqual([]);
  });

  it('cuts off a face that does not take in what it asked for', () => {
    const [face, engine] = [anEnd(() => mostWaitingBytes + 1), anEnd()];
    relay(face.end, engine.end);

    engine.frame('one too many');

    expect([face.isClosed(), engine.isClosed()]).toEqual([true, true]);
  });

  it('joins a port of Electron and a port of the thread, and closes each with the other', async () => {
    const { wrapped, page } = anElectronPort();
    const { port1, port2: thread } = new MessageChannel();
    // Sent before the relay stands: it waits in the port.
    page.postMessage('early');
    relay(endOfElectronPort(wrapped), endOfPort(port1));

    expect(await once(thread, 'message')).toEqual(['early']);
    thread.postMessage('answer');
    expect(await once(page, 'message')).toEqual(['answer']);

    const closed = once(page, 'close');
    thread.close();
    await closed;
  });

  it('closes on anything that is not a string', async () => {
    const { port1: face, port2 } = new MessageChannel();
    const engine = anEnd();
    relay(endOfPort(port2), engine.end);

    face.postMessage({ i: 1 });
    await once(face, 'close');

    expect(engine.isClosed()).toBe(true);
    expect(engine.sent).toEqual([]);
  });
});

describe('frames over a local socket', () => {
  it('arrive whole and in order, however the bytes are cut', async () => {
    const { here, there } = await aSocketPair();
    const heard: string[] = [];
    let wake: () => void = () => undefined;
    endOfSocket(there, 1_000_000).listen({
      frame: (frame) => {
        heard.push(frame);
        wake();
      },
      close: () => undefined,
    });
    const hear = (count: number) =>
      new Promise<void>((resolve) => {
        wake = () => heard.length >= count && resolve();
        wake();
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify({ text })),
          { minLength: 1 },
        ),
        fc.integer({ min: 1, max: 7 }),
        async (frames, size) => {
          heard.length = 0;
          const bytes = Buffer.from(frames.map((frame) => `${frame}\n`).join(''));
          for (let at = 0; at < bytes.length; at += size) here.write(bytes.subarray(at, at + size));
          await hear(frames.length);
          expect(heard).toEqual(frames);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('close the connection when one is longer than it may be', async () => {
    const { here, there } = await aSocketPair();
    const engine = anEnd();
    relay(endOfSocket(there, 1_000), engine.end);

    here.write('x'.repeat(2_000));
    await once(here, 'close');

    expect(engine.isClosed()).toBe(true);
    expect(engine.sent).toEqual([]);
  });

  it('are never sent as two', async () => {
    const { here } = await aSocketPair();

    expect(() => endOfSocket(here, 1_000).send('one\ntwo')).toThrow();
  });
});
