// Document tabs: one document is shown at a time, selected from the list or by a link to words in it.
const documentList = one("#document-list");
if (documentList) {
  const tabs = all("a", documentList);
  const panelOf = (tab) => document.getElementById(tab.hash.slice(1));
  const tabOf = new Map(tabs.map((tab) => [panelOf(tab), tab]));
  const choose = (chosenTab) => {
    tabs.forEach((tab) => {
      const isChosen = tab === chosenTab;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      // "until-found" keeps hidden documents searchable with the browser's own search
      if (isChosen) panelOf(tab).removeAttribute("hidden"); else panelOf(tab).setAttribute("hidden", "until-found");
    });
    const { top, bottom } = documentList.getBoundingClientRect();
    const own = chosenTab.getBoundingClientRect();
    if (own.top < top || own.bottom > bottom) documentList.scrollTop += own.top - top - 30;
  };
  const goToTab = (tab) => {
    choose(tab);
    tab.focus({ preventScroll: true });
    const side = one("#articles");
    if (side.scrollHeight > side.clientHeight) side.scrollTop = 0; // only if the article side has its own scroll bar
  };
  documentList.setAttribute("role", "tablist");
  documentList.setAttribute("aria-orientation", "vertical");
  documentList.setAttribute("aria-labelledby", "documents-title");
  tabs.forEach((tab) => {
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", tab.hash.slice(1));
    tab.parentElement.setAttribute("role", "presentation");
    panelOf(tab).setAttribute("role", "tabpanel");
    panelOf(tab).setAttribute("aria-labelledby", tab.id);
    panelOf(tab).addEventListener("beforematch", () => choose(tab));
  });
  documentList.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (!tab) return;
    event.preventDefault();
    goToTab(tab);
  });
  documentList.addEventListener("keydown", (event) => {
    const place = tabs.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (place < 0) return;
    if (step) goToTab(tabs[(place + step + tabs.length) % tabs.length]);
    else if (event.key === "Home") goToTab(tabs[0]);
    else if (event.key === "End") goToTab(tabs[tabs.length - 1]);
    else if (event.key === " ") goToTab(tabs[place]);
    else return;
    event.preventDefault();
  });
  openers.push((target) => {
    const panel = target.closest(".document");
    if (!panel || !panel.hasAttribute("hidden")) return false;
    choose(tabOf.get(panel));
    return true;
  });
  afterLight.push(() => tabs.forEach((tab) => tab.classList.toggle("has-lit", panelOf(tab).querySelector(".lit") !== null)));
  choose(tabs[0]);
}
