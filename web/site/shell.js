// Starts the program: fonts and wasm together, then the first frame. What goes wrong ends in the
// crash panel.
import { createHost, makeError, text } from './platform/bridge.js';
import { watchCanvas } from './platform/canvas.js';
import { watchClipboard } from './platform/clipboard.js';
import { createCrashPanel } from './platform/crash.js';
import { offerDisk } from './platform/disk.js';
import { watchFiles } from './platform/files.js';
import { createGlyphs, loadFonts, probeReadback } from './platform/glyphs.js';
import { watchKeys } from './platform/keys.js';
import { offerLocale } from './platform/locale.js';
import { createMirror } from './platform/mirror.js';
import { offerServices, watchPreferences, watchRoute, watchVisibility } from './platform/page.js';
import { watchPointer } from './platform/pointer.js';
import { createProgram } from './platform/program.js';
import { offerScript } from './platform/script.js';
import { createTextAgent } from './platform/text_agent.js';

const canvas = document.getElementById('canvas');
const host = createHost();
const showCrash = createCrashPanel();
const program = createProgram();
host.complete = program.complete;
host.sync['asset'] = (path) => {
  const bytes = program.asset(text(path));
  return bytes ? [bytes] : [];
};
host.async['asset.fetch'] = async (path) => {
  const response = await fetch(`assets/${text(path)}`).catch(() => null);
  if (!response?.ok) throw missingPart();
  return [new Uint8Array(await response.arrayBuffer())];
};
const script = offerScript(host);

host.crash = (reason) => {
  host.dead = true;
  script.markFailed(reason instanceof Error ? reason : new Error(String(reason)));
  showCrash(reason);
};
host.sync['crash'] = (reason) => host.crash(text(reason));
window.addEventListener('error', (event) => host.crash(event.error || event.message));
window.addEventListener('unhandledrejection', (event) => {
  // A script of somebody else may leave a promise alone; only what broke in wasm is ours.
  if (event.reason instanceof WebAssembly.RuntimeError) host.crash(event.reason);
});

async function offerGlyphs() {
  const glyphs = probeReadback() === 'blocked' ? await ownGlyphs() : createGlyphs();
  host.glyph = glyphs.glyph;
  document.fonts.addEventListener('loadingdone', () => {
    glyphs.forget();
    host.tell('fonts.changed');
  });
}

async function ownGlyphs() {
  try {
    const { createOwnGlyphs } = await import('./platform/own_glyphs.js');
    return await createOwnGlyphs();
  } catch (error) {
    throw new Error('This browser hides what is drawn on a canvas, and the fonts for that case did not come. Reload the page while online.', { cause: error });
  }
}

const missingPart = () => makeError('page.part', 'A part of the program did not come. Try it again while online.');

// Services whose module comes with the first question: it puts its own in their place.
function offerLater(names, load) {
  let coming = null;
  for (const name of names) {
    host.async[name] = async (...parts) => {
      try {
        await (coming ??= load());
      } catch {
        coming = null;
        throw missingPart();
      }
      return host.async[name](...parts);
    };
  }
}

async function offerEnvelope() {
  (await import('./platform/envelope.js')).offerEnvelope(host);
}

async function offerCopies() {
  (await import('./platform/copies.js')).offerCopies(host);
}

async function loadProgram() {
  host.module = await program.load(import(document.getElementById('program-glue').href), { host, noExitRuntime: true });
}

async function start() {
  offerServices(host);
  offerLocale(host);
  offerDisk(host, () => import('./platform/second_copy.js'));
  watchFiles(host);
  offerLater(['envelope.seal', 'envelope.open'], offerEnvelope);
  host.sync['envelope.cancel'] = () => {}; // until there is something to cancel
  offerLater(['copies.state', 'copies.choose', 'copies.ask', 'copies.write', 'copies.forget'], offerCopies);
  const loading = Promise.all([loadProgram(), loadFonts()]);
  host.sync['clock.zone'](); // the first question costs a tenth of a second: while the network is waited for
  await loading;

  // Every service first: the program may ask for any of them while it starts.
  await offerGlyphs();
  const agent = createTextAgent(host, canvas);
  createMirror(host, document.getElementById('mirror'));
  const size = watchCanvas(host, canvas);
  const preferences = watchPreferences(host);
  watchPointer(host, canvas);
  watchKeys(host, agent);
  watchClipboard(host, agent);
  watchVisibility(host);
  watchRoute(host);

  host.guard(() => host.module._main(0, 0));
  begin(size.prepare(), preferences());
  size.observe();
  agent.takeFocus();
}

// Why the program cannot start here.
const REFUSALS = {
  webgl: 'This browser offers no WebGL 2, which Corong draws with. Switch on hardware acceleration, or try another browser.',
};

function begin({ width, height, ratio }, rest) {
  const [outcome] = host.tell('start', width, height, ratio, ...rest);
  const refusal = REFUSALS[text(outcome)];
  if (refusal) throw new Error(refusal);
  document.getElementById('loading').hidden = true;
  script.markStarted();
}

start().catch(host.crash);
