// Sorting and sums.

const collator = new Intl.Collator(given.locale, { numeric: true });

function compareValues(a, b) {
  const numbers = (typeof a === "number") - (typeof b === "number");
  if (numbers !== 0) return -numbers; // numbers before texts
  return typeof a === "number" ? a - b : collator.compare(a, b);
}

// Nothing comes last whichever way is sorted; rows that are equal keep their order.
function sorted(rows, column, direction) {
  const keyed = rows.map((row) => [valueOf(row.cells[column]), row]);
  keyed.sort(([a, left], [b, right]) => {
    if (a === null || b === null) return (a === null) - (b === null) || left.index - right.index;
    return direction * compareValues(a, b) || left.index - right.index;
  });
  return keyed.map(([, row]) => row);
}

function sumShown(rows, column, field) {
  const numbers = rows.map((row) => valueOf(row.cells[column]));
  const sum = numbers.reduce((all, value) => (typeof value === "number" ? all + value : all), 0);
  return new Intl.NumberFormat(given.locale, {
    style: field.kind === "share" ? "percent" : "decimal",
    minimumFractionDigits: field.decimals,
    maximumFractionDigits: field.decimals,
    roundingMode: "halfEven", // as the texts of the cells were rounded
  }).format(sum);
}

