import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

let lastDate = { second: 0, text: '' };

/** The Date header of the account's clock, as it shows it. */
function dateHeader(shownMs: number): string {
  const second = Math.floor(shownMs / 1_000);
  if (second !== lastDate.second) lastDate = { second, text: new Date(second * 1_000).toUTCString() };
  return lastDate.text;
}

export function send(response: ServerResponse, answer: Answer, shownMs: number): void {
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: dateHeader(shownMs),
    ...(answer.type === null ? {} : { 'content-type': answer.type, 'content-length': Buffer.byteLength(answer.body) }),
    ...answer.headers,
  });
  response.end(answer.body);
}
