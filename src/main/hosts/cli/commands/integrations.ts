import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { defineCommand } from '../command.ts';

export const integrationsCommand = defineCommand({
  verb: 'integrations',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.integrations',
  options: {},
  read: () => async (context) => {
    const { output, translate } = context;
    const engine = await context.engine('shared');
    const { id: accountId } = await chooseAccount(context, engine);
    const integrations = await engine.desk.integrations({ accountId });
    if (integrations.length === 0) output.say(translate('cli.noIntegrations'));
    else {
      output.printTable(
        [{ title: translate('cli.column.name') }, { title: translate('cli.column.address'), most: 100 }],
        integrations.map(({ name, url }) => [name, url ?? '']),
      );
    }
    output.tell({
      ...{ type: 'result', job: null, state: 'done', counts: { integrations: integrations.length }, integrations },
    });
    return exitCodes.done;
  },
});
