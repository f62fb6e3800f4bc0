import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A real mail server of the test's own. */
export interface MailServer {
  /** For `smtp.url`. */
  readonly url: string;
  /** What has arrived, read. */
  readonly mails: (Email & { source: string; recipients: string[] })[];
  /** What it answers to a recipient; undefined takes it. */
  refuse: { code: number; text: string } | undefined;
  /** What it answers to the sender. */
  refuseSender: { code: number; text: string } | undefined;
  stop(): Promise<void>;
  /** Listens again on the same port. */
  restart(): Promise<void>;
}

/** Starts a mail server on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  let port = 0;
  let server: SMTPServer;
  const start = () =>
    new Promise<void>((resolve) => {
      server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        onMailFrom(_address, _session, done) {
          const { refuseSender } = own;
          done(refuseSender ? Object.assign(new Error(refuseSender.text), { responseCode: refuseSender.code }) : null);
        },
        onRcptTo(_address, _session, done) {
          done(own.refuse ? Object.assign(new Error(own.refuse.text), { responseCode: own.refuse.code }) : null);
        },
        async onData(stream, session, done) {
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk as Buffer);
          const source = Buffer.concat(chunks).toString();
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          mails.push({ ...(await PostalMime.parse(source)), source, recipients });
          done();
        },
      });
      server.on('error', () => {});
      server.listen(port, '127.0.0.1', () => {
        port = (server.server.address() as AddressInfo).port;
        resolve();
      });
    });
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const own: MailServer = { url: '', mails, refuse: undefined, refuseSender: undefined, stop, restart: start };
  await start();
  return Object.assign(own, { url: `smtp://127.0.0.1:${port}` });
}
