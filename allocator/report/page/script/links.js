// Grids of the page, and links between their rows: #R03 shows the row of R03.

const grids = given.grids.map((data) =>
  new Grid(document.getElementById(`page-grid-${data.id}`), data));

const anchors = new Map();
for (const grid of grids)
  for (const row of grid.rows) {
    const usable = row.anchor && row.anchor !== NOTHING && !/\s/.test(row.anchor) &&
      !row.anchor.startsWith("page-");
    if (usable && !anchors.has(row.anchor)) anchors.set(row.anchor, { grid, row });
  }

for (const grid of grids) grid.start();

function follow() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    return; // a stray % in an address typed by hand
  }
  const target = anchors.get(name);
  if (target) target.grid.reveal(target.row);
}
addEventListener("hashchange", follow);
// Once the browser has gone to what has that id in the HTML, which takes the focus away.
addEventListener("load", () => setTimeout(follow));

