"use strict";
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const words = (value) => (value ? value.split(" ") : []);

  // Light and dark: the system's choice until the reader makes one.
  const theme = one("#theme");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  let redraw = () => {};
  theme.hidden = false;
  nameTheme();
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
    redraw();
  });
  dark.addEventListener("change", () => { nameTheme(); redraw(); });

  // From a claim to its words and back: every piece of the quotation is lit, in the text and in the lists.
  const light = () => {
    all(".lit").forEach((element) => element.classList.remove("lit"));
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    const key = target.classList.contains("at") ? target.id.slice(2) : target.dataset.a;
    if (!key) return;
    all('[data-a~="' + key + '"]').forEach((element) => element.classList.add("lit"));
    if (target.closest("[hidden]")) { // a filter hides it: what was asked for comes first
      form.reset();
      setTimeout(() => {
        filter();
        found.textContent += "; the filters were taken off to show the claim";
        target.scrollIntoView();
      });
    }
  };
  window.addEventListener("hashchange", light);

  // Where the claim was come from is where its words lead back to.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.to-text");
    const claim = link && link.closest(".claim");
    if (!claim) return;
    all('.w[data-a^="' + claim.dataset.a + '"]').forEach((element) => { element.hash = "#" + claim.id; });
  });

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
    found.textContent = shown + " of " + points.length + (points.length === 1 ? " point" : " points") + " at issue shown";
    onFilter();
  };
  one("#filter-box").hidden = false;
  one("#filter-box").open = window.innerWidth > 700;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("pageshow", filter); // a browser that comes back may fill in the form by itself
  filter();
  light();

  // The graph, drawn when it is first looked at, or later when nothing else is to do, so that it can be printed.
  const holder = one("#canvas");
  const data = one("#graph-data");
  if (!holder || !data || typeof cytoscape === "undefined") return;
  const PRINTED = 80; // cards that can still be read on a sheet of paper
  const draw = () => {
    const graph = JSON.parse(data.textContent);
    const style = () => {
      const css = getComputedStyle(document.documentElement);
      const v = (name) => css.getPropertyValue("--" + name).trim();
      const font = getComputedStyle(document.body).fontFamily;
      return [
        { selector: "node", style: { "font-family": font, color: v("ink") } },
        { selector: "node.card", style: {
          shape: "round-rectangle", width: "data(width)", height: "data(height)", label: "data(label)", "text-wrap": "wrap",
          "text-max-width": "1000px", "text-valign": "center", "text-halign": "right", "text-justification": "left",
          "text-margin-x": (node) => 14 - node.data("width"), "font-size": 12, "line-height": 1.2, "border-width": 1.6,
          "background-color": (node) => v("t" + node.data("colour")), "border-color": (node) => v("c" + node.data("colour")) } },
        { selector: "node.card.other", style: { "border-style": "dashed" } },
        { selector: "node.column", style: { shape: "rectangle", width: 1, height: 1, "background-opacity": 0, label: "data(label)",
          "font-size": 19, "font-weight": "bold", "text-valign": "center", "text-halign": "center", "text-max-width": "260px",
          "text-wrap": "ellipsis", color: (node) => v("c" + node.data("colour")) } },
        { selector: "node.band", style: { shape: "rectangle", width: 1, height: 1, "background-opacity": 0, label: "data(label)",
          "font-size": 13, "font-weight": "bold", "text-valign": "center", "text-halign": "right", color: v("soft") } },
        { selector: "edge", style: { "curve-style": "bezier", "control-point-step-size": 60, label: "data(label)", "font-size": 11,
          "font-family": font, "text-background-color": v("card"), "text-background-opacity": 0.9, "text-background-padding": 2 } },
        { selector: "edge.right", style: { "source-endpoint": "50% 0%", "target-endpoint": "-50% 0%" } },
        { selector: "edge.left", style: { "source-endpoint": "-50% 0%", "target-endpoint": "50% 0%" } },
        { selector: "edge.over", style: { "curve-style": "unbundled-bezier", "control-point-weights": 0.5,
          "control-point-distances": "data(bend)" } },
        { selector: "edge.same", style: { "curve-style": "unbundled-bezier", "source-endpoint": "50% 0%", "target-endpoint": "50% 0%",
          "control-point-distances": 60, "control-point-weights": 0.5 } },
        { selector: "edge.contradiction", style: { "line-color": v("contradiction"), color: v("contradiction"), width: 2.4 } },
        { selector: "edge.framing", style: { "line-color": v("framing"), color: v("framing"), width: 2.2, "line-style": "dashed" } },
        { selector: "edge.agree", style: { "line-color": v("agree"), color: v("agree"), width: 4 } },
        { selector: "edge.distinct", style: { "line-color": v("distinct"), color: v("distinct"), width: 1.6, "line-style": "dotted" } },
        { selector: ".faded", style: { opacity: 0.18 } },
      ];
    };
    holder.addEventListener("wheel", (event) => { // the page scrolls unless the reader means to zoom
      if (!event.ctrlKey && !event.metaKey) event.stopImmediatePropagation();
    }, { capture: true, passive: true });
    const view = cytoscape({
      container: holder, elements: graph, style: style(), layout: { name: "preset" }, minZoom: 0.05, maxZoom: 3,
      autoungrabify: true, boxSelectionEnabled: false,
    });
    const fit = () => {
      view.fit(undefined, 24);
      if (view.zoom() < 0.55) { // too small to read: begin at the top, with the columns over the full width
        const box = view.elements().boundingBox();
        const zoom = Math.min(1, Math.max(0.55, (view.width() - 40) / box.w));
        view.zoom(zoom);
        view.pan({ x: box.w * zoom < view.width() ? (view.width() - box.w * zoom) / 2 - box.x1 * zoom : 20 - box.x1 * zoom, y: 24 - box.y1 * zoom });
      }
    };
    const zoomBy = (factor) => view.zoom({ level: view.zoom() * factor, renderedPosition: { x: view.width() / 2, y: view.height() / 2 } });
    fit();
    redraw = () => view.style(style());
    onFilter = () => view.batch(() => {
      const hidden = new Set(rows.filter((row) => row.hidden).map((row) => row.id));
      view.edges().forEach((edge) => { edge.toggleClass("faded", hidden.has(edge.data("row"))); });
      view.nodes(".card").forEach((node) => {
        const lines = node.connectedEdges();
        node.toggleClass("faded", lines.length > 0 && lines.every((edge) => edge.hasClass("faded")));
      });
    });
    onFilter();
    const go = (key) => {
      location.hash = key;
      const target = document.getElementById(key);
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    };
    view.on("tap", "node.card", (event) => go(event.target.data("home")));
    view.on("tap", "edge", (event) => go(event.target.data("row")));
    view.on("mouseover", "node.card, edge", () => { holder.dataset.over = "1"; });
    view.on("mouseout", "node.card, edge", () => { delete holder.dataset.over; });
    const tools = one("#graph-tools");
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const what = event.target.dataset.zoom;
      if (what === "in") zoomBy(1.3);
      if (what === "out") zoomBy(1 / 1.3);
      if (what === "fit") view.fit(undefined, 24);
    });
    holder.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) view.panBy({ x: step[0], y: step[1] });
      else if (event.key === "+" || event.key === "=") zoomBy(1.3);
      else if (event.key === "-") zoomBy(1 / 1.3);
      else if (event.key === "0") view.fit(undefined, 24);
      else return;
      event.preventDefault();
    });
    window.addEventListener("resize", () => view.resize());
    if (holder.dataset.cards > PRINTED) return;
    // What is printed: the whole graph in the colours of paper.
    const root = document.documentElement;
    const chosenTheme = root.dataset.theme;
    root.dataset.theme = "light";
    view.style(style());
    one("#graph-print").src = view.png({ full: true, scale: 1.6, maxWidth: 2600, maxHeight: 3600, bg: "#ffffff" });
    if (chosenTheme) root.dataset.theme = chosenTheme; else delete root.dataset.theme;
    redraw();
    onFilter();
  };
  const watch = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) drawOnce();
  }, { rootMargin: "300px" });
  const drawOnce = () => {
    watch.disconnect();
    if (!holder.firstChild) draw();
  };
  watch.observe(holder);
  window.addEventListener("beforeprint", drawOnce);
  if (holder.dataset.cards <= PRINTED) setTimeout(() => { (window.requestIdleCallback || setTimeout)(drawOnce); }, 2000);
})();
