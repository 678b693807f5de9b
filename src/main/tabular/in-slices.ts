import { setImmediate as nextTurn } from 'node:timers/promises';
import type { XmlReader } from './xml.ts';

/** XML that is read before others get their turn: at some 50 MB/s it is 3 ms. `npm run bench -- stage`. */
const sliceBytes = 128 * 1024;

/** Feeds a stream to a reader, with a turn for others after each slice; gives the bytes read so far. */
export async function* inSlices(stream: AsyncIterable<Uint8Array>, reader: XmlReader): AsyncGenerator<number, void> {
  let bytes = 0;
  let inSlice = 0;
  for await (const piece of stream) {
    reader.write(piece);
    bytes += piece.length;
    inSlice += piece.length;
    if (inSlice < sliceBytes) continue;
    inSlice = 0;
    yield bytes;
    await nextTurn();
  }
  yield bytes;
}
