import { formatPhone } from '#shared/phone/format.ts';
import type { Person } from '#shared/rpc/privacy.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Words } from '../report/words.ts';

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d9dde2;white-space:pre-wrap;overflow-wrap:anywhere}
th{font-weight:600;color:#4a525c}p{color:#4a525c}`;

/** Everything about one person as one page that stands by itself: what is handed to them (LGPD art. 19). HTML. */
export function pageOfPerson(
  person: Person,
  options: { readonly words: Words; readonly language: Language; readonly nowMs: number },
): string {
  const { words, language, nowMs } = options;
  const { translate, moment } = words;
  const say = (key: Parameters<typeof translate>[0], facts?: Record<string, string | number>) =>
    escaped(translate(key, facts));
  const when = (atMs: number | null) => escaped(moment(atMs));
  const origin = ({ fileName, line, readAt }: { fileName: string; line: number; readAt: number }) =>
    say('cli.person.line', { file: fileName, line, moment: moment(readAt) });

  function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
    if (rows.length === 0) return '';
    const head = columns.map((column) => `<th scope="col">${column}</th>`).join('');
    const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
    return `<h2>${title}</h2>\n<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>\n`;
  }

  const parts = [
    table(
      say('cli.person.rows'),
      [say('cli.person.where'), say('cli.person.what'), say('cli.person.state')],
      person.rows.map((row) => [
        origin(row),
        row.said.map(({ column, cell }) => `${escaped(column)}: ${escaped(cell)}`).join('<br>'),
        say(`state.row.${row.state}.label`),
      ]),
    ),
    table(
      say('cli.person.contacts'),
      [say('cli.person.account'), say('cli.person.name'), say('cli.person.number'), say('cli.person.date')],
      person.contacts.map(({ accountName, name, number, seenAt }) => [
        escaped(accountName),
        escaped(name),
        escaped(formatPhone(number)),
        when(seenAt),
      ]),
    ),
    table(
      say('cli.person.consents'),
      [say('cli.person.where'), say('cli.person.state'), say('cli.person.what'), say('cli.person.date')],
      person.consents.map(({ from, agrees, said, columns, dated, notedAt }) => [
        from === null ? say('cli.person.reply', { moment: moment(notedAt) }) : origin(from),
        say(agrees ? 'cli.person.agrees' : 'cli.person.refuses'),
        `${escaped(said)}${columns.length > 0 ? ` (${escaped(columns.join(', '))})` : ''}`,
        dated === '' ? when(notedAt) : escaped(dated),
      ]),
    ),
    table(
      say('cli.person.optOuts'),
      [say('cli.person.state'), say('cli.person.what'), say('cli.person.date')],
      person.optOuts.map(({ source, said, addedAt }) => [
        say(`cli.optoutBy.${source}`),
        escaped(said ?? ''),
        when(addedAt),
      ]),
    ),
    table(
      say('cli.person.actions'),
      [say('cli.person.what'), say('cli.person.state'), say('cli.person.date')],
      person.actions.map(({ name, state, doneAt }) => [
        escaped(name),
        say(`state.action.${state}.label`),
        when(doneAt),
      ]),
    ),
    table(
      say('cli.person.messages'),
      [say('cli.person.campaign'), say('cli.person.text'), say('cli.person.state'), say('cli.person.date')],
      person.messages.map((message) => [
        escaped(message.campaignName),
        escaped(message.text),
        say(`state.delivery.${message.state}.label`),
        (
          [
            ['accepted', message.acceptedAt],
            ['delivered', message.deliveredAt],
            ['read', message.readAt],
            ['replied', message.repliedAt],
            ['optedOut', message.optedOutAt],
          ] as const
        )
          .flatMap(([what, atMs]) => (atMs === null ? [] : [`${say(`cli.person.${what}`)}: ${when(atMs)}`]))
          .join('<br>'),
      ]),
    ),
  ].join('');

  const title = say('cli.person.title', { number: formatPhone(person.phone) });
  const erased =
    person.erasedAt === null ? '' : `<p>${say('cli.person.erased', { moment: moment(person.erasedAt) })}</p>`;
  const nothing = parts === '' && erased === '' ? `<p>${say('cli.person.nothing')}</p>` : '';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>
<p>${say('cli.person.made', { moment: moment(nowMs) })}</p>
${erased}${nothing}${parts}</body></html>
`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** As text of a page: what stands in a sheet is never read as markup. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
