import { z } from 'zod';
import { ok } from '#shared/result.ts';
import type { Service } from '#shared/rpc/accounts.ts';
import { digits, flag, id, idOf, isSet, oneOf, part, word } from './answers.ts';
import { type Ask, jsonQuery, readDone, readPage } from './ask.ts';
import type { Digisac, ServicePhase } from './digisac.ts';
import { pageSize, walkPages } from './pages.ts';

type Services = Pick<
  Digisac,
  'services' | 'service' | 'servicePhase' | 'startService' | 'restartService' | 'shutdownService'
>;

const mostPages = 20;

/** Source: API collection, "Conexões"; facts, section 7. Their `data` may hold tokens: only what is named is taken. */
export function createServices(ask: Ask): Services {
  const page = (number: number) =>
    jsonQuery({ where: { archivedAt: { $eq: null } }, order: [['name', 'asc']], page: number, perPage: pageSize });

  const one = <T>(serviceId: string, toOne: (row: unknown) => T | null, signal?: AbortSignal) =>
    ask<T | null>(
      {
        method: 'GET',
        route: '/services/{id}',
        path: `/services/${encodeURIComponent(serviceId)}`,
        read: ({ json }) => (idOf(oneOf(json)) === null ? null : { value: toOne(oneOf(json)) }),
        absent: { value: null },
      },
      signal,
    );

  const order =
    (way: 'start' | 'restart' | 'shutdown'): Digisac['startService'] =>
    (serviceId, signal) =>
      ask(
        {
          method: 'POST',
          route: `/services/{id}/${way}`,
          path: `/services/${encodeURIComponent(serviceId)}/${way}`,
          read: readDone,
          refused: (detail) => ({ kind: 'serviceRefused', detail }),
        },
        signal,
      );

  return {
    services: async (signal) => {
      const walked = await walkPages({
        mostPages,
        ask: (number) =>
          ask({ method: 'GET', route: '/services', path: `/services${page(number)}`, read: readPage }, signal),
      });
      return walked.ok ? ok(walked.value.rows.flatMap((row) => toService(row) ?? [])) : walked;
    },

    service: (serviceId, signal) => one(serviceId, toService, signal),
    servicePhase: (serviceId, signal) => one(serviceId, toPhase, signal),
    startService: order('start'),
    restartService: order('restart'),
    shutdownService: order('shutdown'),
  };
}

const serviceSchema = z.object({
  id,
  name: word,
  type: word,
  isArchived: flag,
  archivedAt: isSet,
  deletedAt: isSet,
  data: part({
    myId: digits,
    number: digits,
    status: part({
      ...{ isConnected: flag, isWebConnected: flag, isConflicted: flag, isOnQrPage: flag, myNumber: digits },
      ...{ isStarted: flag, isStarting: flag, isLoading: flag, isPhoneConnected: flag },
      isWaitingForPhoneInternet: flag,
    }),
  }),
});
type Status = NonNullable<NonNullable<z.infer<typeof serviceSchema>['data']>['status']>;

/** Null where it is archived, or no service at all. */
export function toService(value: unknown): Service | null {
  const parsed = serviceSchema.safeParse(value);
  if (!parsed.success || parsed.data.id === null) return null;
  const { name, isArchived, archivedAt, deletedAt, data } = parsed.data;
  if (isArchived === true || archivedAt || deletedAt) return null;
  const type = parsed.data.type ?? '';
  const isOfficial = saysOfficial(type);
  return {
    id: parsed.data.id,
    name: name ?? type,
    type,
    connected: connectedOf(data?.status),
    number: data?.status?.myNumber ?? data?.myId ?? data?.number ?? null,
    isWhatsapp: isOfficial || /whats/i.test(type),
    isOfficial,
  };
}

/** Other channels have names of business, too: google-business-message, facebook-business. */
const saysOfficial = (type: string): boolean =>
  /business|waba|cloud|gupshup/i.test(type) && !/google|facebook|instagram|telegram|mail|sms|webchat/i.test(type);

/**
 * `isConnected` may be true while nothing is sent: then a conflict or the page of the QR code gives it away. An empty
 * status is that of a stopped connection, or of a channel that has none: nothing is known.
 */
function connectedOf(status: Status | undefined): Service['connected'] {
  if (status === undefined) return 'unknown';
  if (status.isConnected === false || status.isConflicted === true || status.isOnQrPage === true) return 'no';
  return status.isConnected === true && status.isWebConnected !== false ? 'yes' : 'unknown';
}

/** Null where it is archived, or no service at all. */
function toPhase(value: unknown): ServicePhase | null {
  if (toService(value) === null) return null;
  const status = serviceSchema.safeParse(value).data?.data?.status;
  if (status === undefined) return 'unknown';
  if (connectedOf(status) === 'yes') return 'connected';
  if (status.isConflicted) return 'conflict';
  // Before it shows its code it is on its way.
  if (status.isOnQrPage) return 'qrCode';
  if (status.isStarting || status.isLoading) return 'starting';
  if (status.isWaitingForPhoneInternet || (status.isStarted && status.isPhoneConnected === false)) return 'phoneAway';
  if (status.isStarted === false || status.isConnected === false) return 'stopped';
  return 'unknown';
}
