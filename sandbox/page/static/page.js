// What people do on the page: every click, choice and form is posted, by what its element says.
//
//   data-act="NAME"   posts to /NAME: where it stands (message or view), and the other data-…
//                     of a button, a checkbox (with `on`) or a select (with `value`); the fields
//                     of a form
//   data-asks="ID"    the dialog that asks something first
//   data-action       an element of Block Kit, posted as `click`

import { add, sample } from "./composer.js";
import { asked, closeDrawer, lightbox, toggleDrawer } from "./dialogs.js";
import { choose, focusQuietly } from "./options.js";
import { busy, go, post, pressed, show, where } from "./state.js";

const ofThePage = {
  theme() {
    const { dataset } = document.documentElement;
    const now = dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    localStorage.theme = dataset.theme = now === "dark" ? "light" : "dark";
  },
  drawer: toggleDrawer,
  try: (chip) => busy(chip, post("say", { ...sample(chip), channel: document.body.dataset.channel })),
  attach: (card) => add(document.querySelector("main .composer"), sample(card)),
};

async function act(button) {
  const { act, asks, ...more } = button.dataset;
  if (act in ofThePage) return ofThePage[act](button);
  const fields = await asked(button);
  if (!fields) return;
  const origin = act ? { ...where(button), ...more } : pressed(button);
  Object.entries(origin).forEach(([name, value]) => fields.set(name, value));
  await busy(button, post(act ?? "click", fields));
}

// Slack's own address of a message leads to its thread here, that of a file to its picture.
function ofSlack({ href }) {
  const { slack, user } = document.body.dataset;
  const [kind, place, name, label] = href.startsWith(slack) ? href.slice(slack.length + 1).split(/[/?]/) : [];
  if (kind === "files") return () => lightbox({ dataset: { opens: name, name: decodeURIComponent(label) } });
  const thread = new URL(href).searchParams.get("thread_ts") ?? name?.replace(/^p(\d+)(\d{6})$/, "$1.$2");
  const there = new URL(`/?${new URLSearchParams({ user, channel: place, thread })}`, location);
  return kind === "archives" && ((link) => go(there, link));
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const option = target.closest("[role=option]");
  if (option) return choose(option);
  const link = target.closest("a[href]");
  const isHere = link?.getAttribute("href").startsWith("/?");
  const leads = isHere ? () => go(link.href, link) : link && ofSlack(link);
  if (leads && !(event.metaKey || event.ctrlKey || event.shiftKey)) {
    event.preventDefault();
    closeDrawer();
    return leads(link);
  }
  const preview = target.closest("[data-opens]");
  if (preview) return lightbox(preview);
  const button = target.closest("button[data-act], button[data-action], a[data-action]");
  if (button) act(button);
});

document.addEventListener("change", ({ target }) => {
  const { act, ...more } = target.dataset;
  if (act) post(act, { ...where(target), ...more, value: target.value, on: target.checked ? "on" : "" });
  else if (target.matches("select[data-action]") && !target.closest(".input")) {
    post("click", { ...pressed(target), option: target.value });
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method === "dialog" || form.matches(".composer")) return;
  event.preventDefault();
  const fields = new FormData(form);
  if (form.dataset.act) return busy(form, post(form.dataset.act, fields));
  fields.set("view", form.dataset.view);
  const { errors = {} } = await busy(form, post("submit", fields));
  complain(form, errors);
});

// Each error stands at its field, and the first one has the focus.
function complain(form, errors) {
  const wrong = [];
  for (const block of form.querySelectorAll("[data-block]")) {
    const error = block.querySelector(".error");
    if (!error) continue;
    error.textContent = errors[block.dataset.block] ?? "";
    const field = block.querySelector("input:not([type=hidden]), textarea, select");
    field.toggleAttribute("aria-invalid", Boolean(error.textContent));
    if (error.textContent) field.setAttribute("aria-invalid", "true"), wrong.push(field);
  }
  if (wrong.length) focusQuietly(wrong[0]);
}

// A file of which there is no picture has no hole for one.
const hide = (preview) => preview && (preview.hidden = true);
document.addEventListener("error", ({ target }) => hide(target.closest?.(".preview")), true);
document.querySelectorAll(".preview img").forEach((each) => each.complete && !each.naturalWidth && hide(each.parentElement));

show();
