import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

let lastDate = { second: 0, text: '' };

/** The Date header of the account's clock, as it shows it. */
function dateHeader(shownMs: number): string {
  const second = Math.floor(shownMs / 1_000);
  if (second !== lastDate.second) lastDate = { second, text: new Date(second * 1_000).toUTCString() };
  return lastDate.text;
}

/** Resolves when the whole answer is on its way, or whoever asked has gone. */
export async function send(response: ServerResponse, answer: Answer, shownMs: number): Promise<void> {
  const { status, type, body, headers, pieces } = answer;
  response.sendDate = false;
  response.writeHead(status, {
    date: dateHeader(shownMs),
    ...(type === null ? {} : { 'content-type': type }),
    ...(type === null || pieces ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...headers,
  });
  if (pieces) await write(response, pieces);
  response.end(body);
}

/** Some lines at a time, and no more than the receiver takes. */
async function write(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  const gone = heard(response, 'close');
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < 64 * 1024) continue;
    const isTaken = response.write(waiting);
    waiting = '';
    if (!isTaken) await Promise.race([heard(response, 'drain'), gone]);
    if (response.destroyed) return;
  }
  response.write(waiting);
}

const heard = (response: ServerResponse, event: 'close' | 'drain'): Promise<void> =>
  new Promise((resolve) => response.once(event, () => resolve()));
