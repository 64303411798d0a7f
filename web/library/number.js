// Emscripten library: the browser reads numbers (src/platform/web/numbers.cpp).
addToLibrary({
  // Gives the number that the text begins with, and how many letters of it that is; 0 and 0 where it begins with none.
  corong_read_number: (text, length) => {
    const [found] = /^[ \t\n\v\f\r]*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/i.exec(UTF8ToString(text)) ?? [''];
    HEAPU32[length >> 2] = found.length;
    return Number(found);
  },
});
