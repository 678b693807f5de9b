import { createAccount } from './account.ts';
import { createAsk } from './ask.ts';
import { createContactQueries } from './contact-query.ts';
import { createContacts } from './contacts.ts';
import type { Digisac } from './digisac.ts';
import { createFields } from './fields.ts';
import { createHttp, type Http, type HttpOptions } from './http.ts';
import { createMessages } from './messages.ts';
import { createQuickReplies } from './quick-replies.ts';
import { createServices } from './services.ts';
import { createTags } from './tags.ts';
import { createTemplates } from './templates.ts';

/** A client of one account: `renew`, `finish` and `close` as those of `Http`. */
export function createDigisac(options: HttpOptions): Digisac & Pick<Http, 'renew' | 'finish' | 'close'> {
  const http = createHttp(options);
  const ask = createAsk(http);
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
  };
}
