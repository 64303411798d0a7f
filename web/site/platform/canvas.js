// The canvas is exactly as large as the device pixels it covers, at any zoom; C++ is told of every
// change and draws at once, because a resized canvas is empty.
export function watchCanvas(host, canvas) {
  let device = measure(canvas);

  function measure() {
    const ratio = window.devicePixelRatio || 1;
    const box = canvas.getBoundingClientRect();
    return { width: Math.round(box.width * ratio), height: Math.round(box.height * ratio), ratio };
  }

  function apply(next) {
    device = next;
    if (canvas.width !== next.width) canvas.width = next.width;
    if (canvas.height !== next.height) canvas.height = next.height;
    host.tell('resize', next.width, next.height, next.ratio, ...insets());
  }

  // What a notch, the home bar and the phone's keyboard cover: top, right, bottom, left.
  function insets() {
    const style = getComputedStyle(document.documentElement);
    const safe = ['top', 'right', 'bottom', 'left'].map((side) => parseFloat(style.getPropertyValue(`--inset-${side}`)) || 0);
    const view = window.visualViewport;
    const keyboard = view && view.scale === 1 ? window.innerHeight - view.height - view.offsetTop : 0;
    safe[2] = Math.max(safe[2], keyboard > 60 ? keyboard : 0);
    return safe;
  }

  function fromEntry(entry) {
    const about = measure();
    const exact = entry.devicePixelContentBoxSize?.[0];
    // An emulated ratio (developer tools) is missing from the exact box: then it is not exact.
    if (!exact || Math.abs(exact.inlineSize - about.width) > 2 || Math.abs(exact.blockSize - about.height) > 2) return about;
    return { width: exact.inlineSize, height: exact.blockSize, ratio: about.ratio };
  }

  function observe() {
    const observer = new ResizeObserver((entries) => apply(fromEntry(entries[entries.length - 1])));
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas); // WebKit
    }
    watchRatio();
    window.visualViewport?.addEventListener('resize', () => apply(device));
  }

  // A media query tells of one ratio only, so it is armed anew after each change.
  function watchRatio() {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', () => {
      watchRatio();
      apply(measure());
    }, { once: true });
  }

  const prepare = () => {
    canvas.width = device.width;
    canvas.height = device.height;
    return device;
  };
  return { prepare, observe };
}
