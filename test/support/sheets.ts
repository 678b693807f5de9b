import { writeFile } from 'node:fs/promises';

/** A sheet of people that do not exist, each with a mobile number of another: as Excel in Brazil saves it. */
export async function writePeople(path: string, count: number): Promise<void> {
  const areas = ['11', '21', '31', '41', '51', '61', '71', '81'];
  const lines = Array.from({ length: count }, (_, i) => {
    const area = areas[i % areas.length] ?? '11';
    // Spread over the numbers, and never the same twice.
    const digits = String(81_000_000 + ((i * 7_919) % 18_999_999));
    return `Pessoa ${i + 1};(${area}) 9${digits.slice(0, 4)}-${digits.slice(4)};Cidade ${i % 9}`;
  });
  await writeFile(path, ['Nome;Celular;Cidade', ...lines].join('\r\n'), 'latin1');
}
