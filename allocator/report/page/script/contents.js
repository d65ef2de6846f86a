// The contents: a search of all tables, open beside the text and closed above it.

const nav = document.querySelector("nav");
const contents = nav.querySelector("details");
const beside = matchMedia("(min-width: 1100px)");
const place = () => { contents.open = beside.matches; };
beside.addEventListener("change", place);
place();

function findEverywhere(query) {
  for (const grid of grids) grid.find(query);
  const hits = grids.filter((grid) => grid.found > 0);
  for (const link of nav.querySelectorAll("a[data-section]")) {
    const own = grids.filter((grid) => grid.root.closest("section").id === link.hash.slice(1));
    const found = own.reduce((all, grid) => all + grid.found, 0);
    link.querySelector(".found").textContent =
      query.trim() && own.length ? wholeNumber.format(found) : "";
  }
  everywhere.textContent = query.trim() ? counted("found_anywhere", {
    found: hits.reduce((all, grid) => all + grid.found, 0),
    tables: hits.length,
  }) : "";
}

const everywhere = element("p", { role: "status" });
const box = searchBox("page-search", word("search_all"), findEverywhere);
const slot = nav.querySelector(".search");
if (grids.length > 0) {
  slot.append(...box.parts, everywhere);
  slot.hidden = false;
}

// Where the reader is.
const watched = new IntersectionObserver((entries) => {
  for (const entry of entries)
    if (entry.isIntersecting)
      for (const link of nav.querySelectorAll("a[data-section]")) {
        if (link.hash.slice(1) === entry.target.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
}, { rootMargin: "0px 0px -75% 0px" });
for (const section of document.querySelectorAll("main section[id]")) watched.observe(section);
