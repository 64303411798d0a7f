// Reads C++ just well enough to judge it: comments and strings blanked, includes, functions and their length.
// Works on layout, not on grammar; every transformation keeps line numbers.

// Comments, string and character literals become spaces. Includes keep their names.
export function codeOf(text) {
  const token =
    /^[ \t]*#[ \t]*include[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"(\w*)\([\s\S]*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'/gm;
  return text.replace(token, (found) => (/^\s*#/.test(found) ? found : blank(found)));
}

// The same without any include of our own folders: "platform/web/emscripten_frame.h" is a path, not a mention.
export function scannedCode(text) {
  return codeOf(text).replace(/^[ \t]*#[ \t]*include[ \t]*"\w+\/[^\n]*/gm, blank);
}

export function includesOf(text) {
  return text.split('\n').flatMap((content, index) => {
    const found = /^\s*#\s*include\s*(["<])([^">]+)[">]/.exec(content);
    return found ? [{ quoted: found[1] === '"', target: found[2], line: index + 1 }] : [];
  });
}

export function linesOf(text) {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

// Functions defined at namespace or class scope: {line, lines, head}. A lambda belongs to the function around it.
export function functionsOf(text) {
  const code = codeOf(text).replace(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, blank);
  const found = [];
  const open = []; // what each open brace is: scope, body or data
  let head = '';
  let line = 1;
  for (const character of code) {
    if (character === '\n') line += 1;
    if (character === '{') {
      const inside = open.some(({ kind }) => kind !== 'scope');
      open.push({ kind: inside ? 'data' : kindOf(head), line: firstLine(head, line), head: head.trim() });
    } else if (character === '}') {
      const closed = open.pop();
      if (closed?.kind === 'body') found.push({ line: closed.line, lines: line - closed.line + 1, head: firstWords(closed.head) });
    }
    head = '{};'.includes(character) ? '' : head + character;
  }
  return found;
}

// What a brace opens, from the text before it. After a constructor's last initialiser, `a_{1} {`, that text is empty.
function kindOf(head) {
  const text = head.replace(/\b(public|private|protected)\s*:/g, '').trim();
  if (/\b(namespace|extern)\b/.test(text)) return 'scope';
  if (/\b(class|struct|union)\b[^()]*$/.test(text.replace(/alignas\s*\([^)]*\)/g, ''))) return 'scope';
  if (/\benum\b/.test(text) || text.startsWith(',')) return 'data';
  return text === '' || (text.includes(')') && !text.endsWith('=')) ? 'body' : 'data';
}

function firstLine(head, line) {
  return line - (head.trimStart().match(/\n/g) ?? []).length;
}

function firstWords(head) {
  return head.replace(/\s+/g, ' ').slice(0, 80);
}

function blank(text) {
  return text.replace(/[^\n]/g, ' ');
}
