// Answers per second at 16 connections that stay open, from this process to one server.
import http from 'node:http';

const CONNECTIONS = 16;

/** @returns answers per second; throws where one was not 200 or not the whole page */
export async function answersPerSecond(port, path, seconds) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const until = performance.now() + seconds * 1000;
  let answers = 0;
  let size;
  const once = () =>
    new Promise((resolve, reject) => {
      const request = http.get({ port, path, agent, headers: { 'accept-encoding': 'br' } }, (response) => {
        let bytes = 0;
        response.on('data', (chunk) => {
          bytes += chunk.length;
        });
        response.on('end', () => {
          size ??= bytes;
          if (response.statusCode !== 200 || bytes !== size || bytes < 1000)
            reject(new Error(`${response.statusCode} with ${bytes} bytes`));
          else resolve();
        });
      });
      request.on('error', reject);
    });
  const loop = async () => {
    while (performance.now() < until) {
      await once();
      answers += 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  const rate = answers / ((performance.now() - started) / 1000);
  agent.destroy();
  return { rate, size };
}
