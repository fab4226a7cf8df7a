// What lies over the page: questions, the app's modals and pictures in large. The browser itself
// gives the focus back to where it was, and closes menus and the drawer (popovers).

import { post } from "./state.js";

const PAGES = 50; // of a PDF

export function open(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
}

// What was filled in where the button asks something first; null when that was called off.
export async function asked(button) {
  button.closest("[popover]")?.hidePopover();
  const { asks, ...given } = button.dataset;
  const dialog = asks ? document.getElementById(`asks-${asks}`) : button.nextElementSibling;
  if (!dialog?.matches("dialog.confirm")) return {};
  const form = dialog.querySelector("form");
  form.reset();
  for (const each of form.elements) if (each.name in given) each.value = given[each.name];
  await open(dialog);
  return dialog.returnValue === "confirm" ? Object.fromEntries(new FormData(form)) : null;
}

// All pages of a file, one after the other.
export async function lightbox({ dataset: { opens, name } }) {
  const dialog = document.querySelector("#lightbox");
  const pages = document.createElement("div");
  dialog.querySelector("b").textContent = name;
  dialog.querySelector(".scroller").replaceChildren(pages);
  Object.assign(dialog.querySelector("a"), { href: `/files/${opens}`, download: name });
  const show = (number) => {
    const page = Object.assign(new Image(), { alt: name, src: `/previews/${opens}?page=${number}` });
    page.onload = () => {
      if (!pages.isConnected) return; // closed meanwhile
      pages.append(page);
      if (number < PAGES) show(number + 1); // until there is none
    };
  };
  show(1);
  await open(dialog);
  pages.remove();
}

document.addEventListener("click", ({ target }) => {
  if (target.matches("#lightbox")) target.close(); // beside what is in it
});

// A modal is the app's: it opens when the page has it, and Esc asks the app to close it.
document.addEventListener("shown", () => {
  document.querySelector("dialog.modal:not([open])")?.showModal();
});

document.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog.modal")) return;
  event.preventDefault();
  post("close", { view: event.target.querySelector("form").dataset.view });
}, true);

// Where it was is gone.
document.addEventListener("close", () => {
  const { activeElement: at, body } = document;
  if (at === body || !at.checkVisibility()) document.querySelector("#messages").focus();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  document.querySelector("#side header .end")?.click();
});
