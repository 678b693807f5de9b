import type { Answer, Digisac, SignIn } from '#main/digisac/digisac.ts';
import type { ProblemKind } from '#shared/problem.ts';

/** What a request is played with: ids of the account, and what people would type. */
export interface Place {
  readonly serviceId: string;
  readonly contactId: string;
  readonly otherContactId: string;
  readonly number: string;
  /** Somebody with an open ticket, and the ticket. */
  readonly attendedId: string;
  readonly ticketId: string;
  readonly protocol: string;
  readonly departmentId: string;
  readonly userId: string;
  readonly topicId: string;
  readonly tagId: string;
  readonly fieldId: string;
  readonly personId: string;
  readonly templateId: string;
  readonly groupId: string;
  readonly webhookId: string;
  readonly tokenId: string;
  readonly messageId: string;
  readonly refreshToken: string;
  /** Where a webhook leads. */
  readonly webhookUrl: string;
  readonly email: string;
  readonly password: string;
}

/** One function of the client; signing in has its own, which need no token. */
type AskedWith = keyof Digisac | 'byPassword' | 'byRefreshToken';

/** A request of Digisac's public collection, and how Malote makes it. */
export interface CollectionRequest {
  /** As the collection calls it. */
  readonly title: string;
  /** `popular`: of the short collection; `full`: of the catalogue of all requests; `beyond`: known from clients alone. */
  readonly of: 'popular' | 'full' | 'beyond';
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; with `site:`, below the site itself; with `elsewhere:`, none of the account. `{contactId}`: of the place. */
  readonly path: string;
  /** The function of the client that makes it. */
  readonly by: AskedWith;
  readonly play: (client: Digisac & Pick<SignIn, 'byPassword' | 'byRefreshToken'>, at: Place) => Answer<unknown>;
  /** What has to be there first: ids of what it makes. */
  readonly given?: (client: Digisac, at: Place) => Promise<Partial<Place>>;
  /** The whole body as it has to arrive; left out: none. */
  readonly body?: (at: Place) => unknown;
  /** What has to stand in its query; the JSON of `query` is read. Left out: it has none. */
  readonly query?: (at: Place) => Readonly<Record<string, unknown>>;
  /** It changes nothing, though its method would. */
  readonly isRead?: true;
  /** The problem of a refusal; left out: `answerUnexpected`. */
  readonly refused?: ProblemKind;
  /** What it means that there is no such thing; left out: a refusal. */
  readonly absent?: { readonly value: unknown };
  /** Where a 401 says something else than that the token is refused, and a 404 that there is no account. */
  readonly unauthorized?: ProblemKind;
  readonly provesAccount?: true;
  /** It goes into a sink: an answer in JSON says that the file comes another way. */
  readonly isFile?: true;
}

/** For what goes into a file: what came is not looked at. */
export const nowhere = () => Promise.resolve();
