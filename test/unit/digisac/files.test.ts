import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Digisac } from '#main/digisac/digisac.ts';
import { aClient, aServer, type Script, says, saysText } from './scripted.ts';

/** A sink that keeps what it gets. */
function aSink() {
  const pieces: Uint8Array[] = [];
  return {
    sink: async (piece: Uint8Array) => {
      pieces.push(piece);
    },
    text: () => Buffer.concat(pieces).toString('utf8'),
  };
}

async function asking(script: Script, dispatcher?: Agent) {
  const { origin, got } = await aServer(script);
  const { digisac } = aClient(origin, dispatcher ? { dispatcher } : {});
  return { digisac, got };
}

const history = (digisac: Digisac, sink: (piece: Uint8Array) => Promise<void>, signal?: AbortSignal) =>
  digisac.exportHistoryCsv({ serviceId: null }, sink, signal);

const csv = { 'content-type': 'text/csv' };
const trouble = { kind: 'trouble', effect: 'none', problem: { kind: 'serverAway' } };

/** As much as the receiver takes. */
async function write(response: ServerResponse, piece: Buffer) {
  if (!response.write(piece)) await once(response, 'drain');
}

describe('a file of the account', () => {
  it('is handed on as it comes', async () => {
    const { sink, text } = aSink();
    const { promise: heard, resolve: first } = Promise.withResolvers<void>();
    const { digisac } = await asking(async (_, response) => {
      response.writeHead(200, csv);
      response.write('Protocolo\n');
      // The rest is only written when the beginning has arrived.
      await heard;
      response.end('2026112700001\n');
    });
    const answer = await history(digisac, async (piece) => {
      await sink(piece);
      first();
    });
    expect(answer).toEqual({ ok: true, value: { kind: 'whole', bytes: 24 } });
    expect(text()).toBe('Protocolo\n2026112700001\n');
  });

  it('may be longer than any answer, and is not read ahead of the sink', async () => {
    const piece = Buffer.alloc(256 * 1024, 'a');
    const count = 80;
    let written = 0;
    let taken = 0;
    let furthest = 0;
    const { digisac } = await asking(async (_, response) => {
      response.writeHead(200, csv);
      for (let n = 0; n < count; n += 1) {
        await write(response, piece);
        written += piece.length;
        furthest = Math.max(furthest, written - taken);
      }
      response.end();
    });
    let busy = 0;
    const answer = await history(digisac, async ({ length }) => {
      busy += 1;
      expect(busy).toBe(1);
      await turn();
      taken += length;
      busy -= 1;
    });
    expect(answer).toEqual({ ok: true, value: { kind: 'whole', bytes: count * piece.length } });
    // What lies in the buffers of two sockets.
    expect(furthest).toBeLessThan(12 * 1024 * 1024);
  });

  it.each([
    ['a job, in JSON', says(200, { message: 'It will be sent by e-mail' })],
    ['a word', saysText(200, 'OK')],
  ])('comes another way where the account answers with %s', async (_, script) => {
    const { sink, text } = aSink();
    const { digisac } = await asking(script);
    expect(await history(digisac, sink)).toEqual({ ok: true, value: { kind: 'later' } });
    expect(text()).toBe('');
  });

  it('may stand in a text of JSON', async () => {
    const { sink, text } = aSink();
    const { digisac } = await asking(says(200, 'Protocolo;Número\n'));
    expect(await digisac.exportTicketText('2026', sink)).toEqual({ ok: true, value: { kind: 'whole', bytes: 18 } });
    expect(text()).toBe('Protocolo;Número\n');
  });

  it('may begin with a quote, as sheets do', async () => {
    const { sink, text } = aSink();
    const { digisac } = await asking(saysText(200, '"Protocolo";"Nome"\n', csv));
    expect(await history(digisac, sink)).toMatchObject({ ok: true, value: { kind: 'whole' } });
    expect(text()).toBe('"Protocolo";"Nome"\n');
  });

  it.each([
    ['nothing', saysText(200, ''), 'answerUnexpected'],
    ['a page', saysText(200, '<html></html>'), 'notDigisac'],
  ])('is none where %s comes', async (_, script, kind) => {
    const { sink, text } = aSink();
    const { digisac } = await asking(script);
    expect(await history(digisac, sink)).toMatchObject({ ok: false, error: { problem: { kind } } });
    expect(text()).toBe('');
  });

  it('as PDF comes from beside the API, and nothing but a PDF is one', async () => {
    const { sink, text } = aSink();
    const { digisac, got } = await asking(({ query }, response) =>
      response.end(query.get('lng') === 'pt-BR' ? '%PDF-1.4' : ''),
    );
    expect(await digisac.exportTicketPdf('t1', sink)).toEqual({ ok: true, value: { kind: 'whole', bytes: 8 } });
    expect(got[0]?.path).toBe('/pdf/tickets/t1/pt-BR');
    expect(text()).toBe('%PDF-1.4');
    const page = await asking(saysText(200, '<html>Entrar</html>'));
    // The account's own app lives there: its page does not mean that the account is none.
    expect(await page.digisac.exportTicketPdf('t1', sink)).toMatchObject({
      ...{ ok: false, error: { kind: 'unexpected', problem: { kind: 'answerUnexpected' } } },
    });
  });

  it('that breaks off is a part', async () => {
    const { sink, text } = aSink();
    const { digisac } = await asking(async (_, response) => {
      response.writeHead(200, { ...csv, 'content-length': '1000' });
      response.write('Protocolo\n', () => response.destroy());
    });
    expect(await history(digisac, sink)).toMatchObject({ ok: false, error: trouble });
    expect(text()).toBe('Protocolo\n');
  });

  it('is given up when nothing more comes', async () => {
    const patient = new Agent({ bodyTimeout: 300 });
    onTestFinished(() => patient.destroy());
    const { digisac } = await asking((_, response) => {
      response.writeHead(200, csv);
      response.write('Protocolo\n');
    }, patient);
    expect(await history(digisac, aSink().sink)).toMatchObject({ ok: false, error: trouble });
  });

  it('ends with what its sink throws', async () => {
    const full = new Error('the disk is full');
    const { digisac } = await asking((_, response) => {
      response.writeHead(200, csv);
      response.write('Protocolo\n');
    });
    await expect(history(digisac, () => Promise.reject(full))).rejects.toBe(full);
  });

  it('stops when it is told to, and its sink hears no more', async () => {
    const { sink, text } = aSink();
    const stop = new AbortController();
    const { digisac } = await asking((_, response) => {
      response.writeHead(200, csv);
      response.write('Protocolo\n');
    });
    const answer = await history(
      digisac,
      async (piece) => {
        await sink(piece);
        stop.abort();
      },
      stop.signal,
    );
    expect(answer).toMatchObject({ ok: false, error: { problem: { kind: 'interrupted' }, effect: 'none' } });
    expect(text()).toBe('Protocolo\n');
  });
});
