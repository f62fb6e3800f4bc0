// Requests over connections that stay open, one under way on each, from this process to one server.
import { connect } from 'node:net';

/**
 * Sends each request once.
 * @param requests method, path, headers and body of each
 * @returns answers per second, and their bodies in the order of the requests; throws where one was not 2xx
 */
export async function sendAll(url, connections, requests) {
  const { hostname, port, host } = new URL(url);
  const wires = requests.map(({ method, path, headers, body }) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}Content-Length: ${Buffer.byteLength(body)}`;
    return `${head}\r\n\r\n${body}`;
  });
  const bodies = [];
  let next = 0;
  const client = () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      socket.setEncoding('latin1');
      let at = 0;
      let text = '';
      const send = () => {
        if (next >= wires.length) {
          socket.end();
          return resolve();
        }
        at = next++;
        socket.write(wires[at]);
      };
      socket.on('connect', send);
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the server hung up')));
      socket.on('data', (data) => {
        text += data;
        const end = text.indexOf('\r\n\r\n');
        const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1]);
        if (end < 0 || text.length < end + 4 + length) return;
        bodies[at] = text.slice(end + 4);
        if (!/^HTTP\/1\.1 2/.test(text)) return reject(new Error(text));
        text = '';
        send();
      });
    });
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  return { rate: requests.length / ((performance.now() - started) / 1000), bodies };
}
