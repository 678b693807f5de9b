/** Small pictures of the images that were attached in this window, by the hash of their file; gone with it. */
const pictures = new Map<string, string>();

/** Wide enough for the phone of the preview on a dense screen. */
const mostPixels = 640;

export const pictureOf = (hash: string): string | null => pictures.get(hash) ?? null;

/** Keeps a small picture of an image file. One that this browser cannot read is shown by its name. */
export async function keepPicture(hash: string, file: File): Promise<void> {
  if (pictures.has(hash)) return;
  const bitmap = await createImageBitmap(file).catch((error: unknown) => {
    if (error instanceof DOMException) return null;
    throw error;
  });
  if (bitmap === null) return;
  const scale = Math.min(1, mostPixels / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  // As data, because the page may load nothing from anywhere else.
  pictures.set(hash, canvas.toDataURL('image/webp', 0.85));
}
