/** Whoever sends confirmation mails from the queue. */
export interface Confirmations {
  /** Says that something has been put into the queue. Nobody waits for it. */
  wake(): void;
}
