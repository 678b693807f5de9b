import { readImportWishes } from '#shared/plan/import.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { tellEnds } from '../ending.ts';
import { orThrow } from '../faults.ts';
import { placeOfImport } from '../import-options.ts';
import { createContacts, leaveWaiting, mayCreate, prepareImport, tellPlan } from '../importing.ts';
import { sheetOptions } from '../sheet.ts';

export const importCommand = defineCommand({
  verb: 'import',
  operands: 'FILE',
  positionals: [1, 1],
  about: 'cli.about.import',
  options: {
    service: { type: 'string', value: 'ID|NAME', about: 'cli.option.service' },
    ...sheetOptions,
    tag: { type: 'string', multiple: true, value: 'NAME', about: 'cli.option.tag' },
    department: { type: 'string', value: 'NAME', about: 'cli.option.department' },
    existing: { type: 'string', value: 'leave|fill|overwrite', about: 'cli.option.existing' },
    'column-existing': { type: 'string', multiple: true, value: "'COLUMN=RULE'", about: 'cli.option.columnExisting' },
    blank: { type: 'string', value: 'leave|erase', about: 'cli.option.blank' },
    'tags-rule': { type: 'string', value: 'add|replace', about: 'cli.option.tagsRule' },
    'dry-run': { type: 'boolean', about: 'cli.option.dryRun' },
  },
  read: ({ values, positionals: [file = ''] }) => {
    const wishes = orThrow(readImportWishes(values));
    const isDry = values['dry-run'] === true;
    return async (context) => {
      const mustAsk = !isDry && mayCreate(context) === 'ask';
      const engine = await context.engine('own');
      const place = await placeOfImport(context, engine, wishes);
      const detail = await prepareImport(context, engine, { file, place, wishes });
      const goesOn = await tellPlan(context, engine, { detail, mustAsk });
      if (isDry || !goesOn) {
        const sentence = isDry ? 'cli.dryRunOver' : 'cli.nothingCreated';
        await leaveWaiting(context, engine, { job: jobIdOf.import(detail.id), sentence });
        return exitCodes.done;
      }
      return tellEnds(context, engine, await createContacts(context, engine, detail.id));
    };
  },
});
