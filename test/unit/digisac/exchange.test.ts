import { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { exchange } from '#main/digisac/exchange.ts';

/** A connection that loses the first attempt without a word and starts the request again, as undici may in a race. */
class Restarting extends Dispatcher {
  starts: { aborted: boolean }[] = [];
  override dispatch(_: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const start = { aborted: false };
      this.starts.push(start);
      handler.onRequestStart?.(
        {
          aborted: false,
          paused: false,
          reason: null,
          pause: () => undefined,
          resume: () => undefined,
          abort: (reason) => {
            start.aborted = true;
            handler.onResponseError?.(this.controllerOf(reason), reason);
          },
        },
        null,
      );
    }
    return true;
  }
  controllerOf(reason: Error): Dispatcher.DispatchController {
    const nothing = () => undefined;
    return { aborted: true, paused: false, reason, abort: nothing, pause: nothing, resume: nothing };
  }
}

describe('exchange', () => {
  it('does not let a request start twice: law 2', async () => {
    const dispatcher = new Restarting();
    const outcome = await exchange(dispatcher, {
      origin: 'https://acme.example',
      path: '/api/v1/messages',
      method: 'POST',
      headers: {},
      body: '{}',
      signal: undefined,
      deadline: new AbortController().signal,
      onStart: () => undefined,
      onHead: () => undefined,
    });
    expect(dispatcher.starts.map((start) => start.aborted)).toEqual([false, true]);
    expect(outcome).toMatchObject({ kind: 'lost', started: true });
  });

  it('gives up what takes too long as a whole, however busily it drips', async () => {
    const deadline = new AbortController();
    const dispatcher = new Restarting();
    dispatcher.dispatch = () => true;
    const lost = exchange(dispatcher, {
      origin: 'https://acme.example',
      path: '/api/v1/me',
      method: 'GET',
      headers: {},
      body: null,
      signal: undefined,
      deadline: deadline.signal,
      onStart: () => undefined,
      onHead: () => undefined,
    });
    deadline.abort();
    expect(await lost).toEqual({ kind: 'lost', started: false, status: null, why: 'unreachable' });
  });
});
