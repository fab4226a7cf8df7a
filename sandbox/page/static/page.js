// What the page does by itself: sends what people do, and shows what has changed.

const LOOK_AGAIN = 700; // milliseconds
const NOTICE_STAYS = 6000;
const STOPPED_TYPING = 200;
const { user, tab } = document.body.dataset;

// Sending -----------------------------------------------------------------------------------------

async function post(act, fields) {
  const body = fields instanceof FormData ? fields : new FormData();
  if (body !== fields) Object.entries(fields).forEach(([name, value]) => body.set(name, value));
  body.set("user", user);
  const response = await fetch(`/${act}`, { method: "POST", body }).catch(() => null);
  if (!response) return show("The sandbox has ended."), {};
  const answer = response.ok ? await response.json() : { notice: await response.text() };
  if (answer.notice) show(answer.notice);
  await refresh();
  return answer;
}

function where(element) {
  const { view, channel, ts } = element.closest("[data-view], [data-ts]").dataset;
  return view ? { view } : { channel, ts };
}

function pressed(element) {
  const { block } = element.closest("[data-block]").dataset;
  const { action } = element.closest("[data-action]").dataset;
  return { ...where(element), block, action };
}

async function busy(element, work) {
  element.setAttribute("aria-busy", "true");
  try {
    return await work;
  } finally {
    element.removeAttribute("aria-busy");
  }
}

function show(notice) {
  const line = document.createElement("p");
  line.textContent = notice;
  document.querySelector("#notice").replaceChildren(line);
  setTimeout(() => line.remove(), NOTICE_STAYS);
}

// Seeing what has changed -------------------------------------------------------------------------

async function refresh() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const region of fresh.querySelectorAll("[data-region]")) renew(region);
}

function renew(fresh) {
  const old = document.querySelector(`[data-region="${fresh.dataset.region}"]`);
  if (old.dataset.version === fresh.dataset.version || isInUse(old)) return;
  const scroller = old.parentElement;
  const following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  old.replaceWith(document.adoptNode(fresh));
  if (following) toEnd(scroller);
}

// A question or a list of options that somebody has open outlasts new messages.
function isInUse(region) {
  const open = region.querySelector("dialog[open], [role=listbox]:not([hidden])");
  return open && region.dataset.region !== "modal";
}

function toEnd(scroller) {
  if (scroller.matches(".channel, .thread")) scroller.scrollTop = scroller.scrollHeight;
}

async function watch() {
  if (!document.hidden) await refresh();
  setTimeout(watch, LOOK_AGAIN);
}

// Clicking ----------------------------------------------------------------------------------------

// What was filled in where the button asks back; null when that was called off.
async function confirmed(button) {
  const dialog = button.nextElementSibling;
  if (!dialog?.matches("dialog.confirm")) return new FormData();
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  return dialog.returnValue === "confirm" ? new FormData(dialog.querySelector("form")) : null;
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("button, a[data-action]");
  const { act, action, callback = "" } = button?.dataset ?? {};
  if (button?.matches("[role=option]")) return choose(button);
  if (!act && !action) return closeOptions();
  const origin = act ? { ...where(button), callback_id: callback } : pressed(button);
  const fields = await confirmed(button);
  if (!fields) return;
  Object.entries(origin).forEach(([name, value]) => fields.set(name, value));
  await busy(button, post(act ?? "click", fields));
});

document.addEventListener("change", ({ target }) => {
  const control = target.closest("select[data-action]");
  if (control && !control.closest(".input")) {
    post("click", { ...pressed(control), option: target.value });
  }
});

// External selects --------------------------------------------------------------------------------

let typing = 0;

function closeOptions() {
  document.querySelectorAll("[role=listbox]").forEach((list) => (list.hidden = true));
}

async function suggest(search) {
  const combobox = search.closest(".combobox");
  const list = combobox.querySelector("[role=listbox]");
  list.hidden = search.value.length < Number(combobox.dataset.least);
  if (list.hidden) return;
  const asked = post("suggest", { ...pressed(search), value: search.value });
  const { options = [] } = await busy(search, asked);
  list.replaceChildren(...options.map(asOption));
  if (!options.length) list.textContent = "No results";
}

function asOption({ text, value }) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: text, value });
  button.setAttribute("role", "option");
  return button;
}

function choose(option) {
  const combobox = option.closest(".combobox");
  const [search, value, label] = combobox.querySelectorAll("input");
  [search.value, value.value, label.value] = [option.textContent, option.value, option.textContent];
  closeOptions();
  if (!combobox.closest(".input")) post("click", { ...pressed(combobox), option: option.value, label: label.value });
}

function isSearch(element) {
  return element.matches(".combobox [type=search]");
}

document.addEventListener("input", ({ target }) => {
  if (!isSearch(target)) return;
  target.parentElement.querySelectorAll("[type=hidden]").forEach((field) => (field.value = ""));
  clearTimeout(typing);
  typing = setTimeout(suggest, STOPPED_TYPING, target);
});

document.addEventListener("focusin", ({ target }) => {
  if (isSearch(target)) suggest(target);
});

// Writing, and filling in -------------------------------------------------------------------------

async function send(composer) {
  const fields = new FormData(composer);
  const text = fields.get("text");
  if (!text.trim() && !fields.get("sample") && !fields.get("file").name) return;
  composer.reset();
  await post("say", fields);
  toEnd(composer.previousElementSibling);
}

async function submit(modal) {
  const fields = new FormData(modal);
  fields.set("view", modal.dataset.view);
  const { errors = {} } = await busy(modal, post("submit", fields));
  for (const block of modal.querySelectorAll("[data-block]")) {
    const error = block.querySelector(".error");
    if (error) error.textContent = errors[block.dataset.block] ?? "";
  }
}

document.addEventListener("submit", (event) => {
  if (event.target.method === "dialog") return;
  event.preventDefault();
  if (event.target.matches(".composer")) send(event.target);
  else if (event.target.matches(".modal")) submit(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.target.matches(".composer textarea") && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (isSearch(event.target)) {
    event.preventDefault();
    event.target.closest(".combobox").querySelector("[role=option]")?.click();
  }
});

// Dropping files ----------------------------------------------------------------------------------

for (const pane of document.querySelectorAll("main, aside")) {
  const files = pane.querySelector(".composer [type=file]");
  if (!files) continue;
  pane.addEventListener("dragover", (event) => event.preventDefault());
  pane.addEventListener("drop", (event) => {
    event.preventDefault();
    files.files = event.dataTransfer.files;
  });
}

document.querySelectorAll(".scroller").forEach(toEnd);
if (tab === "home") post("home", {});
watch();
