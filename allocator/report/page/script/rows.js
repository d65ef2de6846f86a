// Rows of a table: those of values, of details, of groups, and the bottom line.

const NUMERIC = new Set(["year", "count", "number", "share"]);
const classOf = (grid, column) =>
  column === grid.by ? "by" : NUMERIC.has(grid.fields[column].kind) ? "n" : "";

function cellElement(grid, row, column, first) {
  const text = textOf(row.cells[column]);
  const made = element(first ? "th" : "td", first ? { scope: "row" } : {});
  if (classOf(grid, column)) made.className = classOf(grid, column);
  const target = anchors.get(text);
  if (first && row.detail) made.append(detailButton(grid, row, text));
  else if (target && target.grid !== grid && grid.fields[column].kind === "id")
    made.append(element("a", { href: "#" + encodeURIComponent(text) }, text));
  else made.append(text);
  return made;
}

function detailButton(grid, row, text) {
  return element("button", {
    type: "button",
    class: "open",
    "aria-expanded": String(grid.opened.has(row.index)),
    "aria-controls": detailId(grid, row),
  }, text);
}

const detailId = (grid, row) => `page-detail-${grid.id}-${row.index}`;

function rowElement(grid, row) {
  const made = element("tr", { "data-row": row.index });
  grid.columns.forEach((column, place) =>
    made.append(cellElement(grid, row, column, column === grid.first)));
  if (row.detail) made.className = "has-detail";
  const target = anchors.get(row.anchor);
  if (target && target.grid === grid && target.row === row) made.id = row.anchor;
  return made;
}

// Hidden until it is asked for, and there all the same: what is printed has every detail.
function detailElement(grid, row) {
  const cell = element("td", { colspan: grid.columns.length },
    element("p", {}, element("b", {}, grid.fields[grid.detail].title), " ", row.detail));
  const made = element("tr", { class: "detail", id: detailId(grid, row) }, cell);
  made.hidden = !grid.opened.has(row.index);
  return made;
}

// A heading that spans what is not summed up, then the sums; `left` columns are under it.
function sumElements(grid, rows, label) {
  const shown = grid.columns.filter((column) => !(grid.grouped && column === grid.by));
  const summed = shown.findIndex((column) => grid.fields[column].total);
  const left = summed < 0 ? shown.length : Math.max(summed, 1);
  return [
    element("th", { colspan: left, scope: "row" }, ...label),
    ...shown.slice(left).map((column) => element("td", { class: classOf(grid, column) },
      grid.fields[column].total ? sumShown(rows, column, grid.fields[column]) : "")),
  ];
}

function groupElement(grid, title, rows) {
  const count = element("span", { class: "count" },
    counted("group_count", { count: rows.length }));
  return element("tr", { class: "group" }, ...sumElements(grid, rows, [title, " ", count]));
}

const totalElement = (grid, rows) => element("tr", {},
  ...sumElements(grid, rows, [word(rows.length < grid.rows.length ? "total_found" : "total")]));

