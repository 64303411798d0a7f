// Emscripten library: hands calls from C++ to the page's `host` object (site/platform/bridge.js)
// and nothing else. `Module['host']` is quoted so that a minifier keeps the names.
addToLibrary({
  corong_ask__deps: ['malloc'],
  corong_ask: (method, data, size, answerSize) => {
    const host = Module['host'];
    const answer = host['ask'](UTF8ToString(method), HEAPU8.slice(data, data + size));
    if (!answer) return 0;
    const place = _malloc(answer.length);
    HEAPU8.set(answer, place);
    HEAPU32[answerSize >> 2] = answer.length;
    return place;
  },

  corong_start: (method, data, size, ticket) => {
    const host = Module['host'];
    host['start'](UTF8ToString(method), HEAPU8.slice(data, data + size), ticket);
  },

  // A piece of what a later message is about.
  corong_piece: (parcel, data, size) => {
    const host = Module['host'];
    host['piece'](UTF8ToString(parcel), HEAPU8.slice(data, data + size));
  },

  // One glyph. `out` takes nine floats: found, advance, x, y, width, height, coloured, ascent,
  // descent (device pixels, y downwards from the baseline). Gives malloc'ed RGBA, or null.
  corong_glyph__deps: ['malloc'],
  corong_glyph: (face, pixels, codePoint, wantsImage, out) => {
    const host = Module['host'];
    const glyph = host['glyph'](UTF8ToString(face), pixels, codePoint, !!wantsImage);
    HEAPF32.set(glyph['numbers'], out >> 2);
    const image = glyph['image'];
    if (!image) return 0;
    const place = _malloc(image.length);
    HEAPU8.set(image, place);
    return place;
  },
});
