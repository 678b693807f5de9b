import { ProblemError } from '#shared/problem.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import type { Webhook } from '#shared/rpc/webhooks.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { type Context, defineCommand } from '../command.ts';
import { confirm } from '../confirm.ts';
import { UsageError } from '../faults.ts';

const usualEvents = ['message.created', 'message.updated'] as const;
const verbs = ['list', 'add', 'test', 'on', 'off', 'remove'] as const;
type Verb = (typeof verbs)[number];

export const webhooksCommand = defineCommand({
  verb: 'webhooks',
  operands: '[list | add URL | test|on|off|remove NAME]',
  positionals: [0, 2],
  about: 'cli.about.webhooks',
  options: {
    name: { type: 'string', value: 'NAME', about: 'cli.option.webhookName' },
    event: { type: 'string', value: 'EVENT', multiple: true, about: 'cli.option.webhookEvent' },
  },
  read: ({ values, positionals: [word = 'list', what] }) => {
    const verb = verbs.find((one) => one === word);
    if (verb === undefined || (verb !== 'list' && what === undefined)) throw new UsageError('cli.usage.webhooks');
    const events = values.event ?? [...usualEvents];
    return async (context) => {
      const engine = await context.engine('shared');
      const { id: accountId } = await chooseAccount(context, engine);
      if (verb === 'list') return list(context, await engine.webhooks.list({ accountId }));
      if (verb === 'add') {
        const url = readUrl(what ?? '');
        const webhook = await engine.webhooks.add({ accountId, url: url.href, name: values.name ?? url.host, events });
        return told(context, 'added', webhook);
      }
      return change(context, engine, { accountId, verb, wanted: what ?? '' });
    };
  },
});

function readUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ProblemError({ kind: 'addressInvalid' });
}

function list({ output, translate }: Context, webhooks: readonly Webhook[]): ExitCode {
  if (webhooks.length === 0) output.say(translate('cli.webhook.none'));
  else {
    output.printTable(
      [
        { title: translate('cli.column.name') },
        { title: translate('cli.column.state') },
        { title: translate('cli.column.address'), most: 100 },
        { title: translate('cli.column.events'), most: 100 },
      ],
      webhooks.map(({ name, isActive, url, events }) => [
        name,
        translate(isActive ? 'cli.webhook.isOn' : 'cli.webhook.isOff'),
        url,
        events.join(', '),
      ]),
    );
  }
  output.tell({ type: 'result', job: null, state: 'done', counts: { webhooks: webhooks.length }, webhooks });
  return exitCodes.done;
}

async function change(
  context: Context,
  engine: EngineClient,
  ask: { readonly accountId: number; readonly verb: Exclude<Verb, 'list' | 'add'>; readonly wanted: string },
): Promise<ExitCode> {
  const { options, console, output, translate } = context;
  const { accountId, verb, wanted } = ask;
  const webhook = webhookNamed(await engine.webhooks.list({ accountId }), wanted);
  const facts = { name: webhook.name };
  switch (verb) {
    case 'on':
    case 'off':
      return told(context, verb, await engine.webhooks.setActive({ accountId, webhook, isActive: verb === 'on' }));
    case 'test': {
      const { status } = await engine.webhooks.test({ accountId, webhook });
      const isGood = status >= 200 && status < 300;
      output.print(translate(isGood ? 'cli.webhook.answers' : 'cli.webhook.refuses', { ...facts, status }));
      output.tell({ type: 'result', job: null, state: isGood ? 'done' : 'refused', counts: {}, webhook, status });
      return isGood ? exitCodes.done : exitCodes.rowsLeft;
    }
    case 'remove': {
      if (!options.yes && !console.isInteractive) throw new UsageError('cli.usage.webhookYesMissing');
      if (!options.yes && !(await confirm(context, 'cli.webhook.askRemove', facts))) {
        output.tell({ type: 'result', job: null, state: 'cancelled', counts: {} });
        return exitCodes.done;
      }
      await engine.webhooks.remove({ accountId, webhook });
      return told(context, 'removed', webhook);
    }
  }
}

function told({ output, translate }: Context, how: 'added' | 'on' | 'off' | 'removed', webhook: Webhook): ExitCode {
  output.print(translate(`cli.webhook.${how}`, { name: webhook.name }));
  output.tell({ type: 'result', job: null, state: 'done', counts: {}, webhook });
  return exitCodes.done;
}

/** By id, name or address. */
function webhookNamed(all: readonly Webhook[], wanted: string): Webhook {
  const key = wanted.trim().toLowerCase();
  const found = all.filter(({ id, name, url }) => [id, name, url].some((one) => one.toLowerCase() === key));
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  throw new ProblemError({ kind: 'webhookUnknown', webhook: wanted, webhooks: all.map(({ name }) => name).join(', ') });
}
