import { parseCount } from '#shared/plan/values.ts';
import { defineCommand } from '../command.ts';
import { orInvalid, UsageError } from '../faults.ts';

/** Long enough that nobody finds it by trying, and fit for an address. */
const pathShape = /^[\w-]{20,200}$/;

const readPort = (option: string, port: string | undefined): number =>
  port === undefined ? 0 : orInvalid(parseCount(port, 0, 65_535), option, port);

export const serveCommand = defineCommand({
  verb: 'serve',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.serve',
  options: {
    port: { type: 'string', value: 'N', about: 'cli.option.port' },
    webhooks: { type: 'boolean', about: 'cli.option.webhooks' },
    'webhooks-port': { type: 'string', value: 'N', about: 'cli.option.webhooksPort' },
    'webhooks-path': { type: 'string', value: 'SECRET', about: 'cli.option.webhooksPath' },
  },
  hearsSignals: true,
  read: ({ values }) => {
    const port = readPort('--port', values.port);
    const { webhooks: isWanted = false, 'webhooks-path': path, 'webhooks-port': webhooksPort } = values;
    if (!isWanted && (path !== undefined || webhooksPort !== undefined)) {
      throw new UsageError('cli.usage.optionMissing', { option: '--webhooks' });
    }
    // What was typed is not repeated: it is a secret.
    if (path !== undefined) orInvalid(pathShape.test(path) ? path : null, '--webhooks-path', '…');
    const own = { port: readPort('--webhooks-port', webhooksPort), path: path ?? null };
    return ({ host, place, options: { account } }) =>
      host.serve(place, { port, webhooks: isWanted ? { ...own, account } : null });
  },
});
