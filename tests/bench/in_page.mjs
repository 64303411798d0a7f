// Work done inside the page: the import under test, and the plain JavaScript it is held against.

// Brings a file's text or base64 into the page, so that no task of bringing it is taken for one of the import.
export async function bring(page, { text, base64 }) {
  await page.evaluate(({ text, base64 }) => {
    window.broughtBytes = base64 ? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(text);
  }, { text, base64 });
}

// Milliseconds from the bytes that were brought to leads in the book.
export async function importInPage(page, name) {
  return page.evaluate((name) => window.timed(() => corong.importFile(name, window.broughtBytes)), name);
}

// Substring search and sort by score, then name, over an array of objects with the same people.
export async function plainPeople(page) {
  return page.evaluate(async () => {
    const { rows } = corong.query({ limit: 1e6, fields: ['name', 'email', 'company', 'score.total'] });
    const people = rows.map((row) => ({ name: row.name ?? '', email: row.email ?? '', company: row.company ?? '', score: row['score.total'] }));
    const wanted = 'lestari';
    const search = await window.median(7, () =>
      people.filter((one) => one.name.toLowerCase().includes(wanted) || one.email.toLowerCase().includes(wanted) || one.company.toLowerCase().includes(wanted)));
    const collator = new Intl.Collator('en');
    const sort = await window.median(5, () => [...people].sort((a, b) => b.score - a.score || collator.compare(a.name, b.name)));
    return { search, sort };
  });
}
