import { at, parseJson, textAt } from '#main/practice/json.ts';
import type { Practice } from '../../support/practice.ts';

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON its value, of anything else the text. */
  readonly body: unknown;
}

/** Requests as any client makes them: nothing of Malote's own client stands between a test and the account. */
export function clientOf({ address, token }: Pick<Practice, 'address' | 'token'>, agent = 'practice tests') {
  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${address}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': agent,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const got: Got = { status: response.status, headers: response.headers, body: parseJson(text) ?? text };
    return got;
  }

  return {
    request,
    get: (path: string) => request('GET', path),
    post: (path: string, body: unknown) => request('POST', path, body),
    put: (path: string, body: unknown) => request('PUT', path, body),
    delete: (path: string, body?: unknown) => request('DELETE', path, body),
    /** A list asked for in the JSON language. */
    query: (noun: string, query: unknown) =>
      request('GET', `${noun}?query=${encodeURIComponent(JSON.stringify(query))}`),
  };
}

/** Goes down into an answer: `find(body, 'data', '0', 'name')`. */
export const find = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce((found: unknown, key) => (Array.isArray(found) ? found[Number(key)] : at(found, key)), value);

export const idOf = (value: unknown): string => textAt(value, 'id') ?? '';

/** The rows of a list, bare or in its envelope. */
export const rowsOf = (body: unknown): readonly unknown[] => {
  const rows = Array.isArray(body) ? body : at(body, 'data');
  if (!Array.isArray(rows)) throw new Error('not a list');
  return rows;
};

/** One column of a list. */
export const columnOf = (body: unknown, ...path: readonly string[]): readonly unknown[] =>
  rowsOf(body).map((row) => find(row, ...path));

/** A mobile number of an area code, the n-th of the test: always of a range that once had eight digits. */
export const mobile = (area: number, n: number): string => `55${area}97${String(1_000_000 + n * 7_919).slice(0, 7)}`;
