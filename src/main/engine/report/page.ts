import type { PageTable, ReportPage } from '#main/document/page.ts';
import { verdictOf } from '#shared/report/certainty.ts';
import { type Funnel, steps } from '#shared/report/stage.ts';
import type { CampaignReport } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { createTranslator, problemSentence, type Translate } from '#shared/sentences/translate.ts';

/** Causes told on a page; the rows of the other formats have them all. */
const mostCauses = 12;
const mostTagsOnPage = 12;

/** The report of a campaign as a page, in one language. `nowMs` stands at its foot. */
export function pageOf(
  report: CampaignReport,
  options: { readonly language: Language; readonly nowMs: number },
): ReportPage {
  const { language, nowMs } = options;
  const say = createTranslator(language);
  const { figures, timeZone } = report;
  const { funnel } = figures;
  const percent = percentIn(language);
  const moments = new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone,
  });
  const moment = (atMs: number): string => moments.format(atMs).replace(',', '');
  const isRunning = report.status !== 'done' && report.status !== 'cancelled';

  return {
    language,
    kind: say('cli.report.page.of'),
    title: report.name,
    facts: [
      { label: say('cli.report.page.account'), value: report.accountName },
      { label: say('cli.report.page.created'), value: moment(report.createdAt) },
      ...(report.finishedAt === null
        ? []
        : [{ label: say('cli.report.page.finished'), value: moment(report.finishedAt) }]),
    ],
    warning: isRunning ? say('cli.report.page.running') : null,
    funnel: {
      title: say('cli.report.page.funnel'),
      note: [say('cli.report.page.note'), medianWords(say, figures.medianReplyMs)]
        .filter((part) => part !== '')
        .join(' '),
      steps: [
        ...steps.map((step, index) => {
          const before = steps[index - 1];
          return {
            label: say(`cli.report.page.${step}`),
            count: funnel[step],
            share: ratio(funnel[step], funnel.selected),
            hint:
              before === undefined
                ? ''
                : say('cli.report.page.ofBefore', {
                    share: percent(ratio(funnel[step], funnel[before])),
                    step: say(`cli.report.page.${before}`).toLocaleLowerCase(language),
                  }),
            isApart: false,
          };
        }),
        {
          label: say('cli.report.page.optedOut'),
          count: funnel.optedOut,
          share: ratio(funnel.optedOut, funnel.selected),
          hint: say('cli.report.page.ofSent', { share: percent(ratio(funnel.optedOut, funnel.sent)) }),
          isApart: true,
        },
      ],
    },
    hours: figures.byHour.some(({ sent }) => sent > 0)
      ? {
          title: say('cli.report.page.hours'),
          columns: [say('cli.report.page.hour'), say('cli.report.page.hoursSent'), say('cli.report.page.hoursRead')],
          bars: figures.byHour.map(({ sent, read }, hour) => ({ hour: `${hour} h`, sent, read })),
        }
      : null,
    tables: [versionsTable(), tagsTable(), causesTable()].filter((table) => table !== null),
    foot: say('cli.report.page.made', { when: moment(nowMs), zone: timeZone.replaceAll('_', ' ') }),
  };

  function groupColumns(first: string): readonly string[] {
    return [first, ...steps.map((step) => say(`cli.report.page.${step}`)), say('cli.report.page.rate')];
  }
  function groupRow(name: string, counts: Funnel): readonly (string | number)[] {
    return [name, ...steps.map((step) => counts[step]), percent(ratio(counts.replied, counts.sent))];
  }

  function versionsTable(): PageTable | null {
    const { byVersion } = figures;
    if (byVersion.length < 2) return null;
    return {
      title: say('cli.report.page.versions'),
      note: verdictWords(say, byVersion),
      columns: groupColumns(say('cli.report.page.versionText')),
      rows: byVersion.map(({ version, funnel: counts }) =>
        groupRow(`${versionName(version)} · ${oneLine(report.texts[version] ?? '')}`, counts),
      ),
    };
  }

  function tagsTable(): PageTable | null {
    const { byTag, otherTags } = figures;
    if (byTag.length === 0) return null;
    const left = otherTags + Math.max(0, byTag.length - mostTagsOnPage);
    return {
      title: say('cli.report.page.tags'),
      note: left === 0 ? null : say('cli.report.page.moreTags', { count: left }),
      columns: groupColumns('Tag'),
      rows: byTag
        .slice(0, mostTagsOnPage)
        .map(({ tag, funnel: counts }) => groupRow(tag === '' ? say('cli.report.page.noTag') : tag, counts)),
    };
  }

  function causesTable(): PageTable | null {
    if (report.causes.length === 0) return null;
    return {
      title: say('cli.report.page.causes'),
      note: null,
      columns: [say('cli.report.page.cause'), say('cli.report.page.state'), say('cli.report.page.people')],
      rows: report.causes
        .slice(0, mostCauses)
        .map(({ state, problem, count }) => [
          problemSentence(say, problem),
          say(`state.delivery.${state}.label`),
          count,
        ]),
    };
  }
}

function verdictWords(say: Translate, versions: CampaignReport['figures']['byVersion']): string | null {
  const verdict = verdictOf(versions.map(({ funnel }) => ({ hits: funnel.replied, of: funnel.sent })));
  if (verdict === null) return null;
  if (verdict.kind === 'tooFew') return say('cli.report.page.verdict.tooFew');
  const nameAt = (index: number): string => versionName(versions[index]?.version ?? 0);
  return say(`cli.report.page.verdict.${verdict.kind}`, {
    name: nameAt(verdict.index),
    second: nameAt(verdict.second),
    low: points(verdict.difference.low),
    high: points(verdict.difference.high),
  });
}

/** Percentage points, to one decimal. */
const points = (share: number): number => Math.round(share * 1_000) / 10;

/** Versions are called by letters: A, B, C, D. */
const versionName = (version: number): string => String.fromCharCode(65 + version);

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** With a decimal where the whole number would say nothing: 0,4%. */
function percentIn(language: Language): (share: number) => string {
  const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const fine = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (share) => (share > 0 && share < 0.1 ? fine : whole).format(share);
}

function medianWords(say: Translate, ms: number | null): string {
  if (ms === null) return '';
  const duration = (): string => {
    const seconds = ms / 1_000;
    if (seconds < 90) return say('cli.report.page.duration.seconds', { count: Math.round(seconds) });
    if (seconds < 5_400) return say('cli.report.page.duration.minutes', { count: Math.round(seconds / 60) });
    if (seconds < 172_800) return say('cli.report.page.duration.hours', { count: Math.round(seconds / 3_600) });
    return say('cli.report.page.duration.days', { count: Math.round(seconds / 86_400) });
  };
  return say('cli.report.page.median', { duration: duration() });
}

const longestText = 90;
const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line;
};
