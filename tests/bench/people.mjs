// Invented leads as CSV, by seed: the same number gives the same file. Nobody of one that begins at another number is in it.
const GIVEN = ['Kari', 'Ola', 'Budi', 'Sari', 'Ingrid', 'Agus', 'Amara', 'Lars', 'Dewi', 'Nils', 'Putri', 'Elif', 'Chen', 'Maya', 'Tor'];
const FAMILY = ['Nordmann', 'Santoso', 'Hagen', 'Wibowo', 'Dahl', 'Okafor', 'Lestari', 'Berg', 'Yilmaz', 'Halim', 'Moen', 'Pratama'];
const FIRM = ['Nordlys', 'Roti Jaya', 'Fjell', 'Kopi Timur', 'Harbour', 'Sumber', 'Vik', 'Lagos Cold', 'Bakeri', 'Maju'];
const ROLES = ['CEO', 'Buyer', 'Chef', 'Owner', 'Assistant', 'Head of Sales', 'Daglig leder', ''];
const SOURCES = ['Web', 'Referral', 'Event', 'Cold call', 'Newsletter', 'Social Media'];
const STATUS = ['Open', 'Working', 'Open', 'Working', 'Open', 'Converted', 'Unqualified'];

export function peopleCsv(count, seed = 1, first = 0) {
  let state = seed;
  const next = (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % bound;
  };
  const lines = ['First Name,Last Name,Company,Title,Email,Phone,Lead Source,Employees,Budget,Created Date,Status,Remarks'];
  for (let i = 0; i < count; ++i) {
    const given = GIVEN[next(GIVEN.length)];
    const family = FAMILY[next(FAMILY.length)];
    const firm = `${FIRM[next(FIRM.length)]} ${next(900) + 100}`;
    const day = new Date(Date.UTC(2026, 0, 1 + next(320))).toISOString().slice(0, 10);
    lines.push(
      `${given},${family},${firm},${ROLES[next(ROLES.length)]},${given}.${family}.${first + i}@firm${next(5000)}.example,` +
        `+47 9${String(next(10000000)).padStart(7, '0')},${SOURCES[next(SOURCES.length)]},${next(500) + 1},${next(900) * 1000} NOK,${day},` +
        `${STATUS[next(STATUS.length)]},note ${next(100000)}`,
    );
  }
  return lines.join('\n');
}
