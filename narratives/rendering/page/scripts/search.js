// Search in statements, speakers and articles; case and accents are ignored.
const UNLIKE = { "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "‘": "'", "“": '"', "”": '"' };
const UNLIKE_ANY = new RegExp("[" + Object.keys(UNLIKE).join("") + "]", "g");
const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replace(UNLIKE_ANY, (letter) => UNLIKE[letter]);
const foldPlaces = (text) => { // the folded text, and for each of its characters the offset in the original text
  let folded = "";
  const places = [];
  let place = 0;
  for (const letter of text) {
    const own = letter < "\x80" ? letter.toLowerCase() : fold(letter);
    for (let number = 0; number < own.length; number += 1) places.push(place);
    folded += own;
    place += letter.length;
  }
  places.push(place);
  return { folded, places };
};
const matches = (text, terms) => { // non-overlapping [start, end) offsets of the terms, in order
  const { folded, places } = foldPlaces(text);
  const found = [];
  terms.forEach((term) => {
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) {
      let end = at + term.length;
      while (places[end] === places[end - 1]) end += 1; // never end inside a character that folds to two
      found.push([places[at], places[end]]); // includes combining accents after the last letter
    }
  });
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart = [];
  found.forEach((one) => {
    if (!apart.length || one[0] >= apart[apart.length - 1][1]) apart.push(one);
  });
  return apart;
};

// The searched entries, collected when the field first gets the focus.
const HIT_KINDS = [["Statements", 8], ["Speakers", 5], ["In the text", 8]];
let searched = null;
const entryOf = (kind, element, text) => ({ kind, element, text, folded: fold(text) });
const gather = () => {
  const seen = new Set();
  const found = [];
  all(".claim").forEach((claim) => {
    const home = seen.has(claim.dataset.a) ? -1 : 0; // kind -1: the same statement at another place; highlighted but not listed
    seen.add(claim.dataset.a);
    const printed = claim.querySelector(".printed q");
    const who = claim.querySelector(".who");
    found.push({ ...entryOf(home, claim, saidBy(claim) + (printed ? " · " + printed.textContent : "")),
      about: who ? who.firstChild.textContent.trim().replace(/,$/, "") : "" });
  });
  all("table.speakers tbody th").forEach((cell) => found.push(entryOf(1, cell, cell.textContent)));
  all(".text > p, .text > h3, .text header h2").forEach((part) => found.push(entryOf(2, part, part.textContent)));
  return found;
};

const field = one("#q");
const hitsBox = one("#hits-box");
const hits = one("#hits");
let listed = []; // entries of the listed options, in order
let current = -1;
const AROUND = 50; // characters shown before the first match of a long text
const LONGEST = 180;
const MOST_LIGHTS = 500;
const firstMatch = (entry, terms) => (entry.folded.length === entry.text.length
  ? Math.min(...terms.map((term) => entry.folded.indexOf(term))) // folding kept the offsets
  : matches(entry.text, terms)[0][0]);
const snippet = (entry, terms) => {
  const line = make("span", "hit-words");
  const first = firstMatch(entry, terms);
  const start = entry.text.length > LONGEST && first > AROUND ? entry.text.indexOf(" ", first - AROUND) + 1 || first : 0;
  const shown = entry.text.slice(start, start + LONGEST);
  let at = 0;
  if (start > 0) line.append("…");
  matches(shown, terms).forEach(([from, to]) => {
    line.append(shown.slice(at, from), make("mark", "", shown.slice(from, to)));
    at = to;
  });
  line.append(shown.slice(at), start + LONGEST < entry.text.length ? "…" : "");
  return line;
};
const setCurrent = (number) => {
  const options = all('[role="option"]', hits);
  if (options[current]) options[current].setAttribute("aria-selected", "false");
  current = options.length ? (number + options.length) % options.length : -1;
  if (current < 0) { field.removeAttribute("aria-activedescendant"); return; }
  options[current].setAttribute("aria-selected", "true");
  options[current].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[current].id);
};
const closeHits = () => {
  hitsBox.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
  current = -1;
};
const canHighlight = typeof Highlight === "function" && CSS.highlights;
const nodesOf = (element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
};
const rangesIn = (element, terms) => {
  const nodes = nodesOf(element);
  const ends = [];
  let length = 0;
  nodes.forEach((node) => { length += node.data.length; ends.push(length); });
  const at = (place, isEnd) => { // the text node and the offset in it
    const number = ends.findIndex((end) => (isEnd ? place <= end : place < end));
    return [nodes[number], place - (ends[number] - nodes[number].data.length)];
  };
  return matches(nodes.map((node) => node.data).join(""), terms).map(([from, to]) => {
    const range = new Range();
    range.setStart(...at(from, false));
    range.setEnd(...at(to, true));
    return range;
  });
};
let lighting = 0;
const lightMatches = (found, terms) => { // runs after the list is shown, in slices of a few milliseconds
  clearTimeout(lighting);
  if (!canHighlight) return;
  CSS.highlights.delete("found");
  if (!terms.length) return;
  const highlight = new Highlight();
  CSS.highlights.set("found", highlight);
  let next = 0;
  const some = () => {
    const until = performance.now() + 8;
    while (next < found.length && highlight.size < MOST_LIGHTS && performance.now() < until) {
      const { element, kind } = found[next];
      const parts = kind < 1 ? all(".said, .printed", element) : [element];
      parts.forEach((part) => rangesIn(part, terms).forEach((range) => highlight.add(range)));
      next += 1;
    }
    if (next < found.length && highlight.size < MOST_LIGHTS) lighting = setTimeout(some, 16);
  };
  lighting = setTimeout(some, 30);
};
const option = (entry, terms) => {
  const item = make("div", "hit");
  item.id = "hit-" + listed.length;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.hit = listed.length;
  listed.push(entry);
  item.append(snippet(entry, terms));
  if (entry.about) item.append(" ", make("span", "hit-about", entry.about));
  return item;
};
const search = () => {
  const terms = [...new Set(fold(field.value).split(/\s+/).filter(Boolean))];
  listed = [];
  current = -1;
  field.removeAttribute("aria-activedescendant");
  if (!terms.length) {
    closeHits();
    lightMatches([], []);
    return;
  }
  searched = searched || gather();
  const found = searched.filter((entry) => terms.every((term) => entry.folded.includes(term)));
  let number = 0;
  hits.replaceChildren(...HIT_KINDS.flatMap(([name, most], kind) => {
    const own = found.filter((entry) => entry.kind === kind);
    number += own.length;
    if (!own.length) return [];
    const group = make("div", "hit-group");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    const title = make("p", "hit-title", name + " ");
    title.setAttribute("role", "presentation");
    title.append(make("span", "count", own.length));
    group.append(title, ...own.slice(0, most).map((entry) => option(entry, terms)));
    if (own.length > most) {
      const more = make("p", "hit-more", "and " + (own.length - most) + " more");
      more.setAttribute("role", "presentation");
      group.append(more);
    }
    return [group];
  }));
  one("#hits-count").textContent = number ? number + " found" : "Nothing found";
  hitsBox.hidden = false;
  field.setAttribute("aria-expanded", "true");
  lightMatches(found, terms);
};
const goToHit = (number) => {
  const entry = listed[number];
  if (!entry) return;
  closeHits();
  if (entry.element.id) go(entry.element.id);
  else {
    reveal(entry.element);
    entry.element.tabIndex = -1;
    entry.element.focus({ preventScroll: true });
    entry.element.scrollIntoView({ block: "center" });
  }
};
one("#search").hidden = false;
field.addEventListener("input", search);
field.addEventListener("focus", () => setTimeout(() => { searched = searched || gather(); })); // before the first key press
field.addEventListener("focus", () => { if (field.value.trim() && hitsBox.hidden) search(); });
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.preventDefault(); // the browser clears the field without an input event
    field.value = "";
    search();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (hitsBox.hidden) return;
    event.preventDefault();
    setCurrent(event.key === "ArrowDown" ? current + 1 : Math.max(current, 0) - 1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    goToHit(Math.max(current, 0));
  }
});
hits.addEventListener("click", (event) => {
  const item = event.target.closest("[data-hit]");
  if (item) goToHit(Number(item.dataset.hit));
});
document.addEventListener("focusin", (event) => { if (!event.target.closest("#search")) closeHits(); });
document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#search")) closeHits(); });
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, dialog")) return;
  event.preventDefault();
  field.focus();
  field.select();
});
