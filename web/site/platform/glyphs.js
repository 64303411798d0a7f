// Draws single glyphs for src/platform/web/text.cpp: the browser's fonts, its fallback for every
// script, its colour emoji. All lengths are device pixels.
const FAMILIES = {
  text: '"Inter", system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif',
  icons: '"Corong Icons"',
};
const MARK = /^\p{M}$/u;
const SPACE = /^[ \u00a0\u202f]$/; // as amounts have them, too
const ASKEW = [1, 0.0005, 0, 1, 0, 0]; // by less than can be seen: WebKit hints all that stands upright, and knows no textRendering here
const EDGE = 1; // spare pixels around, for what a measure leaves out

const cssFont = (face, pixels) =>
  face === 'icons' ? `400 ${pixels}px ${FAMILIES.icons}` : `${face} ${pixels}px ${FAMILIES.text}`;

export async function loadFonts() {
  const wanted = [400, 500, 550, 600].map((weight) => cssFont(String(weight), 16));
  const loads = [...wanted.map((font) => document.fonts.load(font, 'A')), document.fonts.load(cssFont('icons', 16), '\ue000')];
  // A font that does not come is no reason not to start: the system's takes its place.
  await Promise.allSettled(loads);
}

// Pixels of one colour: those of a glyph that is a shape, not a picture, keep the ink's colour.
function isColoured(pixels) {
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] > 96 && Math.min(pixels[i], pixels[i + 1], pixels[i + 2]) < 160) return true;
  }
  return false;
}

// A shape's colour is imgui's business: white, with the coverage as alpha.
function whiten(pixels) {
  for (let i = 0; i < pixels.length; i += 4) pixels[i] = pixels[i + 1] = pixels[i + 2] = 255;
}

export function createGlyphs() {
  let canvas = new OffscreenCanvas(64, 64);
  let context = null;
  let font = '';
  const digitWidths = new Map();

  function use(wanted) {
    if (!context) {
      context = canvas.getContext('2d', { willReadFrequently: true });
      if (!('textRendering' in context)) context.setTransform(...ASKEW);
      font = '';
    }
    if (font !== wanted) {
      context.font = font = wanted;
      // No hinting: it would round the weights together and close the gap under an i's dot.
      context.textRendering = 'geometricPrecision';
    }
    return context;
  }

  function makeRoom(width, height) {
    if (width <= canvas.width && height <= canvas.height) return;
    canvas = new OffscreenCanvas(Math.max(width, canvas.width), Math.max(height, canvas.height));
    context = null;
  }

  function widestDigit(wanted) {
    let width = digitWidths.get(wanted);
    if (width === undefined) {
      const pen = use(wanted);
      width = Math.max(...'0123456789'.split('').map((digit) => pen.measureText(digit).width));
      digitWidths.set(wanted, width);
    }
    return width;
  }

  // Whole pixels keep every glyph on the pixel grid, so the texture is never resampled. A space is never made narrower by it:
  // letters may reach into it, and words would run together.
  function advanceOf(sign, wanted, width) {
    if (MARK.test(sign)) return 0;
    if (SPACE.test(sign)) return Math.ceil(width);
    return Math.round(sign >= '0' && sign <= '9' ? widestDigit(wanted) : width);
  }

  function image(sign, wanted, box, shift) {
    makeRoom(box.width, box.height);
    const pen = use(wanted);
    pen.clearRect(0, 0, box.width, box.height);
    pen.fillStyle = '#fff';
    pen.fillText(sign, shift - box.x, -box.y);
    const pixels = pen.getImageData(0, 0, box.width, box.height).data;
    const coloured = isColoured(pixels);
    if (!coloured) whiten(pixels);
    return { pixels, coloured };
  }

  function glyph(face, pixels, codePoint, wantsImage) {
    const sign = String.fromCodePoint(codePoint);
    const wanted = cssFont(face, pixels);
    const measure = use(wanted).measureText(sign);
    const advance = advanceOf(sign, wanted, measure.width);
    const isDigit = sign >= '0' && sign <= '9';
    const shift = isDigit ? Math.floor((advance - measure.width) / 2) : 0;
    const left = Math.floor(shift - measure.actualBoundingBoxLeft) - EDGE;
    const top = -Math.ceil(measure.actualBoundingBoxAscent) - EDGE;
    const box = {
      x: left,
      y: top,
      width: Math.ceil(shift + measure.actualBoundingBoxRight) + EDGE - left,
      height: Math.ceil(measure.actualBoundingBoxDescent) + EDGE - top,
    };
    const isEmpty = box.width <= 2 * EDGE || box.height <= 2 * EDGE;
    const drawn = wantsImage && !isEmpty ? image(sign, wanted, box, shift) : null;
    return {
      numbers: [1, advance, box.x, box.y, box.width, box.height, drawn?.coloured ? 1 : 0,
        measure.fontBoundingBoxAscent, measure.fontBoundingBoxDescent],
      image: drawn?.pixels,
    };
  }

  // Fonts changed: what was measured with the old ones is wrong.
  const forget = () => digitWidths.clear();
  return { glyph, forget };
}

// Protection against fingerprinting may return noise or nothing instead of what was drawn.
// 'exact', 'noisy' (a few bits: still readable text) or 'blocked'.
export function probeReadback() {
  const context = new OffscreenCanvas(16, 16).getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 16, 8);
  const pixels = context.getImageData(0, 0, 16, 16).data;
  let worst = 0;
  for (let i = 0; i < pixels.length; ++i) {
    const expected = i < pixels.length / 2 ? 255 : 0;
    worst = Math.max(worst, Math.abs(pixels[i] - expected));
  }
  if (worst === 0) return 'exact';
  return worst < 32 ? 'noisy' : 'blocked';
}
