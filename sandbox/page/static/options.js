// Lists of options under a field: of an external select, and of what a message goes on with.

import { busy, post, pressed, send, words } from "./state.js";

const STOPPED_TYPING = 150; // milliseconds

let shown = null; // the field whose list is open
let number = 0;

const isSearch = (target) => target.matches?.("[role=combobox]");
const listOf = (field) => field.parentElement.querySelector("[role=listbox]");
const options = () => [...listOf(shown).querySelectorAll("[role=option]:not([aria-disabled], [hidden])")];

export function open(field) {
  const list = listOf(field);
  list.id ||= `options-${++number}`;
  list.showPopover({ source: field });
  shown = field;
  field.setAttribute("aria-controls", list.id);
  if (isSearch(field)) field.setAttribute("aria-expanded", "true");
  activate(options()[0]);
}

export function close() {
  if (shown) listOf(shown).hidePopover();
}

document.addEventListener("beforetoggle", ({ target, newState }) => {
  if (newState !== "closed" || !shown || target !== listOf(shown)) return;
  if (isSearch(shown)) shown.setAttribute("aria-expanded", "false");
  ["aria-activedescendant", "aria-controls"].forEach((each) => shown.removeAttribute(each));
  shown = null;
}, true);

function activate(option) {
  listOf(shown).querySelector("[aria-selected]")?.removeAttribute("aria-selected");
  if (!option) return shown.removeAttribute("aria-activedescendant");
  option.id ||= `option-${++number}`;
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  shown.setAttribute("aria-activedescendant", option.id);
}

export function choose(option) {
  if (option.ariaDisabled || !shown) return;
  const field = shown;
  clearTimeout(typing);
  close();
  field.focus();
  if (!isSearch(field)) return field.dispatchEvent(new CustomEvent("chosen", { detail: option.dataset.value, bubbles: true }));
  const [, value, label] = field.parentElement.querySelectorAll("input");
  [field.value, value.value, label.value] = [option.textContent, option.dataset.value, option.textContent];
  if (field.closest(".input")) return;
  busy(field, post("click", { ...pressed(field), option: value.value, label: label.value }));
}

document.addEventListener("keydown", (event) => {
  if (!shown || event.target !== shown || event.isComposing) return;
  const all = options();
  const at = all.findIndex((each) => each.ariaSelected);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(isSearch(shown) && { Home: 0, End: -1 }) }[event.key];
  const takes = isSearch(shown) ? ["Enter"] : ["Enter", "Tab"];
  if (to !== undefined && all.length) activate(all.at(to % all.length));
  else if (takes.includes(event.key) && all[at]) choose(all[at]);
  else if (event.key === "Escape") close();
  else return event.key === "Tab" && close();
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// External selects --------------------------------------------------------------------------------

let typing = 0;

async function suggest(field) {
  const { least } = field.parentElement.dataset;
  if (field.value.length < Number(least)) return list(field, [], words("type-more", least));
  const typed = field.value;
  const { options: found = [] } = await busy(field, send("suggest", { ...pressed(field), value: typed }));
  if (field.value === typed && document.activeElement === field) list(field, found, words("no-results"));
}

function list(field, found, none) {
  const shows = found.length ? found : [{ text: none, value: "" }];
  listOf(field).replaceChildren(...shows.map(({ text, value }) => {
    const option = Object.assign(document.createElement("div"), { textContent: text, role: "option" });
    option.dataset.value = value;
    if (!found.length) option.ariaDisabled = "true";
    return option;
  }));
  open(field);
}

document.addEventListener("click", ({ target }) => isSearch(target) && target !== shown && suggest(target));
document.addEventListener("keydown", (event) => {
  if (!isSearch(event.target) || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || shown) return;
  event.preventDefault();
  suggest(event.target);
});
document.addEventListener("input", ({ target }) => {
  if (!isSearch(target)) return;
  target.parentElement.querySelectorAll("[type=hidden]").forEach((each) => (each.value = ""));
  clearTimeout(typing);
  typing = setTimeout(suggest, STOPPED_TYPING, target);
});
