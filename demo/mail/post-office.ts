import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Takes a mail that has arrived for an address. */
export type Deliver = (source: Buffer) => Promise<void>;

/** The mail server behind the demo's mailboxes: whoever sends mail, sends it here. */
export interface PostOffice {
  /** For a client of SMTP, e.g. `smtp://127.0.0.1:40123`. */
  readonly url: string;
  /** Gives an address a mailbox. What comes for any other is refused, as by every mail server. */
  open(address: string, deliver: Deliver): void;
  close(): Promise<void>;
}

const LARGEST = 5_000_000;

/** Starts a mail server on a free port of this machine. */
export function openPostOffice(): Promise<PostOffice> {
  const boxes = new Map<string, Deliver>();
  const server = new SMTPServer({
    name: 'mail.localhost',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST,
    onRcptTo({ address }, _session, done) {
      done(boxes.has(address.toLowerCase()) ? null : refusal(550, '5.1.1 no such mailbox'));
    },
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      if (stream.sizeExceeded) {
        done(refusal(552, '5.3.4 too large'));
        return;
      }
      const source = Buffer.concat(chunks);
      try {
        for (const { address } of envelope.rcptTo) await boxes.get(address.toLowerCase())?.(source);
        done();
      } catch {
        done(refusal(451, '4.3.0 the mailbox cannot be written to'));
      }
    },
  });
  // A client that goes away in the middle is its own loss.
  server.on('error', () => {});
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.server.address() as AddressInfo;
      resolve({
        url: `smtp://127.0.0.1:${port}`,
        open: (address, deliver) => void boxes.set(address.toLowerCase(), deliver),
        close: () => new Promise((closed) => server.close(() => closed())),
      });
    });
  });
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
