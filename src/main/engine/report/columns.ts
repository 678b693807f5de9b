import type { StoredCampaign } from '#main/store/campaigns.ts';
import type { StoredDelivery } from '#main/store/deliveries.ts';
import type { StoredRow } from '#main/store/rows.ts';
import { formatPhone } from '#shared/phone/format.ts';
import { takenStates } from '#shared/recipient/delivery.ts';
import type { Words } from './words.ts';

/** One row of the sheet and, in the report of a campaign, its message; null where it was not enlisted. */
export interface Outcome {
  readonly row: StoredRow;
  readonly delivery: StoredDelivery | null;
}

/** A column that the report adds to those of the sheet. */
interface Column {
  readonly title: string;
  readonly cell: (outcome: Outcome) => string;
}

export const lineColumn = ({ translate }: Words): Column => ({
  title: translate('cli.report.line'),
  cell: ({ row }) => String(row.line),
});

export const importColumns = ({ translate, problem, notes }: Words): readonly Column[] => [
  // Without the plus, which would have to be defused, and with spaces: bare digits become 5,51199E+12 in Excel.
  { title: translate('cli.report.number'), cell: ({ row }) => formatPhone(row.phone ?? '').replace(/^\+/, '') },
  { title: translate('cli.report.changes'), cell: ({ row }) => notes(row.notes) },
  {
    title: translate('cli.report.outcome'),
    cell: ({ row }) => {
      const label = translate(`state.row.${row.state}.label`);
      return row.origin === null ? label : `${label} (${translate(`state.origin.${row.origin}.label`).toLowerCase()})`;
    },
  },
  {
    title: translate('cli.report.reason'),
    cell: ({ row }) => {
      if (row.problem !== null) return problem(row.problem);
      return row.state === 'ready' && row.verdict === 'unknown' ? translate('state.verdict.unknown.explanation') : '';
    },
  },
  { title: translate('cli.report.contact'), cell: ({ row }) => row.contactId ?? '' },
];

export const campaignColumns = (
  { translate, problem, moment }: Words,
  { content }: Pick<StoredCampaign, 'content'>,
): readonly Column[] => [
  {
    title: translate('cli.report.delivery'),
    cell: ({ delivery }) => (delivery === null ? '' : translate(`state.delivery.${delivery.state}.label`)),
  },
  { title: translate('cli.report.deliveryReason'), cell: ({ delivery }) => problem(delivery?.problem ?? null) },
  {
    title: translate('cli.report.text'),
    cell: ({ delivery }) => (delivery !== null && hasLeft(delivery) ? delivery.text : ''),
  },
  { title: translate('cli.report.accepted'), cell: ({ delivery }) => moment(delivery?.acceptedAt ?? null) },
  { title: translate('cli.report.delivered'), cell: ({ delivery }) => moment(delivery?.deliveredAt ?? null) },
  { title: translate('cli.report.read'), cell: ({ delivery }) => moment(delivery?.readAt ?? null) },
  { title: translate('cli.report.replied'), cell: ({ delivery }) => moment(delivery?.repliedAt ?? null) },
  { title: translate('cli.report.optedOut'), cell: ({ delivery }) => moment(delivery?.optedOutAt ?? null) },
  {
    title: translate('cli.report.version'),
    // Of one text there is no other to tell it from.
    cell: ({ delivery }) =>
      delivery === null || content.kind === 'approved' || content.versions.length < 2
        ? ''
        : String.fromCharCode(65 + delivery.version),
  },
  { title: translate('cli.report.updated'), cell: ({ delivery }) => moment(delivery?.updatedAt ?? null) },
];

/** Whether the text may have reached anybody: what is still queued, or was cancelled in the queue, has not been said. */
const hasLeft = ({ state, intentAt }: StoredDelivery): boolean =>
  takenStates.some((taken) => taken === state) || (intentAt !== null && state !== 'queued' && state !== 'cancelled');
