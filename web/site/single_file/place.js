// Where the files of this build are in the single-file edition: in the page itself, packed (tools/single_file.mjs); each gets
// an address when the page is opened. It stands in for platform/place.js.
const addresses = new Map(); // by path

export const addressOf = (path) => addresses.get(path) ?? path;
export const importGlue = () => import('program-glue'); // within the same script

async function unpack({ textContent, dataset }) {
  const packed = Uint8Array.from(atob(textContent), (letter) => letter.charCodeAt(0));
  const bytes = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')));
  addresses.set(dataset.path, URL.createObjectURL(new Blob([await bytes.arrayBuffer()], { type: dataset.type })));
}

export async function unpackAll() {
  const elements = [...document.querySelectorAll('script[data-path]')];
  await Promise.all(elements.map(unpack));
  for (const element of elements) element.remove(); // two megabytes of letters
}
