/** The words of a text file: UTF-8, or UTF-16 that says so, as Notepad has it; null: anything else (letters would be sent broken).
 *  A line end at the end of a file is the editor's, not the message's. */
export function wordsOf(bytes: Uint8Array): string | null {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replace(/\r\n/g, '\n').trimEnd();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
