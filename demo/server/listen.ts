import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that listens on this machine only, and the port it got (for port 0). */
export interface Listening {
  readonly server: Server;
  readonly port: number;
}

/**
 * Starts to listen.
 * @throws {Error} in plain words when the port is taken
 */
export function listen(port: number, listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(portTaken(port), { cause: error }) : error);
    });
    // No host: browsers may try ::1 or 127.0.0.1 for *.localhost, and both must answer.
    server.listen(port, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

function portTaken(port: number): string {
  return `Port ${port} is in use: another program, or another demo, listens on it. Stop it, or choose another port: PORT=${port + 100} npm start`;
}
