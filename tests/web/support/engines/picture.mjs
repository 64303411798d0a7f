// What a picture of the page holds in a box, as the engine itself decodes it. Not a test itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const screens = join(resolve(dirname(fileURLToPath(import.meta.url)), '../../../..'), 'build/screens');

// In the page: the share of pixels that are far from the ground, and of those that have a strong colour; and how many
// different colours there are.
async function study({ base64, x, y, width, height }) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.drawImage(image, -x, -y);
  const { data } = context.getImageData(0, 0, width, height);
  const ground = data.slice(0, 3);
  const colours = new Set();
  let ink = 0, coloured = 0;
  for (let i = 0; i < data.length; i += 4) {
    const pixel = [...data.slice(i, i + 3)];
    colours.add(pixel.join());
    if (Math.max(...pixel.map((part, index) => Math.abs(part - ground[index]))) > 96) ++ink;
    if (Math.max(...pixel) - Math.min(...pixel) > 96) ++coloured;
  }
  const area = width * height;
  return { ink: ink / area, coloured: coloured / area, colours: colours.size };
}

// Takes a picture, keeps it as build/screens/<name>.png, and studies one element's box in it.
export async function pictureOf(page, name, role, label) {
  const { x, y, width, height } = await page.getByRole(role, { name: label }).first().boundingBox();
  const picture = await page.screenshot();
  mkdirSync(screens, { recursive: true });
  writeFileSync(join(screens, `${name}.png`), picture);
  const box = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  return page.evaluate(study, { base64: picture.toString('base64'), ...box });
}
