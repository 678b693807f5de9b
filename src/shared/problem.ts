import { z } from 'zod';

/**
 * Every expected problem, as a value with a kind and the facts its sentence needs.
 *
 * Facts never carry personal data (no phone number, no name, no message text) and no token, so a problem may
 * be logged and sent to any face as it is. `sentences/*` hold one sentence per kind and language: a kind without
 * its sentence does not compile.
 */
const kind = <K extends string, S extends z.core.$ZodLooseShape = Record<never, never>>(name: K, facts?: S) =>
  z.object({ kind: z.literal(name), ...(facts ?? ({} as S)) });

const text = z.string();
const count = z.number();

export const problemSchema = z.discriminatedUnion('kind', [
  // The cell of the number
  kind('phoneMissing'),
  kind('phoneNotANumber'),
  kind('phoneExponent'),
  kind('phoneTooShort'),
  kind('phoneTooLong'),
  kind('areaCodeMissing'),
  kind('areaCodeUnknown', { areaCode: text }),
  kind('phoneSpecial'),
  kind('phoneFictitious'),
  kind('phoneInvalid', { country: text }),

  // The row
  kind('duplicateInFile', { line: count }),
  kind('optedOut'),
  kind('excludedByUser'),
  kind('erased'),
  kind('noConsent'),
  kind('noContactHere'),
  kind('notCorrected'),
  kind('noWhatsapp'),
  kind('contactRefused', { detail: text }),
  kind('contactInDoubt'),
  kind('fieldsRefused', { detail: text }),
  kind('importCancelled'),

  // The contact, when an import is undone
  kind('contactNotDeleted', { detail: text }),
  kind('contactUsedSince'),
  kind('contactUseUnknown'),
  kind('contactChangedSince'),
  kind('contactInOtherImport'),
  kind('contactOlder'),
  kind('undoCancelled'),

  // The contact, in a bulk action
  kind('contactGone'),
  kind('notFoundHere'),
  kind('chosenTwice', { line: count }),
  kind('noOpenTicket'),
  kind('hasOpenTicket'),
  kind('groupInDoubt', { group: text }),
  kind('groupUnknown', { group: text }),
  kind('actionInDoubt'),
  kind('actionUnanswered', { attempts: count }),
  kind('actionRefusedInARow', { count }),
  kind('actionCancelled'),
  kind('nobodyChosen'),
  kind('confirmWrong', { count }),
  kind('fieldUnknown', { field: text, fields: text }),
  kind('userUnknown', { user: text, users: text }),
  kind('topicUnknown', { topic: text, topics: text }),

  // The delivery
  kind('missingVariable', { name: text }),
  kind('valueUnreadable', { name: text, filter: text }),
  kind('sameContactTwice', { line: count }),
  kind('contactedRecently', { days: count }),
  kind('tooManyCampaigns', { most: count }),
  kind('sameTextRecently', { hours: count }),
  kind('onBlockList', { list: text, date: text }),
  kind('unsubscribedInAccount'),
  kind('blockedInAccount'),
  kind('messageRefused', { detail: text }),
  kind('messageInDoubt'),
  kind('deliveryFailed', { detail: text }),
  kind('undeliverable'),
  kind('outsideReplyWindow'),
  kind('marketingLimit'),
  kind('pairLimit'),
  kind('templateRefused', { detail: text }),
  kind('numberRestricted', { detail: text }),
  kind('tooManyAttempts', { attempts: count }),
  kind('cancelled'),

  // The file
  kind('fileNotFound'),
  kind('fileNoAccess'),
  kind('fileLocked'),
  kind('fileIsFolder'),
  kind('fileEmpty'),
  kind('fileHeaderOnly'),
  kind('fileNotATable'),
  kind('fileBinary', { looksLike: text }),
  kind('fileUnsupported', { extension: text }),
  kind('fileUnclosedQuote', { line: count }),
  kind('fileChanged'),
  kind('fileTooWide', { columns: count, most: count }),
  kind('workbookDamaged'),
  kind('workbookLocked'),
  kind('pasteNotATable'),
  kind('sheetNotFound', { sheet: text, sheets: text }),
  kind('encodingUnknown', { encoding: text }),
  kind('noNumberColumn'),
  kind('columnUnknown', { column: text, columns: text }),
  kind('targetUnknown', { target: text }),
  kind('savedMappingGone'),

  // The account
  kind('addressInvalid'),
  kind('tokenMissing'),
  kind('tokenRefused'),
  kind('permissionDenied', { detail: text }),
  kind('serverAway', { host: text }),
  kind('notDigisac', { host: text }),
  kind('blockedOnTheWay', { host: text }),
  kind('serverTrouble', { status: count }),
  kind('answerUnexpected', { route: text, shape: text }),
  kind('slowedDown', { seconds: count }),
  kind('noAccount'),
  kind('accountUnknown', { account: text, accounts: text }),
  kind('noService'),
  kind('serviceUnknown', { service: text, services: text }),
  kind('serviceAmbiguous', { services: text }),
  kind('serviceDisconnected', { service: text }),
  kind('tagRefused', { tag: text, detail: text }),
  kind('fieldRefused', { field: text, detail: text }),
  kind('departmentUnknown', { department: text, departments: text }),
  kind('loginRefused'),
  kind('signInEnded', { host: text }),
  kind('blockRefused', { detail: text }),
  kind('groupRefused', { detail: text }),
  kind('ticketRefused', { detail: text }),
  kind('ticketNotClosed', { detail: text }),
  kind('serviceRefused', { detail: text }),
  kind('exportRefused', { detail: text }),
  kind('webhookRefused', { detail: text }),
  kind('webhookUnknown', { webhook: text, webhooks: text }),
  kind('webhookAway', { host: text }),
  kind('personalTokenRefused', { detail: text }),

  // The job
  kind('interrupted'),
  kind('pausedByUser'),
  kind('outsideWindow', { opensAt: text }),
  kind('dailyLimitReached', { limit: count, opensAt: text }),
  kind('maxReached', { max: count }),
  kind('notYetTime', { startsAt: text }),
  kind('startMissed', { startsAt: text }),
  kind('recallingSent'),
  kind('waitingForContacts'),
  kind('notDelivering', { count }),
  kind('refusedInARow', { count }),
  kind('failingInARow', { count }),
  kind('jobUnknown', { job: text }),
  kind('jobWrongState', { job: text, state: text }),
  kind('importNotReady', { job: text }),
  kind('nobodyToSendTo'),
  kind('nothingToUndo', { job: text }),
  kind('importInUse', { job: text, campaign: text }),
  kind('importUndone', { job: text }),

  // The audience
  kind('audienceEmpty'),
  kind('audienceGone'),
  kind('audienceSourceGone'),
  kind('contactsNotTold'),
  kind('blockListEmpty'),

  // The message
  kind('templateEmpty'),
  kind('templateBroken', { position: count }),
  kind('templateNested', { position: count }),
  kind('templateUnknownVariable', { name: text, names: text }),
  kind('templateTooLong', { length: count, most: count }),
  kind('attachmentUnsupported', { looksLike: text }),
  kind('attachmentTooLarge', { megabytes: count, most: count }),
  kind('attachmentGone', { name: text }),
  kind('audioWithText'),
  kind('attachmentWithButtons'),
  kind('notOfficial', { service: text }),
  kind('approvedGone', { template: text }),
  kind('approvedNot', { template: text, status: text }),
  kind('approvedChanged', { template: text }),
  kind('approvedParameters', { needed: count, given: count }),
  kind('approvedHeader', { template: text }),
  kind('headerLink'),

  // The plan
  kind('planEmpty'),
  kind('planNotYaml', { line: count, column: count }),
  kind('planKeyTwice', { key: text, line: count, column: count }),
  kind('planKeyUnknown', { key: text, names: text, line: count, column: count }),
  kind('planKeyMistyped', { key: text, nearest: text, line: count, column: count }),
  kind('planKeyMissing', { key: text, line: count, column: count }),
  kind('planBlank', { key: text, line: count, column: count }),
  kind('planBoth', { first: text, second: text, line: count, column: count }),
  kind('planWantsText', { key: text, line: count, column: count }),
  kind('planWantsNumber', { key: text, line: count, column: count }),
  kind('planWantsYesNo', { key: text, line: count, column: count }),
  kind('planWantsList', { key: text, line: count, column: count }),
  kind('planWantsGroup', { key: text, line: count, column: count }),
  kind('planValueWrong', { key: text, value: text, allowed: text, line: count, column: count }),
  kind('planTooLong', { key: text, most: count, line: count, column: count }),
  kind('planTooMany', { key: text, most: count, line: count, column: count }),
  kind('planTemplateUnknown', { template: text, templates: text }),
  kind('planDone', { job: text }),
  kind('planUsed', { job: text }),
  kind('planTooLarge', { megabytes: count }),
  kind('planTab', { line: count, column: count }),
  kind('planBackslash', { line: count, column: count }),
  kind('planNotUtf8', { file: text }),
  kind('planFileNotFound', { key: text, file: text }),
  kind('blockListUnknown', { name: text, names: text }),
  kind('audienceFileWrong', { place: text }),
  kind('audienceNameUnknown', { name: text, names: text }),
  kind('audienceUnknown', { name: text, names: text }),
  kind('routineUnknown'),
  kind('routineBusy'),
  kind('routineNothingNew', { folder: text }),
  kind('folderNotFound', { folder: text }),

  // The person
  kind('personUnderWay', { job: text }),

  // What was asked for
  kind('rateInvalid', { value: text }),
  kind('windowInvalid', { value: text }),
  kind('daysInvalid', { value: text }),
  kind('timeZoneInvalid', { value: text }),
  kind('dateInvalid', { value: text }),
  kind('optionInvalid', { option: text, value: text }),
  kind('phoneOfOptionInvalid', { option: text }),

  // This machine
  kind('dataFolderHeld'),
  kind('dataFolderNoAccess', { path: text }),
  kind('databaseDamaged', { path: text }),
  kind('databaseBusy'),
  kind('noCopy'),
  kind('noRoomForCopy', { megabytes: count }),
  kind('copyUnknown', { name: text }),
  kind('copyDamaged', { name: text }),
  kind('networkFolder', { path: text }),
  kind('databaseFromFuture', { found: count, known: count }),
  kind('diskFull'),
  kind('reportNotWritten', { path: text }),
  kind('reportOfCampaignsOnly', { format: text }),

  // The export
  kind('targetThere', { path: text }),
  kind('exportLater'),
  kind('exportCut'),
  kind('protocolMissing'),
  kind('ticketGone'),
]);

export type Problem = z.infer<typeof problemSchema>;
export type ProblemKind = Problem['kind'];

/** The problem of one kind, with its facts: `ProblemOf<'duplicateInFile'>` has a line. */
export type ProblemOf<K extends ProblemKind> = Extract<Problem, { kind: K }>;

/**
 * An expected problem on its way up to an edge (router, loop, command), where it becomes a value again.
 * Only for places where a Result would have to be passed through many hands; it is caught by name at the edge.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}
