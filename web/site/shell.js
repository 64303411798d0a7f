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
import { addressOf } from './platform/place.js';
import { watchPointer } from './platform/pointer.js';
import { createProgram } from './platform/program.js';
import { offerScript } from './platform/script.js';
import { createTextAgent } from './platform/text_agent.js';
import { createWords, say } from './platform/words.js';

const canvas = document.getElementById('canvas');
const host = createHost();
const showCrash = createCrashPanel();
const program = createProgram(() => import('./platform/print.js').then(({ watchPrinting }) => watchPrinting(host)).catch(() => {}));
const words = createWords();
host.speak = words.speak;
let markStarted;
host.started = new Promise((resolve) => (markStarted = resolve));
host.complete = program.complete;
host.sync['asset'] = (path) => {
  const bytes = words.asset(text(path)) ?? program.asset(text(path));
  return bytes ? [bytes] : [];
};
host.async['asset.fetch'] = async (path) => [await words.fetchAsset(text(path))];
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
    return await createOwnGlyphs(addressOf);
  } catch (error) {
    throw new Error(say('page.no_fonts'), { cause: error });
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

async function offerNotifications() {
  (await import('./platform/notifications.js')).offerNotifications(host);
}

// What does without a network is kept behind the book and its second copy: the room is theirs. So a visit alone keeps nothing.
let keeping = null;
const keepOffline = () => (keeping ??= import('./platform/offline.js').then(({ startOffline }) => startOffline(host)).catch(() => (keeping = null)));

async function loadProgram() {
  host.module = await program.load({ host, noExitRuntime: true });
}

async function start() {
  offerServices(host);
  offerLocale(host);
  offerDisk(host, () => import('./platform/second_copy.js'), keepOffline);
  watchFiles(host);
  offerLater(['envelope.seal', 'envelope.open'], offerEnvelope);
  host.sync['envelope.cancel'] = () => {}; // until there is something to cancel
  offerLater(['copies.state', 'copies.choose', 'copies.ask', 'copies.write', 'copies.forget'], offerCopies);
  offerLater(['notifications.ask', 'notifications.show', 'notifications.watch'], offerNotifications);
  const loading = Promise.all([loadProgram(), loadFonts(), words.coming]);
  host.sync['clock.zone'](); // the first question costs a tenth of a second: while the network is waited for
  await loading;

  // Every service first: the program may ask for any of them while it starts.
  await offerGlyphs();
  const agent = createTextAgent(host, canvas);
  createMirror(host, document.getElementById('mirror'));
  const size = watchCanvas(host, canvas);
  const preferences = watchPreferences(host, words.language);
  watchPointer(host, canvas);
  watchKeys(host, agent);
  watchClipboard(host, agent);
  watchVisibility(host);
  watchRoute(host);

  host.guard(() => host.module._main(0, 0));
  begin(size.prepare(), preferences());
  size.observe();
  agent.takeFocus();
  // There may be a newer version; and who installs the page expects it to open everywhere.
  if (navigator.serviceWorker?.controller || matchMedia('(display-mode: standalone)').matches) keepOffline();
}

// Why the program cannot start here.
const REFUSALS = { webgl: 'page.no_webgl' };

function begin({ width, height, ratio }, rest) {
  const [outcome] = host.tell('start', width, height, ratio, ...rest);
  const refusal = REFUSALS[text(outcome)];
  if (refusal) throw new Error(say(refusal));
  document.getElementById('loading').hidden = true;
  script.markStarted();
  markStarted();
}

start().catch(host.crash);
