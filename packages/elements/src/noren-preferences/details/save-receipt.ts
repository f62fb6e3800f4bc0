import type { Noren } from '@noren/core';

/**
 * Fetches the signed receipt of a record and hands it to the visitor as a file.
 * @throws whatever `noren.receipt` rejects with, while the API has not confirmed the record or cannot be reached
 */
export async function saveReceipt(noren: Noren, recordId: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([await noren.receipt(recordId)], { type: 'application/jose' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `noren-receipt-${recordId}.jws`;
  link.click();
  // The download has taken the blob by the next task in every engine; revoking at once would cancel it in some.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
