import { z } from 'zod';
import type { Problem } from '#shared/problem.ts';
import { err, ok } from '#shared/result.ts';
import { isPage } from './account-text.ts';
import { type Page, pageOf, word } from './answers.ts';
import type { Answer } from './digisac.ts';
import {
  type Answered,
  failureOf,
  failureOfLoss,
  type Question,
  saysThereIsNone,
  unexpectedAnswer,
} from './failure.ts';
import type { Http, Json, Pieces } from './http.ts';

interface Asking<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As in the API collection, without ids. */
  readonly route: string;
  /** Behind the base URL, with its query. */
  readonly path: string;
  readonly body?: Json | Pieces;
  /** Understands a 2xx; null where it cannot. */
  readonly read: (answer: Answered) => { readonly value: T } | null;
  /** What it means that there is no such thing. Left out: a refusal. */
  readonly absent?: { readonly value: T };
  readonly refused?: (detail: string) => Problem;
  readonly conceal?: readonly string[];
  readonly provesAccount?: true;
  /** It changes nothing on the account, though its method would. */
  readonly isRead?: true;
}

export type Ask = <T>(asking: Asking<T>, signal?: AbortSignal) => Answer<T>;

/** One question to the account: asked once, understood or classified. */
export function createAsk(http: Http): Ask {
  return async (asking, signal) => {
    const { method, path, body, read, absent } = asking;
    const route = `${method} ${asking.route}`;
    const question: Question = {
      host: http.host,
      route,
      effect: method === 'GET' || asking.isRead ? 'read' : 'write',
      refused: asking.refused ?? ((detail) => ({ kind: 'answerUnexpected', route, shape: detail })),
      conceal: asking.conceal ?? [],
      provesAccount: asking.provesAccount ?? false,
    };
    const answer = await http.request({ method, path, body, signal });
    if (answer.kind === 'lost') return err(failureOfLoss(question, answer));
    if (absent !== undefined && saysThereIsNone(answer)) return ok(absent.value);
    const isGood = answer.status >= 200 && answer.status < 300 && !isPage(answer.text);
    if (!isGood) return err(failureOf(question, answer));
    const understood = read(answer);
    return understood === null ? err(unexpectedAnswer(question, answer)) : ok(understood.value);
  };
}

/** `?where[a]=b&…`, encoded. */
export const brackets = (pairs: readonly (readonly [string, string])[]): string =>
  `?${new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value])).toString()}`;

/** `?query={…}`, encoded: the notation that filters and orders by more than texts. Facts, section 12 row 8. */
export const jsonQuery = (query: Readonly<Record<string, unknown>>): string =>
  brackets([['query', JSON.stringify(query)]]);

/** A page of a list, as `Asking` reads it. */
export function readPage({ json }: Answered): { readonly value: Page } | null {
  const page = pageOf(json);
  return page && { value: page };
}

const refusalSchema = z.object({ error: word });

/** Of a change whose answer is not known: whatever a 2xx holds is done, but an error inside. */
export const readDone = ({ json }: Answered): { readonly value: null } | null =>
  (refusalSchema.safeParse(json).data?.error ?? null) === null ? { value: null } : null;
