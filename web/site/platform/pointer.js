// Mouse, pen, finger and wheel of the canvas, to C++ in CSS pixels.
const LINE = 40; // CSS pixels of one line, where a wheel counts lines
const MASKS = [1, 4, 2, 8, 16]; // of `buttons`, by `button`
const BUTTONS = [0, 2, 1, 3, 4]; // the page's left, middle, right, ... to imgui's left, right, middle

export function watchPointer(host, canvas) {
  const fingers = new Set();

  function send(kind, event) {
    const box = canvas.getBoundingClientRect();
    const button = BUTTONS[event.button] ?? 5;
    host.tell('pointer', kind, event.pointerType || 'mouse', event.clientX - box.left, event.clientY - box.top, button);
  }

  canvas.addEventListener('pointerdown', (event) => {
    // The first finger is the pointer; more of them are the browser's.
    if (event.pointerType === 'touch' && fingers.size > 0) return;
    fingers.add(event.pointerId);
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault(); // else the hidden field loses the focus
    host.canvasPressed?.();
    send('down', event);
  });

  canvas.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' && !fingers.has(event.pointerId)) return;
    // A second button, pressed or released while the first is down, comes as a move.
    if (event.pointerType === 'mouse' && event.button > 0) return send(event.buttons & MASKS[event.button] ? 'down' : 'up', event);
    send('move', event);
  });

  canvas.addEventListener('pointerup', (event) => {
    if (event.pointerType === 'touch' && !fingers.has(event.pointerId)) return;
    fingers.delete(event.pointerId);
    send('up', event);
  });

  canvas.addEventListener('pointercancel', (event) => {
    if (!fingers.delete(event.pointerId)) return;
    send('cancel', event);
  });

  canvas.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch' && event.buttons === 0) send('leave', event);
  });

  canvas.addEventListener('mousedown', (event) => event.preventDefault());
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('wheel', (event) => sendWheel(host, canvas, event), { passive: false });
}

function sendWheel(host, canvas, event) {
  if (event.ctrlKey) return; // zoom belongs to the browser
  event.preventDefault();
  const unit = [1, LINE, canvas.clientHeight][event.deltaMode];
  const box = canvas.getBoundingClientRect();
  host.tell('wheel', event.clientX - box.left, event.clientY - box.top, event.deltaX * unit, event.deltaY * unit);
}
