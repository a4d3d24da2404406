// Filters.
const form = one("#filters");
const rows = all("[data-row]");
const groups = all("[data-group]");
const claims = all(".claim[data-rows]").filter((claim) => claim.closest("[data-group]"));
const byParty = all("[data-party]").filter((element) => !element.closest("[data-row]"));
const byKey = new Map(rows.map((row) => [row.id, row]));
const points = all("#points [data-group]");
const found = one("#found");
let onFilter = () => {};
let told = ""; // appended to the count after the script has reset the filters
const chosen = (name) => new Set(all('input[name="' + name + '"]', form).filter((box) => box.checked).map((box) => box.value));
const filter = () => {
  const parties = chosen("party");
  const kinds = chosen("kind");
  const level = Number(form.elements.strength.value);
  one("#level").textContent = level.toFixed(2);
  rows.forEach((row) => {
    const own = words(row.dataset.kinds);
    row.hidden = !words(row.dataset.parties).every((party) => parties.has(party)) ||
      (own.length > 0 && !own.some((kind) => kinds.has(kind))) || Number(row.dataset.strength) < level;
  });
  byParty.forEach((element) => { element.hidden = !parties.has(element.dataset.party); });
  claims.forEach((claim) => { claim.hidden = words(claim.dataset.rows).every((key) => byKey.get(key).hidden); });
  groups.forEach((group) => { group.hidden = all("[data-row]", group).every((row) => row.hidden); });
  all("[data-point]").forEach((line) => { line.hidden = document.getElementById(line.dataset.point).hidden; });
  const shown = points.filter((point) => !point.hidden).length;
  all("[data-empty]").forEach((line) => {
    const own = all("[data-row]", line.parentElement);
    line.hidden = own.length === 0 || own.some((row) => !row.hidden);
  });
  found.hidden = points.length === 0;
  found.textContent = shown + " of " + points.length + (points.length === 1 ? " point" : " points") + " at issue shown" + told;
  onFilter();
};
one("#filter-box").hidden = false;
one("#filter-box").open = window.innerWidth > 700;
form.addEventListener("input", () => { told = ""; filter(); });
one("#filters button").addEventListener("click", () => { told = ""; });
form.addEventListener("reset", () => setTimeout(filter)); // after the boxes have changed
form.addEventListener("submit", (event) => event.preventDefault());
window.addEventListener("pageshow", filter); // a browser that comes back may fill in the form by itself
filter();
openers.push((target) => {
  if (!target.closest("[hidden]:not(.document)")) return false;
  told = "; the filters were taken off to show the claim";
  form.reset();
  filter();
  return true;
});

