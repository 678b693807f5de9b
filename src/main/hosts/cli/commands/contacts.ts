import { usualContactColumns } from '#shared/lookup/contacts.ts';
import { formatPhone } from '#shared/phone/format.ts';
import type { ContactPlace, ContactView } from '#shared/rpc/contacts.ts';
import { exitCodes } from '../../exit-codes.ts';
import { chooseAccount } from '../account.ts';
import { defineCommand } from '../command.ts';
import { exportTo, outOptions, sheetFormatOf } from '../exporting.ts';
import { contactOptions, contactWish, readLimit, serviceIdNamed } from '../looking.ts';

const usualLimit = 100;

/** Contacts of the account: on the terminal, for programs, or as a file. */
export const contactsCommand = defineCommand({
  verb: 'contacts',
  operands: '',
  positionals: [0, 0],
  about: 'cli.about.contacts',
  options: {
    ...contactOptions,
    service: { type: 'string', value: 'ID|NAME', about: 'cli.option.service' },
    limit: { type: 'string', value: 'N', about: 'cli.option.lookLimit' },
    ...outOptions,
  },
  read: ({ values }, common) => {
    const { service, out, force = false } = values;
    const limit = readLimit(values.limit, common.json ? Number.POSITIVE_INFINITY : usualLimit);
    const format = out === undefined ? null : sheetFormatOf(out);
    const wishOf = contactWish(values);
    return async (context) => {
      const { output, translate, signal } = context;
      const engine = await context.engine(out === undefined ? 'shared' : 'own');
      const account = await chooseAccount(context, engine);
      const accountId = account.id;
      const serviceId = serviceIdNamed(account, service);
      const filter = await wishOf(engine, accountId);
      if (out !== undefined && format !== null) {
        const fieldIds = (await engine.accounts.customFields({ accountId })).map(({ id }) => id);
        const columns = [...usualContactColumns];
        const wish = { what: 'contacts', format, serviceId, filter, columns, fieldIds } as const;
        return exportTo(context, engine, { accountId, wish, out, force });
      }
      const tags = new Map((await engine.accounts.tags({ accountId })).map(({ id, label }) => [id, label]));
      const names = new Map(account.services.map(({ id, name }) => [id, name]));
      const shown: ContactView[] = [];
      let count = 0;
      let place: ContactPlace | null = { question: 0, page: 1 };
      let isWhole = true;
      while (place !== null && count < limit) {
        const page: { contacts: ContactView[]; next: ContactPlace | null } = await engine.contacts.page(
          { accountId, serviceId, filter, place },
          { signal },
        );
        const some = page.contacts.slice(0, limit - count);
        count += some.length;
        if (!output.isJson) shown.push(...some);
        for (const contact of some) {
          output.tell({ type: 'row', ...contact, tags: contact.tagIds.map((id) => tags.get(id) ?? id) });
        }
        place = page.next;
        isWhole = place === null && some.length === page.contacts.length;
      }
      output.printTable(
        (['name', 'number', 'connection', 'tags', 'id'] as const).map((key) => ({
          title: translate(`lookup.contact.${key}`),
        })),
        shown.map((one) => [
          one.name,
          formatPhone(one.number),
          names.get(one.serviceId ?? '') ?? '',
          one.tagIds.map((id) => tags.get(id) ?? id).join(', '),
          one.id,
        ]),
      );
      if (!isWhole) output.say(translate('cli.lookMore'));
      output.tell({ type: 'result', job: null, state: 'done', counts: { contacts: count }, isWhole });
      return exitCodes.done;
    };
  },
});
