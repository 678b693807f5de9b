import type { Wish } from '#shared/actions/wish.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { actingTask, actionOptions, departmentNamed, namedIn } from '../acting.ts';
import { defineCommand } from '../command.ts';
import { UsageError } from '../faults.ts';
import { ticketShowTask } from './ticket-show.ts';

const verbs = { open: 'openTicket', transfer: 'transferTicket', close: 'closeTicket' } as const;
const isAction = (word: string | undefined): word is keyof typeof verbs =>
  word !== undefined && Object.hasOwn(verbs, word);

export const ticketCommand = defineCommand({
  verb: 'ticket',
  operands: 'open|transfer|close|show [JOB|ID]',
  positionals: [1, 2],
  about: 'cli.about.ticket',
  options: {
    ...actionOptions,
    department: { type: 'string', value: 'NAME', about: 'cli.option.ticketDepartment' },
    user: { type: 'string', value: 'NAME', about: 'cli.option.ticketUser' },
    topic: { type: 'string', multiple: true, value: 'NAME', about: 'cli.option.ticketTopic' },
    comment: { type: 'string', value: 'TEXT', about: 'cli.option.ticketComment' },
  },
  read: ({ values, positionals: [action, code] }) => {
    const { department, user, topic = [], comment = '' } = values;
    if (action === 'show' && code !== undefined) return ticketShowTask(code);
    if (!isAction(action)) throw new UsageError('cli.usage.ticket');
    const verb = verbs[action];
    const isClosing = verb === 'closeTicket';
    if (isClosing ? department !== undefined || user !== undefined : department === undefined || topic.length > 0)
      throw new UsageError('cli.usage.ticket');
    const wishOf = async (engine: EngineClient, accountId: number): Promise<Wish> => {
      const asksNames = user !== undefined || topic.length > 0;
      const { users, topics } = asksNames ? await engine.actions.choices({ accountId }) : { users: [], topics: [] };
      if (verb === 'closeTicket') {
        const chosen = topic.map((one) =>
          namedIn(topics, one, (names) => ({ kind: 'topicUnknown', topic: one, topics: names })),
        );
        return { verb, topics: chosen, comment };
      }
      return {
        ...{ verb, comment },
        department: await departmentNamed(engine, accountId, department ?? ''),
        user:
          user === undefined ? null : namedIn(users, user, (names) => ({ kind: 'userUnknown', user, users: names })),
      };
    };
    return actingTask({ values, code, verb, wishOf });
  },
});
