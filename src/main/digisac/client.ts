import { createAccount } from './account.ts';
import { createAsk } from './ask.ts';
import { createContactQueries } from './contact-query.ts';
import { createContactUpkeep } from './contact-upkeep.ts';
import { createContacts } from './contacts.ts';
import type { Digisac } from './digisac.ts';
import { createDownload } from './download.ts';
import { createFields } from './fields.ts';
import { createGroups } from './groups.ts';
import { createHttp, type Http, type HttpOptions } from './http.ts';
import { createIntegrations } from './integrations.ts';
import { createMessages } from './messages.ts';
import { createNow } from './now.ts';
import { createPersonalTokens } from './personal-tokens.ts';
import { createQuickReplies } from './quick-replies.ts';
import { createServices } from './services.ts';
import { createStatistics } from './statistics.ts';
import { createTags } from './tags.ts';
import { createTemplates } from './templates.ts';
import { createTicketExports } from './ticket-exports.ts';
import { createTicketQueries } from './ticket-query.ts';
import { createTickets } from './tickets.ts';
import { createUsers } from './users.ts';
import { createWebhookTest } from './webhook-test.ts';
import { createWebhooks } from './webhooks.ts';

/** A client of one account: `renew`, `finish` and `close` as those of `Http`. */
export function createDigisac(
  options: HttpOptions & { readonly token: string },
): Digisac & Pick<Http, 'renew' | 'finish' | 'close'> {
  const http = createHttp(options);
  const ask = createAsk(http);
  const download = createDownload(http);
  return {
    clockSkewMs: http.clockSkewMs,
    renew: http.renew,
    finish: http.finish,
    close: http.close,
    ...createAccount(ask),
    ...createServices(ask),
    ...createContacts(ask),
    ...createContactQueries(ask),
    ...createTags(ask),
    ...createFields(ask),
    ...createMessages(ask),
    ...createTemplates(ask),
    ...createQuickReplies(ask),
    ...createContactUpkeep(ask, download),
    ...createGroups(ask),
    ...createTicketQueries(ask),
    ...createTickets(ask),
    ...createTicketExports(download),
    ...createNow(ask),
    ...createStatistics(ask),
    ...createUsers(ask),
    ...createIntegrations(ask),
    ...createWebhooks(ask),
    ...createWebhookTest(options),
    ...createPersonalTokens(ask),
  };
}
