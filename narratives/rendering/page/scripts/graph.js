// The graph, drawn when it is first looked at, or later when nothing else is to do, so that it can be printed.
const prepareGraph = (holder, data) => {
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
};
if (one("#graph-data") && typeof cytoscape !== "undefined") prepareGraph(one("#canvas"), one("#graph-data"));
