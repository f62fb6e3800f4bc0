/** A transparent image of one pixel. */
const GIF = Uint8Array.from(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

/** Answers a web beacon with its pixel, and a cookie of the provider's own. */
export function pixel(cookie: string): Response {
  return new Response(GIF, {
    headers: { 'Content-Type': 'image/gif', 'Cache-Control': 'no-store', 'Set-Cookie': cookie },
  });
}
