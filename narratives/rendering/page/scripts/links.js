// What is far from the window is laid out when it comes near, and may push a place away that was just gone to: it
// is gone to again until it stays, or the reader moves.
const SETTLING = [0, 50, 100, 150, 250]; // milliseconds, one after the other
let unsettled = null;
["wheel", "touchstart", "keydown", "pointerdown"].forEach((name) => {
  window.addEventListener(name, () => { unsettled = null; }, { capture: true, passive: true });
});
const settle = (target, times = SETTLING) => {
  unsettled = target;
  if (times.length) setTimeout(() => {
    if (unsettled !== target) return;
    target.scrollIntoView();
    settle(target, times.slice(1));
  }, times[0]);
};

// What is linked to comes into sight: whatever hides it is opened, and the filters come off.
let isFollowed = true; // whether a link was followed, as to the place that the address names; not the way back
const openers = []; // functions that open what may hide an element; true where they did
const reveal = (target) => {
  let opened = false;
  for (let box = target.parentElement; box; box = box.parentElement) {
    if (box.tagName === "DETAILS" && !box.open) { box.open = true; opened = true; }
  }
  openers.forEach((open) => { opened = open(target) || opened; });
  if (opened || isFollowed) settle(target);
  isFollowed = false;
};

const afterLight = [];

// From a claim to its words and back: every piece of the quotation is lit, in the text and in the lists.
const light = () => {
  all(".lit").forEach((element) => element.classList.remove("lit"));
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  const key = target.classList.contains("at") ? target.id.slice(2) : target.dataset.a;
  if (key) all('[data-a~="' + key + '"]').forEach((element) => element.classList.add("lit"));
  afterLight.forEach((act) => act());
  reveal(target);
};
window.addEventListener("hashchange", light);
const go = (key) => {
  const target = document.getElementById(key);
  isFollowed = true;
  if (location.hash === "#" + key) light(); else location.hash = key;
  if (!target.matches("a, button, input")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
};

// Where the claim was come from is where its words lead back to.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a");
  if (!link || !link.hash || event.defaultPrevented) return;
  isFollowed = true;
  if (link.hash === location.hash) light(); // no change that the browser would tell of
  const claim = link.classList.contains("to-text") && link.closest(".claim");
  if (!claim) return;
  all('.w[data-a^="' + claim.dataset.a + '"]').forEach((element) => { element.hash = "#" + claim.id; });
});
