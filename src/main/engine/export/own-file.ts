import type { Answer, Exported, Sink } from '#main/digisac/digisac.ts';
import type { StoredExport } from '#main/store/exports.ts';
import { createCsvDefuser } from '#main/tabular/defuse-csv.ts';
import { partPath } from '#shared/export/name.ts';
import type { ExportWish } from '#shared/export/wish.ts';
import type { Session } from '../account/session.ts';
import { blocked, finished, type StageEnd } from '../work.ts';
import { type ExportDeps, settleStep } from './writing.ts';

/** `none`: the account makes no such file. */
export type OwnFileEnd = StageEnd | { readonly kind: 'none' };

/**
 * The account's own file, as it comes; what broke off is asked for again from its beginning. Cells that a spreadsheet program
 * would run are defused, as in Malote's own.
 */
export async function writeOwnFile(
  deps: ExportDeps,
  options: {
    readonly one: StoredExport;
    readonly wish: Extract<ExportWish, { what: 'contactsOfAccount' | 'history' }>;
    readonly serviceType: string;
    readonly session: Session;
    readonly signal: AbortSignal;
  },
): Promise<OwnFileEnd> {
  const { parts } = deps;
  const { one, wish, serviceType, session, signal } = options;
  const part = partPath(one.path);
  let bytes = 0;
  let lines = 0;
  const request = async (s: AbortSignal): Answer<Exported> => {
    const defuser = createCsvDefuser();
    bytes = 0;
    await parts.create(part);
    const append = async (piece: Uint8Array) => {
      if (piece.length === 0) return;
      await parts.write(part, bytes, piece);
      bytes += piece.length;
    };
    const sink: Sink = (piece) => append(defuser.take(piece));
    const answer =
      wish.what === 'history'
        ? await session.digisac.exportHistoryCsv({ serviceId: wish.serviceId }, sink, s)
        : await session.digisac.exportContactsCsv({ serviceId: wish.serviceId, serviceType }, sink, s);
    if (answer.ok && answer.value.kind === 'whole') await append(defuser.end());
    lines = defuser.lines();
    return answer;
  };
  const read = await session.read(request, signal);
  if (read.kind === 'ended') return read.end;
  if (read.kind === 'refused') {
    const { kind, problem } = read.failure;
    return kind === 'rejected' || kind === 'unexpected' ? { kind: 'none' } : blocked(problem);
  }
  if (read.value.kind === 'later') return { kind: 'none' };
  const written = Math.max(0, lines - 1);
  await settleStep(deps, one, { place: null, bytes, written, total: written });
  return finished;
}
