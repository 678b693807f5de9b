import { z } from 'zod';

const cellsSchema = z.array(z.string());

/** A row of a workbook on its way: a JSON array of its cells. */
export const lineOfCells = (cells: readonly string[]): string => `${JSON.stringify(cells)}\n`;

export const cellsOfLine = (line: string): readonly string[] => cellsSchema.parse(JSON.parse(line));
