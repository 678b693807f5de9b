import { writeFile } from 'node:fs/promises';

/** A sheet of people that do not exist, each with a mobile number of another: as Excel in Brazil saves it. */
export async function writePeople(path: string, count: number): Promise<void> {
  const areas = ['11', '21', '31', '41', '51', '61', '71', '81'];
  const lines = Array.from({ length: count }, (_, i) => {
    const area = areas[i % areas.length] ?? '11';
    return `Pessoa ${i + 1};(${area}) 9${8100 + (i % 700)}-${String(1000 + i * 7).slice(-4)};Cidade ${i % 9}`;
  });
  await writeFile(path, ['Nome;Celular;Cidade', ...lines].join('\r\n'), 'latin1');
}
