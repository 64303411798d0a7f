// Work done inside the page: the import under test, and the plain JavaScript it is held against.

// Milliseconds from bytes to leads in the book.
export async function importInPage(page, csv) {
  return page.evaluate(async (csv) => {
    const bytes = new TextEncoder().encode(csv);
    return window.timed(() => corong.importFile('people.csv', bytes));
  }, csv);
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
