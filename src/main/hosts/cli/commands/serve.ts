import { parseCount } from '#shared/plan/values.ts';
import { defineCommand } from '../command.ts';
import { orInvalid } from '../faults.ts';

export const serveCommand = defineCommand({
  verb: 'serve',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.serve',
  options: { port: { type: 'string', value: 'N', about: 'cli.option.port' } },
  hearsSignals: true,
  read: ({ values: { port } }) => {
    const number = port === undefined ? 0 : orInvalid(parseCount(port, 0, 65_535), '--port', port);
    return ({ host, place }) => host.serve(place, number);
  },
});
