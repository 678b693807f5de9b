import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, invalidToken } from './access.ts';
import { type Answer, pageAnswer, refusal, whole } from './answer.ts';
import type { Ask } from './ask.ts';
import type { Body } from './body-reader.ts';
import { noTrouble, type Plan } from './faults.ts';
import type { RequestRecord } from './journal.ts';
import { textAt } from './json.ts';
import { type Match, matchRoute, type RouteName } from './router.ts';
import { send } from './send.ts';
import type { Moment, PracticeClock } from './time.ts';
import type { World } from './world.ts';

/** Of a body that is remembered: a file goes inside its message. */
const longestBody = 2_000;

interface Received {
  readonly arrival: Moment;
  /** Below the base of the API, with its query. */
  readonly path: string;
  readonly body: Body;
}

/** An answer that was found, and what it did; `outcome` is for the journal. */
interface Served {
  readonly answer: Answer;
  readonly outcome: RequestRecord['outcome'];
}

/** Takes the requests to the API: who may, what goes wrong, the route, the record, the answer. */
export function createReception(options: {
  readonly world: World;
  readonly access: Access;
  readonly clock: PracticeClock;
  /** Ends what waits. */
  readonly signal: AbortSignal;
}) {
  const { world, access, clock, signal } = options;

  async function receive(request: IncomingMessage, response: ServerResponse, received: Received): Promise<void> {
    const { method = 'GET', headers } = request;
    const [path, search] = splitPath(received.path);
    const match = matchRoute(method, path);
    const isToken = method === 'POST' && path === 'oauth/token';
    const name: RouteName | null = isToken ? 'oauth.token' : (match?.name ?? null);
    const { atMs, monotonicMs } = received.arrival;
    world.endOutage(atMs);
    world.account().arrive(atMs);
    const plan = name === null ? noTrouble : world.faults.plan(name, atMs, world.dialect().clockSkewMs);
    if (plan.disconnectsForMs !== null) world.startOutage(atMs, plan.disconnectsForMs);
    if (plan.waitMs > 0) await clock.sleep(plan.waitMs, signal);
    if (plan.lateMs > 0) {
      response.destroy();
      await clock.sleep(plan.lateMs, signal);
    }
    if (signal.aborted) return;
    const at = plan.waitMs + plan.lateMs > 0 ? world.moment() : received.arrival;

    const gate = isToken ? null : gateOf(headers, at.atMs);
    const served = gate ?? serve({ name, match, search, plan, received, at });
    if (gate !== null && name === 'messages.create') world.account().turnAway(at, monotonicMs);
    const status = plan.ending.kind === 'lost' || plan.ending.kind === 'stall' ? null : served.answer.status;
    world.journal().record(record({ method, name, match, plan, received, status, outcome: served.outcome }));
    await finish(response, plan, served.answer);
  }

  /** Null where the request may go on. */
  function gateOf(headers: IncomingMessage['headers'], nowMs: number): Served | null {
    const agent = headers['user-agent'] ?? '';
    const isNameless = agent === '' || /^(?:node|undici|node-fetch|axios|got)\b/i.test(agent);
    if (world.dialect().nameless === 'turned away' && isNameless) {
      return { answer: pageAnswer(403, 'Access denied', 'error code: 1010'), outcome: 'refused' };
    }
    const made = world.account().tokens();
    const isAllowed =
      (access.isAllowed(headers.authorization, nowMs) ||
        made.some(({ secret }) => headers.authorization === `Bearer ${secret}`)) &&
      !world.faults.isTokenRevoked(nowMs);
    return isAllowed ? null : { answer: invalidToken, outcome: 'refused' };
  }

  function serve(options: {
    readonly name: RouteName | null;
    readonly match: Match | null;
    readonly search: string;
    readonly plan: Plan;
    readonly received: Received;
    readonly at: Moment;
  }): Served {
    const { name, match, search, plan, received, at } = options;
    const { arrival, body } = received;
    const isChange =
      name !== null && !/\.(?:list|get|exists|count|export\w*)$|^me$|^oauth|^now\.|^dashboard\./.test(name);
    if (!plan.hasEffect) {
      if (name === 'messages.create') world.account().turnAway(at, arrival.monotonicMs);
      const answer = plan.ending.kind === 'instead' ? plan.ending.answer : refusal(500, 'No effect');
      return { answer, outcome: isChange ? 'refused' : 'read' };
    }
    const answer =
      name === 'oauth.token' ? access.issue(body.value, at.atMs) : route(match, search, plan, received, at);
    const isGood = answer.status < 300;
    return { answer, outcome: !isGood ? 'refused' : isChange ? 'changed' : 'read' };
  }

  function route(match: Match | null, search: string, plan: Plan, { arrival, body }: Received, at: Moment): Answer {
    if (match === null) return refusal(404, 'Route not found');
    if (body.text !== '' && body.value === undefined) return refusal(400, 'Unexpected token in JSON');
    const ask: Ask = {
      ...{ id: match.id, parameters: new URLSearchParams(search), body: body.value },
      ...{ at, arrivedMs: arrival.monotonicMs },
      ...{ account: world.account(), dialect: world.dialect(), fate: plan.fate, startEnds: plan.startEnds },
      isRefused: world.faults.isRefused,
    };
    return match.route(ask);
  }

  async function finish(response: ServerResponse, { ending }: Plan, answer: Answer): Promise<void> {
    const shownMs = world.moment().atMs + world.dialect().clockSkewMs;
    switch (ending.kind) {
      case 'answer':
        await send(response, answer, shownMs);
        break;
      case 'instead':
        await send(response, ending.answer, shownMs);
        break;
      case 'truncated':
        await send(response, halfOf(whole(answer)), shownMs);
        break;
      case 'withoutId':
        await send(response, withoutId(answer), shownMs);
        break;
      case 'lost':
        response.destroy();
        break;
      case 'stall':
        break;
      default:
        ending satisfies never;
    }
  }

  return { receive };
}

/** At the first question mark: the collection itself writes a second one. */
function splitPath(path: string): readonly [path: string, search: string] {
  const mark = path.indexOf('?');
  return mark < 0 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
}

const halfOf = (answer: Answer): Answer => ({ ...answer, body: answer.body.slice(0, answer.body.length / 2) });

const withoutId = (answer: Answer): Answer => ({
  ...answer,
  body: answer.body.replace(/"id":"[^"]*",?/, ''),
});

function record(options: {
  readonly method: string;
  readonly name: RouteName | null;
  readonly match: Match | null;
  readonly plan: Plan;
  readonly received: Received;
  readonly status: number | null;
  readonly outcome: RequestRecord['outcome'];
}): Omit<RequestRecord, 'n'> {
  const { method, name, match, plan, received, status, outcome } = options;
  const body = received.body.value;
  const isContact = name?.startsWith('contacts.') === true && match !== null && match.id !== '';
  return {
    ...{ atMs: received.arrival.atMs, arrivedMs: received.arrival.monotonicMs, method, route: name },
    contactId: textAt(body, 'contactId') ?? (isContact ? match.id : null),
    number: textAt(body, 'number'),
    text: textAt(body, 'text'),
    path: received.path,
    body: received.body.text.length <= longestBody ? received.body.text : null,
    ...{ outcome, status, faults: plan.faults },
  };
}
