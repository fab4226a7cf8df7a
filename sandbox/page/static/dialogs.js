// What lies over the page: questions, modals, the lightbox, menus and the drawer.

import { post } from "./state.js";

let opener = null; // where the focus goes when the topmost one has closed

export function open(dialog) {
  opener = document.activeElement;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
}

function focusBack() {
  const menu = opener?.closest("[popover]");
  const button = menu ? document.querySelector(`[popovertarget="${menu.id}"]`) : opener;
  (button?.isConnected && button !== document.body ? button : document.querySelector("#messages")).focus();
}

// What was filled in where the button asks something first; null when that was called off.
export async function asked(button) {
  button.closest("[popover]")?.hidePopover();
  const next = button.nextElementSibling;
  const dialog = button.dataset.asks ? document.getElementById(button.dataset.asks) : next;
  if (!dialog?.matches("dialog.confirm")) return new FormData();
  dialog.querySelector("form").reset();
  const closed = open(dialog);
  opener = button;
  await closed;
  focusBack();
  return dialog.returnValue === "confirm" ? new FormData(dialog.querySelector("form")) : null;
}

export async function lightbox({ dataset: { opens, name } }) {
  if (!opens) return;
  const dialog = document.querySelector("#lightbox");
  const [picture, save] = [dialog.querySelector("img"), dialog.querySelector("a")];
  dialog.querySelector("b").textContent = picture.alt = name;
  Object.assign(save, { href: `/files/${opens}?save`, download: name });
  picture.src = `/previews/${opens}`; // until the one is there in which it can be read
  const large = Object.assign(new Image(), { src: `/previews/${opens}?large` });
  large.onload = () => (picture.src = large.src);
  await open(dialog);
  large.onload = null;
  picture.removeAttribute("src");
}

document.addEventListener("click", ({ target }) => {
  if (target.matches("#lightbox")) target.close(); // beside what is in it
});

// A modal is the app's: it opens when the page has it, and Esc asks the app to close it.
let modal = null;

document.addEventListener("shown", () => {
  const now = document.querySelector("dialog.modal");
  if (now && !now.open) {
    if (!modal?.isConnected) opener = document.activeElement;
    now.showModal();
  }
  if (modal && !now) focusBack();
  modal = now;
});

document.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog.modal")) return;
  event.preventDefault();
  post("close", { view: event.target.querySelector("form").dataset.view });
}, true);

// Menus -------------------------------------------------------------------------------------------

export function place(floating, by) {
  const [at, own] = [by.getBoundingClientRect(), floating.getBoundingClientRect()];
  const below = at.bottom + own.height + 8 < innerHeight || at.top < own.height;
  const left = floating.matches(".menu") ? at.right - own.width : at.left;
  floating.style.top = `${below ? at.bottom + 4 : at.top - own.height - 4}px`;
  floating.style.left = `${Math.max(8, Math.min(left, innerWidth - own.width - 8))}px`;
}

document.addEventListener("toggle", ({ target, newState }) => {
  if (!target.matches(".menu") || newState !== "open") return;
  place(target, document.querySelector(`[popovertarget="${target.id}"]`));
  target.querySelector("[role=menuitem]").focus();
}, true);

document.addEventListener("keydown", (event) => {
  const items = [...(event.target.closest("[role=menu]")?.querySelectorAll("[role=menuitem]") ?? [])];
  const at = items.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (items.length && to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  }
});

// The drawer --------------------------------------------------------------------------------------

const root = document.documentElement;

export function toggleDrawer(button) {
  const opens = !root.classList.contains("drawer-open");
  root.classList.toggle("drawer-open", opens);
  for (const each of document.querySelectorAll("main, aside")) each.inert = opens;
  document.querySelectorAll(".drawer").forEach((each) => each.setAttribute("aria-expanded", opens));
  if (opens) document.querySelector("#sidebar a[aria-current], #sidebar a").focus();
  else (button ?? [...document.querySelectorAll(".drawer")].find((each) => each.checkVisibility()))?.focus();
}

export function closeDrawer() {
  if (root.classList.contains("drawer-open")) toggleDrawer();
}

matchMedia("(min-width: 700px)").addEventListener("change", closeDrawer);
document.addEventListener("pointerdown", ({ target }) => {
  if (!target.closest("#sidebar, .drawer")) closeDrawer();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  if (root.classList.contains("drawer-open")) closeDrawer();
  else document.querySelector("aside header .end")?.click();
});
