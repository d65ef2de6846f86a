// A table that can be sorted, searched, grouped and opened. Rows are made when they are shown.

class Grid {
  constructor(root, data) {
    Object.assign(this, data, { root, query: "", limit: ROWS_SHOWN, opened: new Set() });
    this.sort = { column: -1, direction: 1 };
    this.grouped = this.by >= 0;
    this.rows = data.rows.map((cells, index) => ({
      cells,
      index,
      detail: this.detail >= 0 && cells[this.detail] ? textOf(cells[this.detail]) : "",
      anchor: this.link >= 0 ? textOf(cells[this.link]) : "",
    }));
    this.columns = this.fields.map((_, index) => index).filter((index) => index !== this.detail);
    this.first = this.columns.find((column) => column !== this.by);
    this.table = root.querySelector("table");
    this.heads = [...this.table.tHead.rows[0].cells];
    this.body = this.table.tBodies[0];
  }

  start() {
    makeTools(this);
    makeMore(this);
    if (this.rows.length > 1) makeSortable(this);
    this.body.addEventListener("click", (event) => this.clicked(event));
    this.render();
  }

  sortBy(column) {
    const { column: before, direction } = this.sort;
    if (column !== before) this.sort = { column, direction: 1 };
    else if (direction > 0) this.sort = { column, direction: -1 };
    else this.sort = { column: -1, direction: 1 }; // the third time: as it was
    showOrder(this);
    this.render();
  }

  find(query) {
    this.query = query;
    this.limit = ROWS_SHOWN;
    this.search.value = query;
    this.render();
  }

  group(grouped) {
    this.grouped = grouped;
    this.render();
  }

  show(limit) {
    this.limit = limit;
    this.render();
    // The button that was pressed may be gone: go on reading in the table.
    if (this.moreButton.parentElement.hidden) this.table.parentElement.focus();
  }

  matching() {
    const words = plain(this.query).split(/\s+/).filter(Boolean);
    if (words.length === 0) return this.rows;
    return this.rows.filter((row) => {
      row.text ??= plain(row.cells.map(textOf).join("\n"));
      return words.every((one) => row.text.includes(one));
    });
  }

  // Groups keep their order, rows are sorted inside them.
  arranged() {
    const found = this.matching();
    const { column, direction } = this.sort;
    const inOrder = (rows) => (column < 0 ? rows : sorted(rows, column, direction));
    if (!this.grouped) return [["", inOrder(found)]];
    const groups = new Map();
    for (const row of found) {
      const title = textOf(row.cells[this.by]) || NOTHING;
      if (!groups.has(title)) groups.set(title, []);
      groups.get(title).push(row);
    }
    return [...groups].map(([title, rows]) => [title, inOrder(rows)]);
  }

  render() {
    this.groups = this.arranged();
    const found = this.groups.reduce((all, [, rows]) => all + rows.length, 0);
    this.table.classList.toggle("grouped", this.grouped);
    this.body.replaceChildren(...this.elements());
    if (found === 0) this.body.append(this.emptyElement());
    const foot = this.table.tFoot;
    if (foot) foot.replaceChildren(totalElement(this, this.groups.flatMap(([, rows]) => rows)));
    showHowMany(this, found);
    this.found = found;
  }

  elements() {
    const made = [];
    let left = this.limit;
    for (const [title, rows] of this.groups) {
      if (left <= 0) break;
      if (this.grouped) made.push(groupElement(this, title, rows));
      for (const row of rows.slice(0, left)) {
        made.push(rowElement(this, row));
        if (row.detail) made.push(detailElement(this, row));
      }
      left -= rows.length;
    }
    return made;
  }

  emptyElement() {
    const text = this.rows.length ? word("none_found", { query: this.query }) : word("no_rows");
    return element("tr", { class: "empty" },
      element("td", { colspan: this.columns.length }, text));
  }

  clicked(event) {
    const line = event.target.closest("tr.has-detail");
    const onButton = event.target.closest("button.open");
    if (!line || event.target.closest("a")) return;
    if (!onButton && !getSelection().isCollapsed) return; // text is being selected
    this.toggle(line);
  }

  toggle(line) {
    const row = this.rows[line.dataset.row];
    const open = !this.opened.delete(row.index);
    if (open) this.opened.add(row.index);
    line.nextElementSibling.hidden = !open;
    line.querySelector("button.open").setAttribute("aria-expanded", String(open));
  }

  // Show a row, wherever it is, with its details.
  reveal(row) {
    if (!this.matching().includes(row)) this.find("");
    const place = this.groups.flatMap(([, rows]) => rows).indexOf(row);
    if (place >= this.limit) this.limit = Math.ceil((place + 1) / ROWS_SHOWN) * ROWS_SHOWN;
    if (row.detail) this.opened.add(row.index);
    this.render();
    const line = this.body.querySelector(`tr[data-row="${row.index}"]`);
    line.classList.add("pointed-at");
    line.scrollIntoView({ block: "center" });
    line.querySelector("button.open")?.focus({ preventScroll: true });
  }
}

