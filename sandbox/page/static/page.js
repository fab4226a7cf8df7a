// What people do on the page: every click, choice and form is posted, by what its element says.
//
//   data-act="NAME"   posts to /NAME: where it stands (message or view), and the other data-…
//                     of the button
//   data-asks="NAME"  the dialog that asks something first
//   data-action       an element of Block Kit, posted as `click`

import { add, sample } from "./composer.js";
import { asked, lightbox } from "./dialogs.js";
import { choose } from "./options.js";
import { busy, go, post, pressed, show, where } from "./state.js";

const ofThePage = {
  theme() {
    const { dataset } = document.documentElement;
    const now = dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    localStorage.theme = dataset.theme = now === "dark" ? "light" : "dark";
  },
  try: (chip) => busy(chip, post("say", { ...sample(chip), channel: document.body.dataset.channel })),
  attach: (card) => add(document.querySelector("#channel .composer"), sample(card)),
};

async function act(button) {
  const { act, asks, ...given } = button.dataset;
  if (act in ofThePage) return ofThePage[act](button);
  const origin = act ? { ...where(button), ...given } : pressed(button);
  const filled = await asked(button);
  if (filled) await busy(button, post(act ?? "click", { ...origin, ...filled }));
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
    return leads(link);
  }
  const preview = target.closest("[data-opens]");
  if (preview) return lightbox(preview);
  const button = target.closest("button[data-act], button[data-action], a[data-action]");
  if (button) act(button);
});

document.addEventListener("change", ({ target }) => {
  if (target.matches("select[data-action]") && !target.closest(".input")) {
    post("click", { ...pressed(target), option: target.value });
  }
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.view) return;
  event.preventDefault();
  const fields = new FormData(form);
  fields.set("view", form.dataset.view);
  await busy(form, post("submit", fields));
  for (const block of form.querySelectorAll(".input")) {
    block.querySelector("input, textarea, select").ariaInvalid = Boolean(block.querySelector(".error").textContent);
  }
  form.querySelector("[aria-invalid=true]")?.focus();
});

// A file of which there is no picture has no hole for one.
const hide = (preview) => preview && (preview.hidden = true);
document.addEventListener("error", ({ target }) => hide(target.closest?.("[data-opens]")), true);
document.querySelectorAll("[data-opens] img").forEach((each) => each.complete && !each.naturalWidth && hide(each.parentElement));

show();
