// Marks: decisions of the reader that are not saved yet. Stored in memory, and in localStorage where it is available.
// The subject of a mark ("about") is "s:" + id of a statement, "r:" + ids of two statements, "p:" + id of a point,
// "v:" + name of a speaker, or "w:" + index of an applied decision that is withdrawn.
const decisionHolder = one("#decision-data");
let decisionData = null; // parsed on first use, because it contains every statement
const known = () => decisionData || (decisionData = JSON.parse(decisionHolder.textContent));
const MARKS = {
  statement: ["right", "wrong", "party", "speaker", "reworded"], relation: ["right", "wrong", "relation"],
  point: ["right", "wrong", "relation"], speaker: ["party"], withdrawal: ["withdrawn"],
};
const SUBJECTS = { s: "statement", r: "relation", p: "point", v: "speaker", w: "withdrawal" };
const RELATIONS = ["contradiction", "framing", "entailment", "equivalence", "distinct", "neutral"];
const FACETS = ["party", "speaker", "reworded", "same"]; // other marks share the facet "holds"
const subjectOf = (about) => SUBJECTS[about[0]];
const facetOf = (mark) => (FACETS.includes(mark) ? mark : "holds");
const pairOf = (row) => { // the subject of a row; the order of its two statements does not matter
  const [a, b] = known().rows[row];
  return "r:" + [a, b].sort().join(":");
};
const rowsOf = (about) => Object.keys(known().rows).filter((row) => pairOf(row) === about);
const speakerOf = (about) => known().speakers.find((speaker) => speaker.name === about.slice(2));
const relationOf = (pairs) => { // the relation of the pairs if all have the same one, else ""
  const all = new Set(pairs.map((pair) => pair[2]));
  return all.size === 1 ? pairs[0][2] : "";
};
const exists = (about) => {
  const key = about.slice(2);
  const data = known();
  if (about.startsWith("s:")) return Object.hasOwn(data.statements, key);
  if (about.startsWith("p:")) return Object.hasOwn(data.points, key);
  if (about.startsWith("v:")) return speakerOf(about) !== undefined;
  if (about.startsWith("w:")) return data.applied[key] !== undefined;
  return rowsOf(about).length > 0;
};

const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } };
const PLACE = "narratives-marks-" + decisionHolder.dataset.digest;
const READER = "narratives-reader";
let reader = remembered(READER) || "";
let isKept = true;
const isMark = (mark) => mark !== null && typeof mark === "object" &&
  ["about", "mark", "value", "by", "at", "note"].every((name) => typeof mark[name] === "string") &&
  (MARKS[subjectOf(mark.about)] || []).includes(mark.mark) && exists(mark.about) &&
  (mark.mark !== "relation" || RELATIONS.includes(mark.value));
const readMarks = () => { // stored data may be damaged or of another version
  const text = remembered(PLACE);
  if (!text) return [];
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isMark) : [];
  } catch { return []; }
};
let marks = readMarks();
const marksOn = (about) => marks.filter((mark) => mark.about === about);
const setMarks = (list) => {
  marks = list;
  isKept = remember(PLACE, JSON.stringify(marks));
};
const addMark = (about, mark, value, note) => {
  const others = marks.filter((one) => one.about !== about || facetOf(one.mark) !== facetOf(mark));
  setMarks([...others, { about, mark, value, note, by: reader, at: new Date().toISOString() }]);
};
const removeMark = (mark) => setMarks(marks.filter((one) => one !== mark));

// The file contains the applied decisions, except those withdrawn or replaced by a newer mark, and the marks.
const keyOf = (id) => Object.fromEntries(known().fields.map((name, place) => [name, known().statements[id][place]]));
const linkedBy = (about) => {
  if (about.startsWith("p:")) return known().points[about.slice(2)].map(([a, b]) => "r:" + [a, b].sort().join(":"));
  return [about.startsWith("v:") ? speakerOf(about).about : about];
};
const isWithdrawn = (applied, number) => marks.some((mark) => mark.about === "w:" + number || (
  mark.by === (applied.decision.by || "") && subjectOf(mark.about) === applied.decision.on &&
  facetOf(mark.mark) === facetOf(applied.decision.mark) &&
  linkedBy(mark.about).some((one) => applied.about.includes(one))));
const decisionOf = (mark) => {
  const on = subjectOf(mark.about);
  const decision = { on, mark: mark.mark, value: mark.value };
  if (on === "statement") decision.statements = [keyOf(mark.about.slice(2))];
  if (on === "relation") decision.statements = mark.about.slice(2).split(":").map(keyOf);
  if (on === "point") {
    const pairs = known().points[mark.about.slice(2)];
    const ids = [...new Set(pairs.flatMap(([a, b]) => [a, b]))];
    decision.statements = ids.map(keyOf);
    decision.pairs = pairs.map(([a, b]) => [ids.indexOf(a), ids.indexOf(b)]);
  }
  if (on === "speaker") decision.speaker = mark.about.slice(2);
  ["by", "at", "note"].forEach((name) => { if (mark[name]) decision[name] = mark[name]; });
  return decision;
};
const decisionsFile = () => {
  const before = known().applied.filter((applied, number) => !isWithdrawn(applied, number));
  const decisions = [...before.map((applied) => applied.decision),
    ...marks.filter((mark) => subjectOf(mark.about) !== "withdrawal").map(decisionOf)];
  return JSON.stringify({ format: "narratives-decisions/1", decisions }, null, 1) + "\n";
};
const saveDecisions = () => {
  // The Content-Security-Policy restricts what the page fetches, submits and runs. A download from a blob: URL is a
  // navigation and none of these, so it works although the policy allows no source.
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([decisionsFile()], { type: "application/json" }));
  link.download = "decisions.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
