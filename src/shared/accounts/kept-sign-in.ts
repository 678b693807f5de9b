import { z } from 'zod';

/** What a password was exchanged for, as a keychain keeps it. `renewAtMs`: Unix milliseconds; null: not known. */
export const keptSignInSchema = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  renewAtMs: z.number().nullable(),
});
