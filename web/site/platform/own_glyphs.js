// Glyphs where the browser forbids reading a canvas: drawn from font files by a small program of their own
// (web/fallback), in the form of createGlyphs. One weight, no fonts of the system.
const NUMBERS_BYTES = 7 * 4; // what draw_glyph writes
const SPACES = [0x20, 0xa0, 0x202f]; // as in glyphs.js

async function fetchPart(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`no ${address}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function openFaces(addressOf) {
  const [{ default: create }, wasm, ...files] = await Promise.all([
    import('../fallback/glyphs.mjs'), ...['fallback/glyphs.wasm', 'fonts/fallback.ttf', 'fonts/fallback-icons.ttf'].map((path) => fetchPart(addressOf(path)))]);
  const instantiateWasm = (imports, receive) => WebAssembly.instantiate(wasm, imports).then(({ instance }) => receive(instance));
  const program = await create({ instantiateWasm });
  files.forEach((file, face) => {
    const place = program._malloc(file.length);
    program.HEAPU8.set(file, place);
    if (!program._open_face(face, place)) throw new Error('no font');
  });
  return program;
}

// A shape's colour is imgui's business: white, with the coverage as alpha.
function whiteWith(coverage) {
  const pixels = new Uint8Array(coverage.length * 4).fill(255);
  coverage.forEach((alpha, i) => { pixels[4 * i + 3] = alpha; });
  return pixels;
}

// addressOf as in place.js: what both had of it would be a file more for everybody.
export async function createOwnGlyphs(addressOf) {
  const program = await openFaces(addressOf);
  const out = program._malloc(NUMBERS_BYTES);
  const widest = new Map();

  function draw(face, pixels, codePoint, wantsImage) {
    const place = program._draw_glyph(face === 'icons' ? 1 : 0, pixels, codePoint, wantsImage ? 1 : 0, out);
    const [advance, x, y, width, height, ascent, descent] = program.HEAPF32.slice(out >> 2, (out >> 2) + 7);
    const image = place ? whiteWith(program.HEAPU8.slice(place, place + width * height)) : undefined;
    program._free(place);
    return { advance, x, y, width, height, ascent, descent, image };
  }

  function widestDigit(face, pixels) {
    if (!widest.has(pixels))
      widest.set(pixels, Math.max(...[...'0123456789'].map((digit) => draw(face, pixels, digit.codePointAt(0), false).advance)));
    return widest.get(pixels);
  }

  function glyph(face, pixels, codePoint, wantsImage) {
    const drawn = draw(face, pixels, codePoint, wantsImage);
    const isDigit = codePoint >= 0x30 && codePoint <= 0x39;
    const advance = SPACES.includes(codePoint) ? Math.ceil(drawn.advance) : Math.round(isDigit ? widestDigit(face, pixels) : drawn.advance);
    const shift = isDigit ? Math.floor((advance - drawn.advance) / 2) : 0;
    return {
      numbers: [1, advance, drawn.x + shift, drawn.y, drawn.width, drawn.height, 0, drawn.ascent, drawn.descent],
      image: drawn.image,
    };
  }
  return { glyph, forget() {} };
}
