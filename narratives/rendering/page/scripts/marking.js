// The user interface of marks: buttons, one shared dialog, badges, and the bar at the bottom.
const make = (name, className, text) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const saidBy = (root) => root.querySelector(".said").textContent;
const markButton = (place, kind, label) => {
  const button = make("button", "to-mark", "Mark");
  button.type = "button";
  button.dataset.mark = kind;
  button.setAttribute("aria-label", "Mark " + label);
  const box = make("span", "acts");
  box.append(button);
  place.append(box);
};
const inSlices = (list, act, then) => { // process a long list without blocking the page
  const until = performance.now() + 25;
  let next = 0;
  while (next < list.length && performance.now() < until) { act(list[next]); next += 1; }
  if (next < list.length) setTimeout(() => inSlices(list.slice(next), act, then)); else then();
};
const addButton = (element) => {
  if (element.matches(".claim")) {
    markButton(element.querySelector(".who") || element.querySelector(".said"), "s", "the statement: " + saidBy(element));
  }
  if (element.matches("[data-row]")) {
    const head = element.querySelector(".head");
    markButton(head, "r", "the relation: " + head.querySelector("b").textContent);
  }
  if (element.matches(".point")) {
    markButton(element.querySelector("header"), "p", "the point: " + element.querySelector("h3").textContent);
  }
};
const aboutOf = (button) => { // the subject that a "Mark" button belongs to
  if (button.dataset.mark === "s") return "s:" + button.closest(".claim").dataset.a;
  if (button.dataset.mark === "p") return "p:" + button.closest(".point").id;
  return pairOf(button.closest("[data-row]").id);
};
const statementText = (id) => saidBy(one('.claim[data-a="' + id + '"]'));
const wordsFor = (about) => { // a subject as text for the dialog and the list
  const key = about.slice(2);
  if (about.startsWith("s:")) return statementText(key);
  if (about.startsWith("r:")) return key.split(":").map(statementText).join(" / ");
  if (about.startsWith("p:")) return one("#" + key + " h3").textContent;
  if (about.startsWith("v:")) return speakerOf(about).shown;
  const line = one('[data-applied~="' + key + '"]');
  return line ? line.firstChild.textContent : "a decision";
};
const partyNumber = (name) => { // index in the select elements; "" for no party
  const number = known().parties.findIndex((party) => party[0] === name);
  return number < 0 ? "" : number;
};
const partyShown = (name) => (known().parties.find((party) => party[0] === name) || ["", "no party"])[1];
const badgeText = (mark) => ({
  relation: () => "is: " + one('#mark-form option[value="' + mark.value + '"]').textContent,
  party: () => "party: " + partyShown(mark.value), speaker: () => "speaker: " + mark.value,
  reworded: () => "reworded: " + mark.value,
}[mark.mark] || (() => mark.mark))();

// The dialog.
const panel = one("#mark-panel");
const panelForm = one("#mark-form");
const panelError = one("#mark-error");
let marked = "";
const chooseMark = (value) => { panelForm.elements.mark.value = value; };
const openPanel = (about) => {
  marked = about;
  const on = subjectOf(about);
  const given = marksOn(about);
  const last = given[given.length - 1];
  panelForm.reset();
  panelError.textContent = "";
  one("#mark-title").textContent = "Mark this " + on;
  one("#mark-about").textContent = wordsFor(about);
  all("[data-for]", panelForm).forEach((line) => { line.hidden = !words(line.dataset.for).includes(on); });
  const parties = panelForm.elements.party;
  if (!parties.options.length) {
    known().parties.forEach((party, number) => parties.add(new Option(party[1], number)));
    parties.add(new Option("no party", ""));
  }
  if (on === "statement") {
    const [party, wording] = [keyOf(about.slice(2)).party, keyOf(about.slice(2)).text];
    panelForm.elements.reworded.value = wording;
    parties.selectedIndex = Math.max(0, known().parties.findIndex((one) => one[0] !== party));
  }
  given.forEach((mark) => {
    if (mark.mark === "party") parties.value = String(partyNumber(mark.value));
    else if (panelForm.elements[mark.mark]) panelForm.elements[mark.mark].value = mark.value;
  });
  panelForm.elements.note.value = last ? last.note : "";
  panelForm.elements.by.value = reader;
  if (last) chooseMark(last.mark);
  one("#mark-remove").hidden = !last;
  panel.showModal();
};
const valueChosen = (mark) => {
  const fields = panelForm.elements;
  if (mark === "relation") return fields.relation.value;
  if (mark === "party") return fields.party.value === "" ? "" : known().parties[fields.party.value][0];
  if (mark === "speaker" || mark === "reworded") return fields[mark].value.trim();
  if (marked.startsWith("r:")) return known().rows[rowsOf(marked)[0]][2];
  return marked.startsWith("p:") ? relationOf(known().points[marked.slice(2)]) : "";
};
const setReader = (name) => {
  reader = name.trim();
  remember(READER, reader);
};
one("#mark-keep").addEventListener("click", (event) => { // also fired by Enter in a field
  event.preventDefault(); // a click, not a submit event: sandboxed frames do not submit forms
  const mark = panelForm.elements.mark.value;
  const value = mark && valueChosen(mark);
  const isSame = mark === "reworded" && (!value || value === keyOf(marked.slice(2)).text);
  panelError.textContent = !mark ? "Choose one of the answers." : mark === "speaker" && !value ? "Write down the speaker."
    : isSame ? "Write down the new wording." : "";
  if (panelError.textContent) return;
  setReader(panelForm.elements.by.value);
  addMark(marked, mark, value, panelForm.elements.note.value.trim());
  panel.close();
  showMarks();
});
panelForm.addEventListener("input", (event) => { // filling in a field selects its radio button
  const line = event.target.closest("[data-for]");
  if (line && event.target.name !== "mark") chooseMark(event.target.name);
});
one("#mark-cancel").addEventListener("click", () => panel.close());
one("#mark-remove").addEventListener("click", () => {
  setMarks(marks.filter((mark) => mark.about !== marked));
  panel.close();
  showMarks();
});
document.addEventListener("click", (event) => {
  const button = event.target.closest && event.target.closest(".to-mark");
  if (button) openPanel(aboutOf(button));
});

// A select element beside each speaker assigns a party; the suggestion comes first.
const assigns = all("[data-speaker]");
if (assigns.length && known().parties.length) {
  assigns.forEach((place) => {
    const speaker = known().speakers[place.dataset.speaker];
    const select = make("select", "assign");
    select.setAttribute("aria-label", "Party of " + speaker.shown);
    select.add(new Option("assign to …", ""));
    const parties = known().parties.map((party, number) => [party[0], party[1], number]).filter((party) => party[0] !== speaker.party);
    parties.sort((a, b) => (b[0] === speaker.suggestion) - (a[0] === speaker.suggestion));
    parties.forEach(([name, shown, number]) => select.add(new Option(shown + (name === speaker.suggestion ? " (suggested)" : ""), number)));
    select.add(new Option("no party", "none"));
    select.addEventListener("change", () => {
      const about = "v:" + speaker.name;
      if (select.value === "") setMarks(marks.filter((mark) => mark.about !== about));
      else addMark(about, "party", select.value === "none" ? "" : known().parties[select.value][0], "");
      showMarks();
    });
    place.append(select);
  });
}

// Buttons that withdraw decisions that were already applied.
all("[data-review], [data-unmatched]").forEach((item) => {
  const numbers = item.dataset.review ? known().reviews[item.dataset.review] : [known().unmatched[item.dataset.unmatched]];
  const lines = item.dataset.review ? all(".decision", item) : [item];
  lines.forEach((line, place) => {
    line.dataset.applied = numbers[place];
    const button = make("button", "withdraw", "Withdraw");
    button.type = "button";
    button.setAttribute("aria-label", "Withdraw: " + line.textContent);
    button.addEventListener("click", () => {
      const about = "w:" + numbers[place];
      if (marksOn(about).length) setMarks(marks.filter((mark) => mark.about !== about));
      else addMark(about, "withdrawn", "", "");
      showMarks();
    });
    line.append(" ", button);
  });
});

// Badges and the bar.
const placesOf = (about) => { // the elements that show the badges of a subject
  const key = about.slice(2);
  const acts = (root) => root && root.querySelector(".acts");
  if (about.startsWith("s:")) return all('.claim[data-a="' + key + '"]').map(acts);
  if (about.startsWith("p:")) return [one("#" + key + " > header .acts")];
  if (about.startsWith("r:")) return rowsOf(about).map((row) => one("#" + row + " .head .acts"));
  if (about.startsWith("w:")) return all('[data-applied~="' + key + '"]');
  return assigns.filter((place) => known().speakers[place.dataset.speaker].name === key);
};
const linkOf = (about) => {
  const place = placesOf(about)[0];
  const box = place && place.closest("[id]");
  return box ? box.id : "main";
};
const bar = one("#marks-bar");
let undone = [];
const counted = (number) => number + (number === 1 ? " mark" : " marks");
const showMarks = () => {
  all(".badge").forEach((badge) => badge.remove());
  all("select.assign").forEach((select) => { select.value = ""; });
  marks.forEach((mark) => {
    placesOf(mark.about).filter(Boolean).forEach((place) => {
      const select = place.querySelector("select.assign");
      if (select) select.value = mark.value === "" ? "none" : partyNumber(mark.value);
      else place.prepend(make("span", "badge is-" + mark.mark, badgeText(mark)));
    });
  });
  if (marks.length) undone = [];
  bar.hidden = marks.length + undone.length === 0;
  document.body.classList.toggle("marking", !bar.hidden);
  one("#marks-count").textContent = (marks.length ? counted(marks.length) : counted(undone.length) + " undone") +
    (isKept || !marks.length ? "" : ", kept only while this page is open");
  one("#marks-save").hidden = one("#marks-all").hidden = marks.length === 0;
  one("#marks-undo").textContent = marks.length ? "Undo all" : "Bring back";
  one("#marks-list").replaceChildren(...marks.map((mark) => {
    const item = make("li");
    const link = make("a", "", wordsFor(mark.about));
    link.href = "#" + linkOf(mark.about);
    const button = make("button", "", "Remove");
    button.type = "button";
    button.setAttribute("aria-label", "Remove the mark on: " + link.textContent);
    button.addEventListener("click", () => {
      removeMark(mark);
      showMarks();
      (one("#marks-list button") || one("#main")).focus();
    });
    item.append(make("span", "badge-like", badgeText(mark)), " ", link, mark.by ? " (" + mark.by + ") " : " ", button);
    return item;
  }));
};
one("#marks-save").addEventListener("click", saveDecisions);
one("#marks-undo").addEventListener("click", () => {
  const back = undone;
  undone = marks;
  setMarks(marks.length ? [] : back);
  showMarks();
});
inSlices(all(".claim, [data-row], .point"), addButton, () => { if (marks.length) showMarks(); });
