// Lists of options under a field: of an external select, and of what a message goes on with.

import { place } from "./dialogs.js";
import { busy, post, pressed, send, words } from "./state.js";

const STOPPED_TYPING = 150; // milliseconds

let shown = null; // the field whose list is open
let number = 0;

const listOf = (field) => field.parentElement.querySelector("[role=listbox]");
const options = () => [...listOf(shown).querySelectorAll("[role=option]:not([aria-disabled], [hidden])")];

export function open(field) {
  if (shown !== field) close();
  const list = listOf(field);
  shown = field;
  list.id ||= `options-${++number}`;
  field.setAttribute("aria-controls", list.id);
  if (field.matches("[role=combobox]")) field.setAttribute("aria-expanded", "true");
  if (!list.matches(":popover-open")) list.showPopover();
  list.style.minWidth = `${Math.min(field.offsetWidth, 420)}px`;
  place(list, field);
  activate(options()[0]);
}

export function close() {
  if (!shown) return;
  const list = listOf(shown);
  if (list?.matches(":popover-open")) list.hidePopover();
  if (shown.matches("[role=combobox]")) shown.setAttribute("aria-expanded", "false");
  ["aria-activedescendant", "aria-controls"].forEach((each) => shown.removeAttribute(each));
  shown = null;
}

function activate(option) {
  listOf(shown).querySelectorAll("[aria-selected]").forEach((each) => each.removeAttribute("aria-selected"));
  if (!option) return shown.removeAttribute("aria-activedescendant");
  option.id ||= `option-${++number}`;
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  shown.setAttribute("aria-activedescendant", option.id);
}

export function choose(option) {
  if (option.getAttribute("aria-disabled") || !shown) return;
  const field = shown;
  close();
  field.focus();
  if (field.matches("textarea")) return field.dispatchEvent(new CustomEvent("chosen", { detail: option.dataset.value }));
  const [, value, label] = field.parentElement.querySelectorAll("input");
  [field.value, value.value, label.value] = [option.textContent, option.dataset.value, option.textContent];
  if (field.closest(".input")) return;
  busy(field, post("click", { ...pressed(field), option: value.value, label: label.value }));
}

document.addEventListener("keydown", (event) => {
  if (!shown || event.target !== shown || event.isComposing) return;
  const all = options();
  const at = all.findIndex((each) => each.ariaSelected);
  const isSearch = shown.matches("[role=combobox]");
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, ...(isSearch && { Home: 0, End: -1 }) }[event.key];
  if (to !== undefined && all.length) activate(all.at(to % all.length));
  else if (["Enter", "Tab"].includes(event.key) && all[at] && !(isSearch && event.key === "Tab")) choose(all[at]);
  else if (event.key === "Escape") close();
  else return event.key === "Tab" && close();
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("pointerdown", ({ target }) => {
  if (shown && !target.closest("[role=listbox]") && target !== shown) close();
});
document.addEventListener("scroll", ({ target }) => {
  if (shown && !target.matches?.("[role=listbox]")) place(listOf(shown), shown);
}, true);
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => target === shown && document.activeElement !== target && close());
});

// External selects --------------------------------------------------------------------------------

let typing = 0;

async function suggest(field) {
  const { least } = field.parentElement.dataset;
  if (field.value.length < Number(least)) return say(field, words("type-more", least));
  const typed = field.value;
  const { options: found = [] } = await busy(field, send("suggest", { ...pressed(field), value: typed }));
  if (field.value !== typed || document.activeElement !== field) return;
  if (!found.length) return say(field, words("no-results"));
  listOf(field).replaceChildren(...found.map(({ text, value }) => asOption(text, value)));
  open(field);
}

function asOption(text, value) {
  const option = document.createElement("div");
  Object.assign(option, { textContent: text, role: "option" });
  option.dataset.value = value;
  return option;
}

function say(field, told) {
  const line = asOption(told, "");
  line.setAttribute("aria-disabled", "true");
  listOf(field).replaceChildren(line);
  open(field);
}

const isSearch = (target) => target.matches?.("[role=combobox]");
let quiet = null; // the field that has the focus because of its error, which a list would hide

export function focusQuietly(field) {
  quiet = field;
  field.focus();
  quiet = null;
}

document.addEventListener("focusin", ({ target }) => isSearch(target) && ![shown, quiet].includes(target) && suggest(target));
document.addEventListener("click", ({ target }) => isSearch(target) && target !== shown && suggest(target));
document.addEventListener("keydown", (event) => {
  if (isSearch(event.target) && ["ArrowDown", "ArrowUp", "Enter"].includes(event.key) && !shown) {
    event.preventDefault();
    suggest(event.target);
  }
});
document.addEventListener("input", ({ target }) => {
  if (!isSearch(target)) return;
  target.parentElement.querySelectorAll("[type=hidden]").forEach((each) => (each.value = ""));
  clearTimeout(typing);
  typing = setTimeout(suggest, STOPPED_TYPING, target);
});
