import type { WebKit } from './browsers.ts';
import { display } from './display.ts';
import { freePort } from './free-port.ts';
import { startService } from './service.ts';

/** A WebKitWebDriver that listens on loopback, and what a client has to ask it for. */
export interface WebKitDriver {
  port: number;
  capabilities: {
    browserName: 'MiniBrowser';
    'webkitgtk:browserOptions': { binary: string; args: string[] };
  };
  stop(): Promise<void>;
}

/** Starts WebKitWebDriver, with a virtual display where there is none. It serves one session at a time. */
export async function startWebKitDriver({ driver, browser }: WebKit): Promise<WebKitDriver> {
  const screen = await display();
  const port = await freePort();
  const service = await startService(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    ready: port,
    // Without it every frame goes through OpenGL in software, which is half of what a test takes.
    env: { ...process.env, DISPLAY: screen.name, WEBKIT_DISABLE_DMABUF_RENDERER: '1' },
  });
  return {
    port,
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
    },
    async stop() {
      await service.stop();
      await screen.service?.stop();
    },
  };
}
