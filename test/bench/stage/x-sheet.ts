import { writeSheet } from './sheets.ts';
await writeSheet(process.argv[2]!, process.argv[3] as any, { rows: 1000000, variant: (process.argv[4] ?? 'usual') as any });
