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

