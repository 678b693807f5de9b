import type { IncomingMessage } from 'node:http';
import { type Answer, jsonAnswer, refusal } from './answer.ts';
import type { Body } from './body-reader.ts';
import { dialects } from './dialects.ts';
import { troubles } from './fault.ts';
import { at, isBoolean, textAt } from './json.ts';
import { ackAt } from './messages.ts';
import { isDialectChoice, isFaultChoice, wrongDialect, wrongFaults } from './options.ts';
import { writeByHand } from './received.ts';
import type { Contact, Service } from './things.ts';
import type { World } from './world.ts';

type Control = (world: World, body: unknown, parameters: URLSearchParams) => Answer;

const done = jsonAnswer(200, { done: true });
const wrong = (why: unknown) => jsonAnswer(400, { error: 'wrong', why });

const setFaults: Control = (world, body) => {
  const faults = at(body, 'faults') ?? body;
  if (!isFaultChoice(faults)) return wrong(wrongFaults(faults));
  world.setFaults(faults);
  return done;
};

const setDialect: Control = (world, body) => {
  const dialect = at(body, 'dialect') ?? body;
  if (!isDialectChoice(dialect)) return wrong(wrongDialect(dialect));
  world.setDialect(dialect);
  return done;
};

const switchService: Control = (world, body) => {
  const service = serviceIn(world, textAt(body, 'service') ?? '');
  const isConnected = at(body, 'isConnected');
  if (!service || !isBoolean(isConnected)) return wrong('service, isConnected');
  world.account().commit(world.moment(), [{ kind: 'serviceSwitched', id: service.id, isConnected }]);
  return done;
};

/** By id or by name. */
const serviceIn = (world: World, named: string): Service | null =>
  world
    .account()
    .services()
    .find(({ id, name }) => id === named || name === named) ?? null;

/** A person or an agent writes. */
const write: Control = (world, body) => {
  const contact = contactIn(world, body);
  const text = textAt(body, 'text');
  if (!contact || text === null) return wrong('contactId or number, text');
  const from = textAt(body, 'from') === 'agent' ? 'agent' : 'person';
  const { id } = writeByHand(world.account(), contact, { at: world.moment(), text, from });
  return jsonAnswer(200, { id });
};

function contactIn(world: World, body: unknown): Contact | null {
  const { contacts, services } = world.account();
  const number = textAt(body, 'number') ?? '';
  const ofPerson = services().flatMap(({ id }) => contacts.ofPerson(id, number) ?? []);
  return contacts.get(textAt(body, 'contactId') ?? '') ?? ofPerson[0] ?? null;
}

const know: Control = (world, body) => {
  const number = textAt(body, 'number');
  const hasWhatsapp = at(body, 'hasWhatsapp');
  if (number === null || !isBoolean(hasWhatsapp)) return wrong('number, hasWhatsapp');
  world.account().commit(world.moment(), [{ kind: 'personKnown', number, hasWhatsapp }]);
  return done;
};

const summary: Control = (world) => {
  const { account, journal } = world;
  const windows = [1_000, 60_000, 3_600_000].map((ms) => [ms, journal().worstWindow(ms, 'arrived')] as const);
  return jsonAnswer(200, {
    ...journal().summary(),
    contacts: account().contacts.count(),
    worstWindows: Object.fromEntries(windows),
  });
};

const window: Control = (world, _, parameters) => {
  const ms = Number(parameters.get('ms'));
  if (!(ms > 0)) return wrong('ms');
  const of = parameters.get('of') === 'sent' ? 'sent' : 'arrived';
  return jsonAnswer(200, { worst: world.journal().worstWindow(ms, of) });
};

const sent: Control = (world, _, parameters) => {
  const contactId = parameters.get('contactId');
  const number = parameters.get('number');
  const whom = { ...(contactId === null ? {} : { contactId }), ...(number === null ? {} : { number }) };
  return jsonAnswer(200, world.journal().sentTo(whom));
};

/** What the people did: the receipt of each message that was sent to them, and what they wrote, as of now. */
const outcomes: Control = (world) => {
  const { atMs } = world.moment();
  const sentNow: unknown[] = [];
  const replies: unknown[] = [];
  for (const message of world.account().messages.all()) {
    const { id, contactId, isFromMe, fate, appearsAtMs } = message;
    if (isFromMe && fate !== null) sentNow.push({ id, contactId, ack: ackAt(message, atMs) });
    else if (!isFromMe && appearsAtMs <= atMs) replies.push({ id, contactId, text: message.text, atMs: appearsAtMs });
  }
  return jsonAnswer(200, { sent: sentNow, replies });
};

const controls = new Map<string, Control>([
  ['GET summary', summary],
  ['GET journal', (world, _, parameters) => jsonAnswer(200, world.journal().records(Number(parameters.get('after'))))],
  ['GET services', (world) => jsonAnswer(200, world.account().services())],
  ['GET sent', sent],
  ['GET outcomes', outcomes],
  ['GET sent/counts', (world) => jsonAnswer(200, world.journal().sentCounts())],
  ['GET window', window],
  ['GET faults', (world) => jsonAnswer(200, { faults: world.faults.list(), troubles: Object.keys(troubles) })],
  ['GET dialect', (world) => jsonAnswer(200, { dialect: world.dialect(), names: Object.keys(dialects) })],
  ['POST faults', setFaults],
  ['POST dialect', setDialect],
  ['POST services', switchService],
  ['POST messages', write],
  ['POST people', know],
  [
    'POST reset',
    (world) => {
      world.reset();
      return done;
    },
  ],
]);

/** The way in for whoever plays with the account, beside the API and not part of it. Only for the owner of the token. */
export function answerControl(world: World, request: IncomingMessage, body: Body): Answer {
  const [path = '', search = ''] = (request.url ?? '').slice('/practice/'.length).split('?', 2);
  const control = controls.get(`${request.method ?? 'GET'} ${path}`);
  if (!control) return refusal(404, `No such control. There is: ${[...controls.keys()].join(', ')}`);
  return control(world, body.value, new URLSearchParams(search));
}
