import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { StoredImport } from '#main/store/imports.ts';
import type { Store } from '#main/store/store.ts';
import type { TabularDeps } from '#main/tabular/sheet.ts';
import { accountNamed, departmentNamed, onlyAccount, serviceNamed } from '#shared/accounts/named.ts';
import { type Attachment, plainText } from '#shared/campaign/content.ts';
import type { Clock } from '#shared/clock.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { contentOf, exclusionsOf, paceOfPlan } from '#shared/plan/campaign.ts';
import { isOfAccount, lackOf, type PlanLack, type PlanStep, stepToGoOn } from '#shared/plan/follow.ts';
import { identityOf } from '#shared/plan/identity.ts';
import {
  type ImportPlace,
  type ImportWishes,
  mappingOfWishes,
  optionsOfWishes,
  wishesOfPlan,
} from '#shared/plan/import.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { Result } from '#shared/result.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import type { ApprovedTemplate } from '#shared/rpc/messages.ts';
import type { FollowedPlan, OpenedPlan, PlannedCampaign } from '#shared/rpc/plans.ts';
import type { Folder } from '../routine/folder.ts';
import { openPlan, type PlanSource, readWords } from './open-plan.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function orThrow<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new ProblemError(result.error);
  return result.value;
}

interface StageAsk {
  readonly path: string;
  readonly fileName: string;
  readonly accountId: number | null;
}

/** Plans as faces ask for them: which import one began, and following one in the window. */
export function createPlanVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly tabular: TabularDeps;
  readonly folder: Pick<Folder, 'fingerprint'>;
  readonly accounts: {
    readonly list: () => Account[];
    readonly departments: (accountId: number) => Promise<{ readonly id: string; readonly name: string }[]>;
  };
  readonly imports: {
    readonly get: (importId: number) => StoredImport;
    readonly detail: (importId: number) => ImportDetail;
    readonly stage: (ask: StageAsk & ImportWishes['sheet']['reading']) => Promise<number>;
    readonly configure: (
      importId: number,
      change: { readonly mapping: Mapping; readonly options: Partial<ImportOptions> },
    ) => Promise<ImportDetail>;
  };
  readonly messages: {
    readonly approved: (importId: number) => Promise<ApprovedTemplate[]>;
    readonly attach: (file: { readonly path: string; readonly fileName: string }) => Promise<Attachment>;
  };
}) {
  const { store, clock, tabular, folder, accounts, imports, messages } = deps;

  function begin(key: string, importId: number): void {
    imports.get(importId);
    store.planRuns.begin({ key, importId, nowMs: clock.now() });
  }

  /** As the sheet itself says it, where it cannot be read as the plan wants. */
  async function stageSheet(
    ask: StageAsk,
    reading: ImportWishes['sheet']['reading'],
    lacks: PlanLack[],
  ): Promise<number> {
    try {
      return await imports.stage({ ...ask, ...reading });
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null;
      if (problem?.kind !== 'sheetNotFound' && problem?.kind !== 'encodingUnknown') throw error;
      lacks.push(lackOf(problem));
      const { sheet, encoding, ...rest } = reading;
      const other = problem.kind === 'sheetNotFound' ? { encoding } : { sheet };
      return stageSheet(ask, { ...rest, ...definedOf(other) }, lacks);
    }
  }

  /** Whose account and connection: a named one that is not there is none, never another. */
  function accountOf(wanted: string | undefined, usual: number | null, lacks: PlanLack[]): Account | null {
    const all = accounts.list();
    if (wanted === undefined) return all.find(({ id }) => id === usual) ?? onlyAccount(all);
    const found = accountNamed(all, wanted);
    if (found.ok) return found.value;
    lacks.push(lackOf(found.error));
    return null;
  }

  function serviceOf(account: Account | null, wanted: string | undefined, lacks: PlanLack[]): string | null {
    if (account === null) return null;
    const service = serviceNamed(account.services, wanted);
    if (service.ok) return service.value.id;
    // Where the plan names none, the import says by itself that one has to be chosen.
    if (wanted !== undefined) lacks.push(lackOf(service.error));
    return null;
  }

  async function departmentOf(account: Account | null, wanted: string | undefined, lacks: PlanLack[]) {
    if (account === null || wanted === undefined) return null;
    try {
      return orThrow(departmentNamed(await accounts.departments(account.id), wanted)).id;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      lacks.push(lackOf(error.problem));
      return null;
    }
  }

  async function placeOf(
    { account: wanted, service, department }: OpenedPlan['plan']['import'],
    usual: number | null,
    lacks: PlanLack[],
  ): Promise<ImportPlace> {
    const account = accountOf(wanted, usual, lacks);
    return {
      accountId: account?.id ?? null,
      serviceId: serviceOf(account, service, lacks),
      departmentId: await departmentOf(account, department, lacks),
      isSaid: service !== undefined || wanted !== undefined,
    };
  }

  /** The campaign that another import made of the same plan and sheet. */
  function earlierCampaign(key: string, seed: number | null): string | null {
    const importId = store.planRuns.importOf(key);
    if (importId === null) return null;
    const made = store.campaigns.list().find((one) => one.importId === importId && one.seed === seed);
    return made === undefined || made.status === 'cancelled' ? null : jobIdOf.campaign(made.id);
  }

  /** The plan is begun with this import, for whoever carries it out again: window or command line. */
  function noteRun(importId: number, files: Parameters<typeof identityOf>[1], plan: OpenedPlan['plan']): PlanLack[] {
    const { key, seed } = identityOf(plan, files, sha256);
    const job = store.planRuns.importOf(key) === importId ? null : earlierCampaign(key, seed);
    begin(key, importId);
    return job === null ? [] : [lackOf({ kind: 'planUsed', job })];
  }

  /** What a plan is known again by; null where a file that it names is not there, or not known where. */
  async function filesOf(
    { plan, folder: place }: Pick<OpenedPlan, 'plan' | 'folder'>,
    sheetHash: string | null,
  ): Promise<Parameters<typeof identityOf>[1] | null> {
    const { 'text-file': textFile, attach } = plan.campaign ?? {};
    if (sheetHash === null || (place === null && (textFile ?? attach) !== undefined)) return null;
    const at = (written: string | undefined) =>
      place === null || written === undefined ? null : resolve(place, written);
    const words = await orWanted(at(textFile), (path) => readWords(path, tabular.platform));
    const attached = at(attach);
    const attachmentHash = attached === null ? null : await folder.fingerprint(attached);
    const isMissing = (textFile !== undefined && words === null) || (attach !== undefined && attachmentHash === null);
    return isMissing ? null : { sheetHash, words, attachmentHash };
  }

  return {
    find: (key: string): number | null => store.planRuns.importOf(key),
    begin,

    open: (ask: { readonly fileName: string; readonly from: PlanSource; readonly timeZone: string }) =>
      openPlan(tabular, ask),

    async stage(
      ask: StageAsk & { readonly opened: Pick<OpenedPlan, 'fileName' | 'plan' | 'folder'> },
    ): Promise<{ importId: number; step: PlanStep }> {
      const { opened, path, fileName } = ask;
      const { plan } = opened;
      const wishes = orThrow(wishesOfPlan(plan.import));
      const lacks: PlanLack[] = [];
      const place = await placeOf(plan.import, ask.accountId, lacks);
      const sheetHash = await folder.fingerprint(path);
      const importId = await stageSheet({ path, fileName, accountId: place.accountId }, wishes.sheet.reading, lacks);
      const sheet = imports.detail(importId);
      const understood = mappingOfWishes(sheet, { maps: wishes.sheet.maps, columnRules: wishes.columnRules });
      lacks.push(...understood.problems.map(lackOf));
      const files = await filesOf(opened, sheetHash);
      store.transact(() => {
        if (files !== null) lacks.push(...noteRun(importId, files, plan));
        store.importPlans.follow(importId, { ...opened, sheetHash, lacks });
      });
      const options = optionsOfWishes(wishes, place, { corrects: sheet.corrections !== null });
      const { mapping } = await imports.configure(importId, { mapping: understood.mapping, options });
      return { importId, step: stepToGoOn(lacks, { hasNumber: mapping.some(({ kind }) => kind === 'number') }) };
    },

    get(importId: number): FollowedPlan | null {
      imports.get(importId);
      const followed = store.importPlans.find(importId);
      if (followed === null) return null;
      const { fileName, lacks, plan } = followed;
      return { fileName, lacks: [...lacks], hasCampaign: plan.campaign !== undefined };
    },

    async campaign(importId: number, timeZone: string): Promise<PlannedCampaign | null> {
      imports.get(importId);
      const followed = store.importPlans.find(importId);
      const part = followed?.plan.campaign;
      if (!followed || part === undefined) return null;
      const { plan, sheetHash } = followed;
      const { 'text-file': textFile, attach, template } = part;
      const at = (written: string | undefined) =>
        followed.folder === null || written === undefined ? null : resolve(followed.folder, written);
      const words = await orWanted(at(textFile), (path) => readWords(path, tabular.platform));
      const attachment = await orWanted(at(attach), (path) => messages.attach({ path, fileName: basename(path) }));
      const content = contentOf(part, {
        fileText: words,
        attachment,
        templates: template === undefined ? [] : await messages.approved(importId),
      });
      const files = { sheetHash, words, attachmentHash: attachment?.hash ?? null };
      return {
        name: part.name ?? null,
        content: content.ok ? content.value : plainText(''),
        exclusions: exclusionsOf(part),
        pace: orThrow(paceOfPlan(part, timeZone)),
        seed: identityOf(plan, files, sha256).seed,
        inDoubt: part['in-doubt'] ?? 'settle',
        openTicket: part['open-ticket'] ?? false,
        beginsEarly: part['begin-early'] ?? false,
        wants: {
          attach: attach !== undefined && attachment === null ? basename(attach) : null,
          textFile: textFile !== undefined && words === null ? basename(textFile) : null,
        },
        problem: content.ok ? null : content.error,
      };
    },

    async retry(importId: number): Promise<void> {
      const { mapping, options } = imports.get(importId);
      const followed = store.importPlans.find(importId);
      if (followed === null) return;
      const lacks: PlanLack[] = [];
      const { accountId, serviceId, departmentId } = await placeOf(followed.plan.import, options.accountId, lacks);
      const found = {
        ...(accountId === null ? {} : { accountId }),
        ...(serviceId === null ? {} : { serviceId }),
        ...(departmentId === null ? {} : { departmentId }),
      };
      await imports.configure(importId, { mapping, options: found });
      const others = followed.lacks.filter(({ problem }) => !isOfAccount(problem));
      store.importPlans.setLacks(importId, [...others, ...lacks]);
    },

    heed(importId: number, step: PlanStep): void {
      imports.get(importId);
      const lacks = store.importPlans.find(importId)?.lacks ?? [];
      store.importPlans.setLacks(
        importId,
        lacks.filter((lack) => lack.step !== step),
      );
    },

    letGo(importId: number): void {
      imports.get(importId);
      store.transact(() => {
        store.importPlans.letGo(importId);
        // Law 2: once it was sent, the same plan and sheet stay known.
        const isSent = store.campaigns.list().some((made) => made.importId === importId);
        if (!isSent) store.planRuns.forget(importId);
      });
    },
  };
}

/** A file of the plan's folder; null where a person has to give it. */
async function orWanted<T>(path: string | null, read: (path: string) => Promise<T>): Promise<T | null> {
  if (path === null) return null;
  try {
    return await read(path);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** Without what is undefined: a wish that is not there is none. */
const definedOf = ({ sheet, encoding }: { sheet?: string | undefined; encoding?: string | undefined }) => ({
  ...(sheet === undefined ? {} : { sheet }),
  ...(encoding === undefined ? {} : { encoding }),
});
