import { z } from 'zod';

/** What becomes of what a contact has already: nothing; what is blank there is filled; what the sheet has replaces it. */
export const existingRuleSchema = z.enum(['leave', 'fill', 'overwrite']);
export type ExistingRule = z.infer<typeof existingRuleSchema>;

/** What a blank cell does to what a contact has: nothing, or it erases it, where the rule is to overwrite. */
export const blanksRuleSchema = z.enum(['leave', 'erase']);
export type BlanksRule = z.infer<typeof blanksRuleSchema>;

/** What becomes of the tags of a contact that was there before: they stay, or the sheet's and the import's take their place. */
export const tagRuleSchema = z.enum(['add', 'replace']);
export type TagRule = z.infer<typeof tagRuleSchema>;
