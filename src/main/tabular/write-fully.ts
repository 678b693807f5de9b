/** What of an open file is needed to write to it. */
export interface Writable {
  readonly write: (
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ) => Promise<{ readonly bytesWritten: number }>;
}

/**
 * Writes all of the bytes, at a position or behind what was written last. A disk that is nearly full takes some of them without
 * an error: a report would end in the middle of a row and look whole. Throws the errors of the system.
 */
export async function writeFully(file: Writable, bytes: Uint8Array, position: number | null): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const at = position === null ? null : position + done;
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at);
    done += bytesWritten;
  }
}
