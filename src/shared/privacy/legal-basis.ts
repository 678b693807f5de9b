import { z } from 'zod';

/** The grounds on which a list of people may be written to: of LGPD art. 7, those that such lists have. */
export const legalBasisSchema = z.enum(['consent', 'contract', 'legitimateInterest', 'legalObligation', 'other']);
export type LegalBasis = z.infer<typeof legalBasisSchema>;
