// Numbers, dates, money, plurals and order by Intl, for src/platform/web/locale.cpp.
import { text, number } from './bridge.js';

// Money is written as its currency's home writes it.
const HOMES = {
  IDR: 'id-ID', NOK: 'nb-NO', SEK: 'sv-SE', DKK: 'da-DK', USD: 'en-US', GBP: 'en-GB', EUR: 'de-DE', CHF: 'de-CH',
  JPY: 'ja-JP', CNY: 'zh-CN', INR: 'en-IN', AUD: 'en-AU', CAD: 'en-CA', NZD: 'en-NZ', SGD: 'en-SG', MYR: 'ms-MY',
  THB: 'th-TH', PHP: 'en-PH', VND: 'vi-VN', KRW: 'ko-KR', BRL: 'pt-BR', MXN: 'es-MX', PLN: 'pl-PL', CZK: 'cs-CZ',
  HUF: 'hu-HU', TRY: 'tr-TR', ZAR: 'en-ZA', ILS: 'he-IL', AED: 'en-AE', HKD: 'zh-HK', TWD: 'zh-TW', ISK: 'is-IS',
};

const DATES = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  day_month: { day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  time: { hour: '2-digit', minute: '2-digit' },
  day_time: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  month: { month: 'long', year: 'numeric' },
};

// One formatter for each kind, made once: making one takes longer than using it a hundred times.
const made = new Map();
function formatter(kind, language, options) {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make(kind, language, options));
  return made.get(key);
}
// Without a zone or a language that the browser does not know: a book of somebody else may have one.
function make(kind, language, options) {
  for (const tag of [language, 'en']) {
    for (const known of [options, { ...options, timeZone: undefined }]) {
      try {
        return new Intl[kind](tag, known);
      } catch {
        // the next way
      }
    }
  }
}

const withMinus = (formatted) => formatted.replaceAll('-', '\u2212');
// English without a country writes days first, as the rest of the product does.
const dateLanguage = (language) => (language === 'en' ? 'en-GB' : language);

// Thousands are written out where people do not count by them: 640 000 kr, but Rp 15 jt.
const isShortened = (amount, code) => code === 'IDR' || Math.abs(Number(amount)) >= 1e6;

function money(language, amount, code, form) {
  if (!code) return withMinus(formatter('NumberFormat', language, {}).format(amount));
  const options = { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' };
  if (form === 'compact') Object.assign(options, { minimumFractionDigits: 0, maximumFractionDigits: Number(amount) < 1e5 || !isShortened(amount, code) ? 0 : 2 });
  if (form === 'compact' && isShortened(amount, code)) options.notation = 'compact';
  if (form !== 'compact' && !/\.\d*[1-9]/.test(amount)) options.maximumFractionDigits = 0; // whole: no ",00"
  return withMinus(formatter('NumberFormat', HOMES[code] || language, options).format(amount));
}

function date(language, at, style, zone) {
  const options = { ...DATES[style], timeZone: zone || undefined };
  return formatter('DateTimeFormat', dateLanguage(language), options).format(at);
}

// Place of each text in the language's order; equal texts share one.
function ranks(language, texts) {
  const collator = formatter('Collator', language, {}); // options would leave V8's fast path
  const order = Uint32Array.from(texts, (_, index) => index).sort((a, b) => collator.compare(texts[a], texts[b]));
  const out = new Uint32Array(texts.length);
  for (let i = 1, rank = 0; i < order.length; ++i) {
    if (collator.compare(texts[order[i - 1]], texts[order[i]]) !== 0) ++rank;
    out[order[i]] = rank;
  }
  return out;
}

export function offerLocale(host) {
  host.sync['locale.plural'] = (language, count) => [formatter('PluralRules', text(language), {}).select(number(count))];
  host.sync['locale.number'] = (language, value) => [
    withMinus(formatter('NumberFormat', text(language), { maximumFractionDigits: 6 }).format(text(value)))];
  host.sync['locale.money'] = (language, amount, code, form) => [money(text(language), text(amount), text(code), text(form))];
  host.sync['locale.date'] = (language, at, style, zone) => [date(text(language), number(at), text(style), text(zone))];
  host.sync['locale.ranks'] = (language, ...texts) => [new Uint8Array(ranks(text(language), texts.map(text)).buffer)];
}
