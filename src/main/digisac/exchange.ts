import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Lost } from './failure.ts';

/** What came back, before anybody understands it. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      /** Empty where the body went into a sink. */
      readonly text: string;
      /** What went into the sink; null where nothing did, or none was given. */
      readonly sunkBytes: number | null;
    }
  | ({ readonly kind: 'lost' } & Lost);

/** Where a body goes as it comes, instead of being held: decided when its first piece is there. */
export interface Into {
  readonly takes: (
    head: { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>> },
    first: Uint8Array,
  ) => boolean;
  readonly sink: (piece: Uint8Array) => Promise<void>;
}

interface ExchangeOptions {
  readonly origin: string;
  readonly path: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable | null;
  readonly signal: AbortSignal | undefined;
  /** When the whole of it has taken too long. Left out: only its phases are watched. */
  readonly deadline?: AbortSignal;
  readonly into?: Into;
  /** Its first byte is about to leave. */
  readonly onStart: () => void;
  readonly onHead: (headers: Readonly<Record<string, string | string[] | undefined>>) => void;
}

/** What is held of a body that its sink did not take: a refusal, a page, a word. */
const mostHeldBytes = 1024 * 1024;

/**
 * One request, once. undici tells the moment at which a request meets its connection, before any byte of it is
 * written: until then nothing has left, from then on nobody knows (law 2). undici itself would put a request that
 * never got an answer on a second connection in rare races; it may not start twice here. Rejects with what a sink throws.
 */
export function exchange(dispatcher: Dispatcher, options: ExchangeOptions): Promise<Exchange> {
  const { signal, deadline, onStart, onHead, into, ...request } = options;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | null = null;
    let started = false;
    let isOver = false;
    let status: number | null = null;
    let headers: Readonly<Record<string, string | string[] | undefined>> = {};
    const chunks: Buffer[] = [];
    let heldBytes = 0;
    let sunkBytes: number | null = null;
    /** What the sink is busy with: it is done before anybody hears how this ended. */
    let sinking = Promise.resolve();

    const end = (how: () => void) => {
      if (isOver) return;
      isOver = true;
      for (const heard of [signal, deadline]) heard?.removeEventListener('abort', giveUp);
      void sinking.then(how);
    };
    const settle = (outcome: Exchange) => end(() => resolve(outcome));
    const lose = (why: Lost['why']) => settle({ kind: 'lost', started, status, why });
    const answer = (answered: number) => {
      const text = Buffer.concat(chunks).toString('utf8');
      settle({ kind: 'answered', status: answered, headers, text, sunkBytes });
    };
    /** One piece after the other, also where a connection that closes hands out several at once. */
    function takeOver({ sink }: Into, piece: Buffer, given: Dispatcher.DispatchController): void {
      given.pause();
      sunkBytes = (sunkBytes ?? 0) + piece.length;
      sinking = sinking
        .then(() => sink(piece))
        .then(
          () => given.resume(),
          (error: unknown) => {
            isOver = true;
            reject(error);
            given.abort(new Error('given up'));
          },
        );
    }
    function giveUp(): void {
      lose(signal?.aborted ? 'aborted' : 'unreachable');
      // Where it has no connection yet, it stops when it gets one.
      controller?.abort(new Error('given up'));
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        if (isOver || started) return given.abort(new Error('may not start'));
        controller = given;
        started = true;
        onStart();
      },
      onResponseStart(_, code, head) {
        // Early hints are no answer.
        if (code < 200) return;
        status = code;
        headers = head;
        onHead(head);
      },
      onResponseData(given, chunk) {
        // The parser hands out nothing, too, whenever it is woken: to pause for that would go on for ever.
        if (chunk.length === 0) return;
        const isFirst = sunkBytes === null && chunks.length === 0;
        if (into && status !== null && (isFirst ? into.takes({ status, headers }, chunk) : sunkBytes !== null)) {
          return takeOver(into, chunk, given);
        }
        chunks.push(chunk);
        heldBytes += chunk.length;
        if (into && heldBytes > mostHeldBytes) {
          lose('tooLarge');
          given.abort(new Error('too large'));
        }
      },
      onResponseEnd() {
        if (status !== null) answer(status);
      },
      onResponseError(_, error) {
        // A refusal whose text broke off is a refusal.
        if (status !== null && status >= 400) answer(status);
        else lose(whyLost(error, started));
      },
    };

    for (const heard of [signal, deadline]) heard?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) lose('aborted');
    else dispatcher.dispatch({ ...request, headers: { ...request.headers } }, handler);
  });
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** Codes of certificates that are not trusted: what breaks open TLS on a company's network, as a rule. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|UND_ERR_PRX_TLS|ERR_TLS|ERR_SSL/;

function whyLost(error: Error, started: boolean): Lost['why'] {
  const code = codeOf(error);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'tooLarge';
  if (code === 'UND_ERR_CLOSED' || code === 'UND_ERR_DESTROYED') return 'aborted';
  const wantsLogin = /\(407\)/.test(error.message);
  return wantsLogin || (!started && untrusted.test(code)) ? 'untrusted' : 'unreachable';
}
