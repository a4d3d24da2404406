// Content outside the viewport is laid out only when it comes near (content-visibility), which can move a link
// target after the jump. Scroll to the target again a few times, until the reader scrolls or presses a key.
const SETTLING = [0, 50, 100, 150, 250]; // delays in milliseconds, one after the other
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

// Make the target of a link visible: open closed details and hidden documents, and reset the filters.
let isFollowed = true; // true after a click on a link and when the page opens; false when the reader goes back in history
const openers = []; // functions that make a hidden element visible and return true if they changed anything
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

// Highlight every piece of the quotation of the current target, in the text and in the lists.
const light = () => {
  all(".lit").forEach((element) => element.classList.remove("lit"));
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  const key = target.classList.contains("at") ? target.id.split("-")[1] : target.dataset.a;
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

// The words of a claim link back to the element that the reader came from.
document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a");
  if (!link || !link.hash || event.defaultPrevented) return;
  isFollowed = true;
  if (link.hash === location.hash) light(); // the browser fires no hashchange event
  const claim = link.classList.contains("to-text") && link.closest(".claim");
  if (!claim) return;
  all('.w[data-a^="' + claim.dataset.a + '"]').forEach((element) => { element.hash = "#" + claim.id; });
});
