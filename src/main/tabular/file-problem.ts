import type { Problem } from '#shared/problem.ts';

/** The code of an error of the system, such as ENOENT; null for any other error. */
export const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/**
 * Why a file cannot be opened or read; null for what nobody expects, which is to be thrown on. `platform` is Node's
 * name of the system: on Windows, EBUSY and EPERM mean that another program (Excel) holds the file.
 */
export function problemOfReading(error: unknown, platform: string): Problem | null {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
    case 'ELOOP':
    // A share or a stick that went away.
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOTCONN':
    case 'ETIMEDOUT':
      return { kind: 'fileNotFound' };
    case 'EBUSY':
    case 'ETXTBSY':
      return { kind: 'fileLocked' };
    case 'EPERM':
      return platform === 'win32' ? { kind: 'fileLocked' } : { kind: 'fileNoAccess' };
    case 'EACCES':
    case 'EIO':
    // Windows, of a file that a cloud service has not brought down.
    case 'UNKNOWN':
      return { kind: 'fileNoAccess' };
    case 'EISDIR':
      return { kind: 'fileIsFolder' };
    // The texts of a large workbook are laid aside while it is read.
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'diskFull' };
    default:
      return null;
  }
}

/** Why a report cannot be written; null for what is no error of the system. */
export function problemOfWriting(error: unknown, path: string): Problem | null {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'diskFull' };
  return code !== null && /^E[A-Z0-9]+$/.test(code) ? { kind: 'reportNotWritten', path } : null;
}
