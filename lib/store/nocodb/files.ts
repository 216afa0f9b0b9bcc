/** The files of one attachment column: what is put into its cells, and read from there. */
import { StoreUnavailable } from '../port';
import type { NocoClient, NocoFile } from './client';
import { isFailure } from './errors';

export interface NocoFiles {
  /** Throws `StoreUnavailable`: the file may be there or not. */
  attach(rowId: number, file: NocoFile): Promise<void>;
  /** By a path on NocoDB's server or an address elsewhere; null when it is gone. */
  download(address: string): Promise<Uint8Array | null>;
}

export function nocoFiles(
  client: NocoClient,
  baseId: string,
  tableId: string,
  columnId: string,
): NocoFiles {
  const available = <T>(answer: Promise<T>): Promise<T> =>
    answer.catch((cause: unknown) => {
      if (!isFailure(cause, 'unavailable')) throw cause;
      throw new StoreUnavailable('a file of NocoDB', { cause });
    });
  return {
    attach: (rowId, file) => available(client.attach(baseId, tableId, rowId, columnId, file)),
    download: (address) => available(client.download(address)),
  };
}
