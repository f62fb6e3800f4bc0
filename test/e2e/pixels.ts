import type { Locator, Page } from '@playwright/test';

/** A colour as the screen shows it: red, green, blue. */
export type Colour = readonly [number, number, number];

/** What a piece of the screen is made of. */
export interface Pixels {
  /** The colour that most of it has. */
  readonly ground: Colour;
  /** The best contrast of anything in it against the ground: that of its letters. */
  readonly contrast: number;
}

/** Looks at a piece of the page as it is on the screen. */
export async function pixelsOf(piece: Locator): Promise<Pixels> {
  return read(piece.page(), await piece.screenshot({ animations: 'disabled' }));
}

/** Looks at the upper edge of something, `height` pixels of it, without scrolling to it. */
export async function pixelsOfEdge(piece: Locator, height: number): Promise<Pixels> {
  const box = await piece.boundingBox();
  if (!box) throw new Error('there is nothing to look at');
  return read(piece.page(), await piece.page().screenshot({ animations: 'disabled', clip: { ...box, height } }));
}

async function read(page: Page, png: Buffer): Promise<Pixels> {
  const counted = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const counts = new Map<string, number>();
    for (let at = 0; at < data.length; at += 4) {
      const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a);
  }, png.toString('base64'));
  const colours = counted.map(([text]) => text.split(',').map(Number) as unknown as Colour);
  const ground = colours[0] ?? ([0, 0, 0] as const);
  return { ground, contrast: Math.max(...colours.map((colour) => contrast(colour, ground))) };
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Colour): number {
  const linear = (value: number): number =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
