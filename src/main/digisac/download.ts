import type { Problem } from '#shared/problem.ts';
import { err, ok } from '#shared/result.ts';
import { isPage } from './account-text.ts';
import type { Answer, Exported, Sink } from './digisac.ts';
import type { Into } from './exchange.ts';
import { failureOf, failureOfLoss, type Question, unexpectedAnswer } from './failure.ts';
import type { Http, Json } from './http.ts';

interface FileAsked {
  readonly method: 'GET' | 'POST';
  /** As in the API collection, without ids. */
  readonly route: string;
  readonly path: string;
  /** `site`: beside the API, where the account's own pages are. */
  readonly from?: 'api' | 'site';
  readonly body?: Json;
  /** What a file of this kind begins with; left out: anything but a page or JSON. */
  readonly begins?: string;
}

export type Download = (asked: FileAsked, sink: Sink, signal?: AbortSignal) => Answer<Exported>;

/**
 * A file of the account, handed on as it comes. It changes nothing there, whatever its method. An account may also say in
 * JSON, or with a word, that the file comes another way. Facts, section 12 rows 16 and 29.
 */
export function createDownload(http: Http): Download {
  return async (asked, sink, signal) => {
    const { method, path, from = 'api', body, begins } = asked;
    const route = `${method} ${asked.route}`;
    const refused = (detail: string): Problem => ({ kind: 'exportRefused', detail });
    const question: Question = {
      ...{ host: http.host, route, effect: 'read', refused, conceal: [], provesAccount: false },
    };
    const takes: Into['takes'] = ({ status, headers }, first) => {
      if (status < 200 || status >= 300) return false;
      const text = Buffer.from(first.subarray(0, 512)).toString('utf8');
      return begins === undefined ? isFile(text, String(headers['content-type'] ?? '')) : text.startsWith(begins);
    };
    const answer = await http.download({ method, path, from, body, signal, into: { takes, sink } });
    if (answer.kind === 'lost') return err(failureOfLoss(question, answer));
    if (answer.status >= 300) return err(failureOf(question, answer));
    if (answer.sunkBytes !== null) return ok({ kind: 'whole', bytes: answer.sunkBytes });
    // A page beside the API proves nothing against the account: its own app lives there.
    if (isPage(answer.text))
      return err(from === 'site' ? unexpectedAnswer(question, answer) : failureOf(question, answer));
    if (begins !== undefined || answer.text.trim() === '') return err(unexpectedAnswer(question, answer));
    if (typeof answer.json !== 'string') return ok({ kind: 'later' });
    const bytes = Buffer.from(answer.json, 'utf8');
    await sink(bytes);
    return ok({ kind: 'whole', bytes: bytes.length });
  };
}

/** No page, no JSON, and no mere word that it will be done. */
const isFile = (text: string, type: string): boolean =>
  !isPage(text) && !/\bjson\b/i.test(type) && !/^\s*(\ufeff)?\s*([[{]|OK\s*$)/.test(text);
