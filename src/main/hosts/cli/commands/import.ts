import { blanksRuleSchema, existingRuleSchema, tagRuleSchema } from '#shared/contacts/rules.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportOptions } from '#shared/rpc/imports.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount, chooseDepartment, chooseService } from '../account.ts';
import { defineCommand } from '../command.ts';
import { tellEnds } from '../ending.ts';
import { orInvalid, orThrow } from '../faults.ts';
import { createContacts, leaveWaiting, mayCreate, prepareImport, tellPlan } from '../importing.ts';
import { readSheetOptions, sheetOptions } from '../sheet.ts';

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
    const wishes = readSheetOptions(values);
    const { service, department, tag: tags, existing, 'dry-run': isDry = false } = values;
    const { blank, 'tags-rule': tagsRule, 'column-existing': columnRules = [] } = values;
    const blanks = blank && orInvalid(blanksRuleSchema.safeParse(blank).data ?? null, '--blank', blank);
    const tagRule = tagsRule && orInvalid(tagRuleSchema.safeParse(tagsRule).data ?? null, '--tags-rule', tagsRule);
    const rule = existing && orInvalid(existingRuleSchema.safeParse(existing).data ?? null, '--existing', existing);
    return async (context) => {
      const mustAsk = !isDry && mayCreate(context) === 'ask';
      const engine = await context.engine('own');
      const account = await chooseAccount(context, engine);
      const own = { accountId: account.id, serviceId: orThrow(chooseService(account.services, service)).id };
      // What was not said is as always, and in corrections as it was in the first import.
      const options: Partial<ImportOptions> = {
        ...(service === undefined && context.options.account === null ? {} : own),
        ...(department === undefined ? {} : { departmentId: await chooseDepartment(engine, account.id, department) }),
        ...(tags === undefined ? {} : { tags }),
        ...(rule ? { existing: rule } : {}),
        ...(blanks ? { blanks } : {}),
        ...(tagRule ? { tagRule } : {}),
      };
      const detail = await prepareImport(context, engine, {
        ...{ file, accountId: account.id, wishes, options, own, columnRules },
      });
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
