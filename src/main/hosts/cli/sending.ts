import type { Content } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Pace } from '#shared/pace/limits.ts';
import { zoneOfPlans } from '#shared/plan/pace.ts';
import type { InDoubtRule } from '#shared/rpc/campaigns.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type JobId, jobIdOf } from '#shared/rpc/errors.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Context } from './command.ts';
import { workOn } from './follow.ts';

/** Makes a campaign of an import and follows it to its rest. Problems: those of the template and of starting it. */
export async function sendCampaign(
  context: Context,
  engine: EngineClient,
  campaign: {
    readonly importId: number;
    readonly name: string;
    readonly content: Content;
    /** Left out: what nobody regrets. */
    readonly exclusions?: Exclusions;
    readonly seed?: number;
    readonly beginsEarly?: boolean;
    /** Jobs that go on meanwhile, and are followed as well. */
    readonly besides?: readonly JobId[];
    readonly pace: Pace;
    readonly inDoubt: InDoubtRule;
    readonly openTicket: boolean;
    readonly waits: boolean;
  },
): Promise<readonly JobSnapshot[]> {
  const { waits, besides = [], ...draft } = campaign;
  // Told to stop in the last moment: nothing is begun any more.
  context.signal.throwIfAborted();
  const { campaignId } = await engine.campaigns.create(draft);
  const job = jobIdOf.campaign(campaignId);
  context.output.say(context.translate('cli.campaignMade', { job, name: draft.name }));
  return workOn(context, engine, [...besides, job], { waits });
}

/** "clientes 25/11/2026 14:05": nobody has to think of a name, and two of a sheet can be told apart. */
export function campaignName({ console, language }: Context, fileName: string): string {
  const moment = new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, {
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(console.now());
  return `${fileName.replace(/\.[a-z]{3,4}$/i, '')} ${moment.replace(',', '')}`.slice(0, 200);
}

/** Where this machine stands, for plans and options that name no time zone. */
export const ownTimeZone = (): string => zoneOfPlans(new Intl.DateTimeFormat().resolvedOptions().timeZone);
