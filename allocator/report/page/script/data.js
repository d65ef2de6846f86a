// What the page was given: its words, how numbers are written, and the rows of every grid.

const given = JSON.parse(document.querySelector('script[type="application/json"]').textContent);
const NOTHING = given.nothing;
const ROWS_SHOWN = 100;

const word = (name, values = {}) =>
  given.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

const wholeNumber = new Intl.NumberFormat(given.locale);
const counted = (name, values) =>
  word(name, Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, wholeNumber.format(value)])));

// A cell is a text, a number that is shown as it is, [text, number], or null for nothing.
const textOf = (cell) =>
  cell === null ? NOTHING : Array.isArray(cell) ? cell[0] : String(cell);
const valueOf = (cell) =>
  cell === "" ? null : Array.isArray(cell) ? cell[1] : cell;

// Full-width letters and digits are found by their ordinary forms, and the other way round.
const plain = (text) => text.normalize("NFKC").toLowerCase();

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

