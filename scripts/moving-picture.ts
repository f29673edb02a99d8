import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Locator, Page } from 'playwright-core';

/** The size of the picture, in pixels: smaller than the page, so that it loads quickly. */
const SIZE = { width: 960, height: 480 };
/** How long a state is shown, and a click before it, in milliseconds. */
const TIMES = { state: 1500, click: 700 } as const;
/** One of 256 colors means: as in the picture before. */
const COLORS = 255;

interface Shot {
  readonly png: Buffer;
  /** In milliseconds. */
  readonly time: number;
}

/** Takes pictures of a page while it is used, with a ring around what is clicked. */
export class MovingPicture {
  readonly #shots: Shot[] = [];

  constructor(private readonly page: Page) {}

  /** Shows the page as it is. */
  async hold(time: number = TIMES.state): Promise<void> {
    this.#shots.push({ png: await this.page.screenshot(), time });
  }

  /** Clicks, waits for what follows, and shows it. */
  async click(target: Locator, next: Locator): Promise<void> {
    await this.#point(target);
    await target.click();
    await this.#show(next);
  }

  /** Presses Enter in a box. */
  async enter(target: Locator, next: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> {
    await this.#point(target);
    await target.press('Enter');
    await this.#show(next, state);
  }

  async #point(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await this.page.evaluate(
      ([left, top, wide, high]) => {
        const ring = document.createElement('div');
        ring.id = 'ring';
        const place = `left:${left - 5}px;top:${top - 5}px;width:${wide + 4}px;height:${high + 4}px`;
        ring.style.cssText = `position:fixed;z-index:9;pointer-events:none;border:3px solid #d83b01;border-radius:8px;${place}`;
        document.body.append(ring);
      },
      [x, y, width, height] as const,
    );
    await this.hold(TIMES.click);
    await this.page.evaluate(() => document.getElementById('ring')?.remove());
  }

  async #show(next: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> {
    await next.first().waitFor({ state });
    await this.page.waitForTimeout(700);
    await this.hold();
  }

  /** The pictures as an animated GIF, each with what differs from the one before. */
  async encode(): Promise<Uint8Array> {
    const { width, height } = SIZE;
    const encoder = GIFEncoder();
    const drawing = await this.page.context().newPage();
    let before: Uint8Array | undefined;
    for (const { png, time } of this.#shots) {
      const pixels = await pixelsOf(drawing, png);
      const palette = [...quantize(pixels, COLORS)];
      const index = applyPalette(pixels, palette);
      if (before !== undefined) for (let at = 0; at < index.length; at++) if (isSame(pixels, before, at)) index[at] = palette.length;
      const options = before === undefined ? {} : { transparent: true, transparentIndex: palette.length, dispose: 1 };
      encoder.writeFrame(index, width, height, { palette: [...palette, [0, 0, 0]], delay: time, ...options });
      before = pixels;
    }
    await drawing.close();
    encoder.finish();
    return encoder.bytes();
  }
}

function isSame(one: Uint8Array, other: Uint8Array, pixel: number): boolean {
  const at = pixel * 4;
  return one[at] === other[at] && one[at + 1] === other[at + 1] && one[at + 2] === other[at + 2];
}

/** The picture's pixels in the size of the moving one, four bytes each. The browser decodes it. */
async function pixelsOf(page: Page, png: Buffer): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([source, width, height]) => {
      const image = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('There is no canvas.');
      context.imageSmoothingQuality = 'high';
      context.drawImage(image, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      let binary = '';
      for (let at = 0; at < data.length; at += 8192) binary += String.fromCharCode(...data.subarray(at, at + 8192));
      return btoa(binary);
    },
    [`data:image/png;base64,${png.toString('base64')}`, SIZE.width, SIZE.height] as const,
  );
  return new Uint8Array(Buffer.from(text, 'base64'));
}
