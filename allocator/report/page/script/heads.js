// What stands around the rows: headings to sort by, the search box, how many rows are shown.

const ROWS_WORTH_SEARCHING = 8;

function makeSortable(grid) {
  grid.heads.forEach((head, place) => {
    const button = element("button", { type: "button", class: "sort" }, head.textContent.trim());
    button.addEventListener("click", () => grid.sortBy(grid.columns[place]));
    head.dataset.title = button.textContent; // is printed in place of the button
    head.replaceChildren(button);
  });
}

function showOrder(grid) {
  grid.heads.forEach((head, place) => {
    if (grid.columns[place] !== grid.sort.column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", grid.sort.direction > 0 ? "ascending" : "descending");
  });
}

function searchBox(id, label, changed) {
  const input = element("input", { type: "search", id, autocomplete: "off", spellcheck: "false" });
  input.placeholder = label;
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => changed(input.value), 120);
  });
  const caption = element("label", { for: id, class: "unseen" }, label);
  return { input, parts: [caption, input] };
}

function makeTools(grid) {
  const tools = grid.root.querySelector(".tools");
  const search = searchBox(`page-search-${grid.id}`, word("search"), (text) => grid.find(text));
  grid.search = search.input;
  if (grid.rows.length >= ROWS_WORTH_SEARCHING) tools.append(...search.parts);
  if (grid.by >= 0) tools.append(groupBox(grid));
  grid.status = element("p", { role: "status" });
  tools.append(grid.status);
  tools.hidden = false;
}

function groupBox(grid) {
  const box = element("input", { type: "checkbox" });
  box.checked = grid.grouped;
  box.addEventListener("change", () => grid.group(box.checked));
  return element("label", {}, box, word("group", { field: grid.fields[grid.by].title }));
}

function makeMore(grid) {
  const more = grid.root.querySelector(".more");
  grid.moreButton = element("button", { type: "button" });
  grid.allButton = element("button", { type: "button" });
  grid.moreButton.addEventListener("click", () => grid.show(grid.limit + ROWS_SHOWN));
  grid.allButton.addEventListener("click", () => grid.show(Infinity));
  more.replaceChildren(grid.moreButton, grid.allButton);
}

function showHowMany(grid, found) {
  const all = grid.rows.length;
  const shown = Math.min(grid.limit, found);
  const name = found === all
    ? (shown < all ? "some_shown" : "all_shown")
    : (shown < found ? "found_shown" : "some_found");
  grid.status.textContent = counted(name, { all, found, shown });
  // Of a short table that is whole, the number of rows is of use only to those who cannot see it.
  const obvious = all < ROWS_WORTH_SEARCHING && name === "all_shown";
  grid.status.classList.toggle("unseen", obvious);
  grid.root.classList.toggle("partial", shown < all); // is said in print too
  const rest = found - shown;
  grid.moreButton.textContent = counted("more", { count: Math.min(rest, ROWS_SHOWN) });
  grid.allButton.textContent = counted("everything", { count: found });
  grid.moreButton.parentElement.hidden = rest === 0;
}

