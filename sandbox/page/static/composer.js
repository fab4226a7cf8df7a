// Writing a message: what is begun stays, files are chosen, pasted or dropped, names completed.

import { close, open } from "./options.js";
import { busy, post } from "./state.js";

const begun = new Map(); // by the composer's ID: what is written in it, and its files and samples
const TOKEN = /(?:^|\s)([/@]\S*)$/;
const SAMPLE = "application/x-sample";

const draft = (form) => begun.get(form.id) ?? begun.set(form.id, { text: "", chosen: [] }).get(form.id);

// The composers that have come, with what was begun in them.
document.addEventListener("shown", () => {
  for (const form of document.querySelectorAll(".composer:not([data-ready])")) {
    form.dataset.ready = "";
    form.elements.text.value = draft(form).text;
    list(form);
  }
});

function list(form) {
  const { chosen } = draft(form);
  const chips = chosen.map((each) => {
    const chip = form.querySelector("template").content.cloneNode(true);
    const [name, button] = chip.querySelectorAll("span, button");
    name.textContent = name.title = each.name;
    button.ariaLabel = button.title.replace("{}", each.name);
    button.addEventListener("click", () => {
      chosen.splice(chosen.indexOf(each), 1);
      list(form);
      form.elements.text.focus();
    });
    return chip;
  });
  form.querySelector(".chosen").replaceChildren(...chips);
}

// What a chip or a card stands for: a file that the sandbox makes, and what is written with it.
export function sample({ dataset: { sample, name = sample, text = "" } }) {
  return { sample, name, text };
}

export function add(form, ...chosen) {
  draft(form).chosen.push(...chosen);
  const { text = "" } = chosen.find((each) => each.sample) ?? {};
  if (!form.elements.text.value) form.elements.text.value = draft(form).text = text;
  list(form);
  form.elements.text.focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".composer")) return;
  event.preventDefault();
  const fields = new FormData(form);
  const { chosen } = draft(form);
  if (form.ariaBusy || (!fields.get("text").trim() && !chosen.length)) return;
  for (const each of chosen) fields.append(each instanceof File ? "file" : "sample", each.sample ?? each);
  begun.delete(form.id);
  form.elements.text.value = "";
  list(form);
  form.parentElement.querySelector(".scroller").scrollTop = 0;
  const { failed } = await busy(form, post("say", fields));
  if (!failed || form.elements.text.value) return;
  form.elements.text.value = draft(form).text = fields.get("text");
  add(form, ...chosen);
});

document.addEventListener("keydown", (event) => {
  const isSent = event.key === "Enter" && !event.shiftKey && !event.isComposing;
  if (!isSent || !event.target.matches(".composer textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// Completion --------------------------------------------------------------------------------------

function token(field) {
  const [, found = ""] = field.value.slice(0, field.selectionStart).match(TOKEN) ?? [];
  return found.startsWith("/") && found !== field.value.slice(0, field.selectionStart) ? "" : found;
}

document.addEventListener("chosen", ({ target: field, detail: value }) => {
  const end = field.selectionStart;
  field.setRangeText(`${value} `, end - token(field).length, end, "end");
  draft(field.form).text = field.value;
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches(".composer textarea")) return;
  draft(target.form).text = target.value;
  const typed = token(target).toLowerCase();
  const names = (each) => each.textContent.toLowerCase().split(/[ @/]+/);
  const options = [...target.form.querySelectorAll("[role=option]")];
  for (const each of options) {
    each.hidden = each.dataset.value[0] !== typed[0] || !names(each).some((name) => name.startsWith(typed.slice(1)));
  }
  if (options.every((each) => each.hidden)) close();
  else open(target);
});

// Files -------------------------------------------------------------------------------------------

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".composer [type=file]")) return;
  add(target.form, ...target.files);
  target.value = "";
});

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.(".composer");
  if (!form || !event.clipboardData.files.length) return;
  event.preventDefault();
  add(form, ...event.clipboardData.files);
});

document.addEventListener("dragstart", ({ target, dataTransfer }) => {
  const card = target.closest?.("[draggable][data-sample]");
  if (card) dataTransfer.setData(SAMPLE, JSON.stringify(sample(card)));
});

const pane = ({ target, dataTransfer }) => {
  if (target.matches?.("[type=file]")) return null; // takes files by itself
  const carries = dataTransfer.types.includes("Files") || dataTransfer.types.includes(SAMPLE);
  return carries ? target.closest?.("#channel, #side")?.querySelector(".composer") : null;
};
function highlight(form) {
  document.querySelectorAll(".composer").forEach((each) => each.classList.toggle("dropping", each === form));
}

document.addEventListener("dragover", (event) => {
  const form = pane(event);
  highlight(form);
  if (form || !event.target.matches("[type=file]")) event.preventDefault();
});
document.addEventListener("dragleave", (event) => event.relatedTarget || highlight(null));
document.addEventListener("dragend", () => highlight(null));
document.addEventListener("drop", (event) => {
  const form = pane(event);
  highlight(null);
  if (!event.target.matches("[type=file]")) event.preventDefault();
  if (!form) return;
  const dragged = event.dataTransfer.getData(SAMPLE);
  add(form, ...(dragged ? [JSON.parse(dragged)] : event.dataTransfer.files));
});
