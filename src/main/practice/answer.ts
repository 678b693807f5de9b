/** What is sent back. */
export interface Answer {
  readonly status: number;
  readonly type:
    | 'application/json; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'text/html; charset=utf-8'
    | 'text/csv; charset=utf-8'
    | 'application/pdf'
    | null;
  readonly body: string;
  /** What is too long to be held: it comes instead of the body, piece by piece. */
  readonly pieces?: Iterable<string>;
  readonly headers: Readonly<Record<string, string>>;
}

export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
  headers: {},
});

export const textAnswer = (status: number, body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers: {},
});

export const pageAnswer = (status: number, title: string, text: string): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`,
  headers: {},
});

export const noContent: Answer = { status: 204, type: null, body: '', headers: {} };

/** What was recorded on a deletion that succeeded. */
export const okAnswer = textAnswer(200, 'OK');

/** A file, line by line. */
export const csvAnswer = (lines: Iterable<string>): Answer => ({
  ...{ status: 200, type: 'text/csv; charset=utf-8', body: '', headers: {}, pieces: lines },
});

/** With its body in one piece. */
export const whole = (answer: Answer): Answer => {
  const { pieces, ...rest } = answer;
  return pieces === undefined ? answer : { ...rest, body: [...pieces].join('') };
};

const classes = new Map([
  [400, 'BadRequestHttpError'],
  [404, 'NotFoundHttpError'],
  [409, 'ConflictHttpError'],
  [413, 'PayloadTooLargeHttpError'],
]);

/** The body that was recorded: error class, message, status. */
export const refusal = (status: number, message: string): Answer =>
  jsonAnswer(status, { error: classes.get(status) ?? 'HttpError', message, status });

export const notFound = (what: string): Answer => refusal(404, `${what} not found`);
