import type { PageCell, PageTable, ReportPage } from './page.ts';

/** The page as one HTML file that needs nothing else: no script, no address, and what people typed is only ever text. */
export function writeHtml(page: ReportPage): Uint8Array {
  const number = new Intl.NumberFormat(page.language);
  const cell = (value: PageCell): string => escaped(typeof value === 'number' ? number.format(value) : value);
  const { funnel, hours } = page;
  const steps = funnel.steps
    .map(
      ({ label, count, share, hint, isApart }) =>
        `<tr${isApart ? ' class="apart"' : ''}><th scope="row">${escaped(label)}</th><td class="n">${cell(count)}</td><td class="bar"><i style="width:${(share * 100).toFixed(2)}%"></i></td><td class="hint">${escaped(hint)}</td></tr>`,
    )
    .join('');
  const html = `<!doctype html>
<html lang="${escaped(page.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${escaped(page.title)}</title><style>${style}</style></head><body><main>
<p class="kind">${escaped(page.kind)}</p><h1>${escaped(page.title)}</h1>
<p class="facts">${page.facts.map(({ label, value }) => `<span>${escaped(label)} <b>${escaped(value)}</b></span>`).join('')}</p>
${page.warning === null ? '' : `<p class="warning">${escaped(page.warning)}</p>`}
<section><h2>${escaped(funnel.title)}</h2><table class="funnel">${steps}</table><p class="note">${escaped(funnel.note)}</p></section>
${hours === null ? '' : hoursHtml(hours, cell)}
${page.tables.map((table) => tableHtml(table, cell)).join('\n')}
<footer>${escaped(page.foot)}</footer></main></body></html>
`;
  return Buffer.from(html);
}

type Write = (value: PageCell) => string;

function hoursHtml(hours: NonNullable<ReportPage['hours']>, cell: Write): string {
  const top = Math.max(1, ...hours.bars.map(({ sent, read }) => Math.max(sent, read)));
  const bars = hours.bars
    .map(({ hour, sent, read }) => {
      const height = (count: number): string => `${((count / top) * 100).toFixed(2)}%`;
      const title = `${hour}: ${hours.columns[1]} ${cell(sent)}, ${hours.columns[2]} ${cell(read)}`;
      return `<li title="${escaped(title)}"><span><i style="height:${height(sent)}"></i><i class="read" style="height:${height(read)}"></i></span><small>${escaped(hour.replace(' h', ''))}</small></li>`;
    })
    .join('');
  return `<section><h2>${escaped(hours.title)}</h2><p class="key"><span class="sent">${escaped(hours.columns[1])}</span><span class="read">${escaped(hours.columns[2])}</span></p><ol class="hours">${bars}</ol></section>`;
}

function tableHtml({ title, note, columns, rows }: PageTable, cell: Write): string {
  const head = columns.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${cell(value)}</td>`).join('')}</tr>`).join('');
  return `<section><h2>${escaped(title)}</h2>${note === null ? '' : `<p class="note">${escaped(note)}</p>`}<div class="wide"><table class="list"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

const style = `:root{color-scheme:light dark;--ink:#1b1b19;--ink2:#5b5a55;--line:#e6e5e1;--canvas:#fff;--accent:#3450dc;--soft:#bcc7fb;--warn:#7c500c}
@media(prefers-color-scheme:dark){:root{--ink:#edece8;--ink2:#b3b2ac;--line:#31312e;--canvas:#1e1e1c;--accent:#7288f2;--soft:#4d5ca3;--warn:#f0c77c}}
@media print{:root{--ink:#1b1b19;--ink2:#5b5a55;--line:#e6e5e1;--canvas:#fff;--accent:#3450dc;--soft:#bcc7fb}}
*{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--ink);font:14px/20px Inter,system-ui,'Segoe UI',Roboto,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:880px;margin:0 auto;padding:48px 32px}h1{font-size:28px;line-height:36px;margin:0 0 8px;letter-spacing:-.018em}h2{font-size:16px;line-height:24px;margin:0 0 12px}
.kind,.note,.hint,footer,.facts,.key{color:var(--ink2)}.kind{margin:0 0 4px}.facts{display:flex;flex-wrap:wrap;gap:4px 24px;margin:0}.facts b{color:var(--ink);font-weight:600}.warning{color:var(--warn);font-weight:600}
section{margin-top:40px;break-inside:avoid}table{width:100%;border-collapse:collapse}.funnel th{font-weight:400;text-align:left;width:140px;padding:6px 0}.funnel .n{font-weight:600;text-align:right;width:96px;padding-right:16px}
.bar i{display:block;height:20px;border-radius:4px;background:var(--accent);min-width:2px}.apart i{background:var(--ink2)}.hint{width:180px;text-align:right}.apart th,.apart td{border-top:1px solid var(--line)}
.wide{overflow-x:auto}.list th,.list td{border-bottom:1px solid var(--line);padding:8px 0 8px 16px;text-align:right;vertical-align:top}.list th{color:var(--ink2);font-weight:500}.list th:first-child,.list td:first-child{text-align:left;padding-left:0}
.hours{display:flex;gap:4px;list-style:none;padding:0;margin:0}.hours li{flex:1;text-align:center}.hours span{display:flex;align-items:flex-end;gap:1px;height:140px;border-bottom:1px solid var(--line)}.hours i{flex:1;background:var(--accent);border-radius:2px 2px 0 0}.hours .read{background:var(--soft)}.hours small{color:var(--ink2);font-size:11px}
.key span{margin-right:16px}.key span::before{content:'';display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--accent);margin-right:8px}.key .read::before{background:var(--soft)}
footer{margin-top:48px;font-size:12px}`;
