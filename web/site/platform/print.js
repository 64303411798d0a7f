// What comes on paper is not the canvas: the program says it in words and tables (src/app/printed.h), and they are laid out
// when the browser is about to print, however it was asked to. It comes behind the second part of the program, which says it.
import { text } from './bridge.js';

const STYLE = `
  @media print {
    body:has(> #paper) > :not(#paper) { display: none !important; }
    html, body:has(> #paper) {
      height: auto;
      overflow: visible;
      background: #FFFFFF;
      color: #000000;
      color-scheme: light;
    }
    #paper { font: 400 9pt/12pt "Inter", system-ui, sans-serif; }
    #paper h1 { margin: 0 0 4pt; font-size: 16pt; line-height: 20pt; font-weight: 600; }
    #paper h2 { margin: 12pt 0 4pt; font-size: 11pt; line-height: 14pt; font-weight: 600; break-after: avoid; }
    #paper p { margin: 0 0 2pt; }
    #paper table { width: 100%; margin-top: 8pt; border-collapse: collapse; }
    #paper th, #paper td {
      padding: 2pt 8pt 2pt 0;
      border-bottom: 0.5pt solid #BBBBBB;
      text-align: left;
      vertical-align: top;
      overflow-wrap: anywhere;
    }
    #paper th { font-weight: 600; }
    #paper tr { break-inside: avoid; }
    #paper .number { text-align: right; font-variant-numeric: tabular-nums; }
  }
`;

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function tableOf({ title, columns, rows }) {
  const rowOf = (name, cells) => element('tr', ...cells.map((words, index) => {
    const cell = element(name, words);
    cell.classList.toggle('number', columns[index].right);
    return cell;
  }));
  const labels = columns.map(({ label }) => label);
  const head = labels.some(Boolean) ? [element('thead', rowOf('th', labels))] : [];
  const table = element('table', ...head, element('tbody', ...rows.map((cells) => rowOf('td', cells))));
  return element('section', ...(title ? [element('h2', title)] : []), table);
}

export function watchPrinting(host) {
  const style = new CSSStyleSheet(); // an element would need leave of the content security policy
  style.replaceSync(STYLE);
  document.adoptedStyleSheets.push(style);
  let paper = null;
  const clear = () => {
    paper?.remove();
    paper = null;
  };
  window.addEventListener('beforeprint', () => {
    clear();
    const [answer] = host.tell('print');
    if (!answer) return;
    const { title, lines, tables } = JSON.parse(text(answer));
    if (!title) return;
    paper = element('main', element('h1', title), ...lines.map((line) => element('p', line)), ...tables.map(tableOf));
    paper.id = 'paper';
    document.body.append(paper);
  });
  window.addEventListener('afterprint', clear);
  host.sync['page.print'] = () => void setTimeout(() => window.print()); // it waits until the dialog is closed
}
