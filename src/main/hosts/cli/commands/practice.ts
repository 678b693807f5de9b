import { parseCount } from '#shared/plan/values.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { orInvalid, orThrow } from '../faults.ts';

export const practiceCommand = defineCommand({
  verb: 'practice',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.practice',
  options: {
    port: { type: 'string', value: 'N', about: 'cli.option.port' },
    dialect: { type: 'string', multiple: true, value: 'NAME', about: 'cli.option.dialect' },
    fault: { type: 'string', multiple: true, value: 'NAME', about: 'cli.option.fault' },
    official: { type: 'boolean', about: 'cli.option.official' },
    seed: { type: 'string', value: 'N', about: 'cli.option.seed' },
  },
  read: ({ values: { port, seed, official = false, dialect = [], fault = [] } }) => {
    const options = {
      port: port === undefined ? null : orInvalid(parseCount(port, 0, 65_535), '--port', port),
      seed: seed === undefined ? null : orInvalid(parseCount(seed, 0, 999_999_999), '--seed', seed),
      dialect,
      faults: fault,
      official,
    };
    return async ({ host, place, output, translate, signal, atStop }) => {
      const { at, close } = orThrow(await host.practise(place, options));
      atStop(close);
      output.print(translate('cli.practising', { address: at.address }));
      // Of the practice account only: it opens nothing that is anybody's.
      output.print(`MALOTE_URL=${at.address} MALOTE_TOKEN=${at.token}`);
      output.tell({ type: 'state', job: null, state: 'running', address: at.address, token: at.token });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      return exitCodes.done;
    };
  },
});
