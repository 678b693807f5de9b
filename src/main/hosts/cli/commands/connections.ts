import type { Turn } from '#shared/accounts/connection.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { Connection, TurnStep } from '#shared/rpc/desk.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { UsageError } from '../faults.ts';

const turns = ['start', 'restart', 'shutdown'] as const satisfies readonly Turn[];

export const connectionsCommand = defineCommand({
  verb: 'connections',
  operands: '[start|restart|shutdown NAME]',
  positionals: [0, 2],
  about: 'cli.about.connections',
  options: {},
  read: ({ positionals: [word, name] }) => {
    const turn = turns.find((one) => one === word);
    if (word !== undefined && (turn === undefined || name === undefined)) throw new UsageError('cli.usage.connections');
    return async (context) => {
      const engine = await context.engine('shared');
      const account = await chooseAccount(context, engine);
      const connections = await engine.desk.connections({ accountId: account.id });
      if (turn === undefined) return list(context, connections);
      return follow(context, engine, { account, turn, connection: connectionNamed(connections, name ?? '') });
    };
  },
});

function connectionNamed(all: readonly Connection[], wanted: string): Connection {
  const key = wanted.trim().toLowerCase();
  const found = all.find(({ id, name }) => id === wanted || name.trim().toLowerCase() === key);
  if (found) return found;
  const services = all.map(({ name }) => name).join(', ');
  throw new ProblemError({ kind: 'serviceUnknown', service: wanted, services });
}

function list({ output, translate }: Context, connections: readonly Connection[]): ExitCode {
  output.printTable(
    [
      { title: translate('cli.column.connection') },
      { title: translate('cli.column.number') },
      { title: translate('cli.column.kind') },
      { title: translate('cli.column.state') },
    ],
    connections.map(({ name, number, type, phase }) => [name, number ?? '', type, translate(`cli.phase.${phase}`)]),
  );
  for (const { name, phase } of connections) {
    if (phase === 'qrCode') output.say(`${name}: ${translate('cli.turn.qrCode')}`);
  }
  output.tell({ type: 'result', job: null, state: 'done', counts: { connections: connections.length }, connections });
  return exitCodes.done;
}

async function follow(
  context: Context,
  engine: EngineClient,
  what: { readonly account: Account; readonly turn: Turn; readonly connection: Connection },
): Promise<ExitCode> {
  const { output, translate, options, console, signal } = context;
  const { account, turn, connection } = what;
  const mustAsk = turn !== 'start' && connection.phase === 'connected' && !options.yes;
  if (mustAsk && !console.isInteractive) throw new UsageError('cli.usage.connectionYesMissing');
  if (mustAsk && !(await confirm(context, `cli.turn.ask.${turn}`, { connection: connection.name }))) {
    output.tell({ type: 'result', job: null, state: 'cancelled', counts: {} });
    return exitCodes.done;
  }
  let last: TurnStep | null = null;
  const asked = { accountId: account.id, serviceId: connection.id, turn };
  for await (const step of await engine.desk.turn(asked, { signal })) {
    const line = `${connection.name}: ${translate(`cli.phase.${step.phase}`)}`;
    if (output.isLive) output.draw([`${line} (${Math.round(step.waitedMs / 1_000)} s)`]);
    else if (step.phase !== last?.phase) output.say(line);
    last = step;
    output.tell({ type: 'progress', job: null, connection: connection.name, ...step });
  }
  if (output.isLive) output.draw([]);
  const state = last?.state === 'waiting' || last === null ? 'gaveUp' : last.state;
  const isWaitingForCode = state === 'wantsPerson' && last?.phase === 'qrCode';
  output.print(translate(isWaitingForCode ? 'cli.turn.qrCode' : `cli.turn.${state}`, { connection: connection.name }));
  output.tell({
    type: 'result',
    job: null,
    state,
    counts: {},
    connection: connection.name,
    phase: last?.phase ?? null,
  });
  return state === 'done' ? exitCodes.done : exitCodes.rowsLeft;
}
