// Sending what people do, and showing what has changed: one event stream, one morph.

const { body, documentElement: root } = document;
const ended = document.querySelector("#ended");
const NOTICE_STAYS = 6000; // milliseconds
const LOOK_AGAIN = 2000;

if (localStorage.theme) root.dataset.theme = localStorage.theme;

// Sending -----------------------------------------------------------------------------------------

export async function send(act, fields) {
  const form = fields instanceof FormData ? fields : new FormData();
  if (form !== fields) Object.entries(fields).forEach(([name, value]) => form.set(name, value));
  form.set("user", body.dataset.user);
  const response = await fetch(`/${act}`, { method: "POST", body: form }).catch(() => null);
  ended.hidden = Boolean(response);
  if (!response) return { failed: true };
  const answer = response.ok ? await response.json() : { failed: true, notice: await response.text() };
  if (answer.notice) notice(answer.notice);
  return answer;
}

export async function post(act, fields) {
  const answer = await send(act, fields);
  await refresh();
  return answer;
}

export function where(element) {
  const place = element.closest("[data-view], [data-ts]")?.dataset;
  if (!place) return {};
  return place.view ? { view: place.view } : { channel: place.channel, ts: place.ts };
}

export function pressed(element) {
  const { block } = element.closest("[data-block]").dataset;
  const { action } = element.closest("[data-action]").dataset;
  return { ...where(element), block, action };
}

export async function busy(element, work) {
  element.setAttribute("aria-busy", "true");
  try {
    return await work;
  } finally {
    element.removeAttribute("aria-busy");
  }
}

export function notice(told) {
  const line = document.createElement("p");
  line.textContent = told;
  document.querySelector("#notice").replaceChildren(line);
  setTimeout(() => line.remove(), NOTICE_STAYS);
}

export function words(key, put = "") {
  return JSON.parse(body.dataset.words)[key].replace("{}", put);
}

// Seeing what has changed -------------------------------------------------------------------------

let running = null;
let again = false;
let shown = "";

export function refresh() {
  again = true;
  running ??= (async () => {
    while (again) {
      again = false;
      await fetchAndMorph();
    }
    running = null;
  })();
  return running;
}

async function fetchAndMorph() {
  const address = new URL(location.href);
  if (body.dataset.since !== "?") address.searchParams.set("since", body.dataset.since);
  const response = await fetch(address).catch(() => null);
  const page = response?.ok ? await response.text() : shown;
  if (page === shown || address.search.includes("since") !== (body.dataset.since !== "?")) return;
  shown = page;
  morph(new DOMParser().parseFromString(page, "text/html"));
}

// What the browser or the script has changed on an element, and the page knows nothing of.
const OWN = ["open", "inert", "hidden", "style", "aria-busy", "aria-expanded", "aria-invalid", "data-ready"];

const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (!old.matches) return true;
    if (old.matches(".combobox")) return old.dataset.action !== fresh.dataset.action;
    if (old.matches("dialog.modal")) return old.dataset.version !== fresh.dataset.version;
    return !old.matches("[data-own], dialog.confirm[open], dialog[open] :is(input, textarea, select)");
  },
  beforeNodeRemoved: (node) => !node.matches?.(":has(dialog.confirm[open])"),
  beforeAttributeUpdated: (name) => !OWN.includes(name),
};

function morph(fresh) {
  const before = new Set([...document.querySelectorAll("article")].map((each) => each.id));
  const scrollers = [...document.querySelectorAll(".channel, .thread")];
  const place = scrollers.map((each) => each.dataset.place).join();
  const left = new Set(scrollers.filter((each) => !isAtEnd(each)).map((each) => each.dataset.place));
  Idiomorph.morph(body, fresh.body, { callbacks });
  [document.title, root.lang] = [fresh.title, fresh.documentElement.lang];
  show(left);
  if (place === [...document.querySelectorAll(".channel, .thread")].map((each) => each.dataset.place).join()) {
    announce([...document.querySelectorAll("article")].filter((each) => !before.has(each.id)));
  }
}

// To the end, where nobody has scrolled away from it; and what has been seen is told.
export function show(left = new Set()) {
  for (const each of document.querySelectorAll(".channel, .thread")) {
    if (!left.has(each.dataset.place)) each.scrollTop = each.scrollHeight;
  }
  document.dispatchEvent(new Event("shown"));
  const { tab, channel, newest } = body.dataset;
  const unread = document.querySelector("#sidebar a[aria-current].unread");
  if (unread && tab !== "home" && !document.hidden) send("read", { channel, ts: newest });
}

function isAtEnd(scroller) {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
}

document.addEventListener("load", ({ target }) => {
  const scroller = target.closest?.(".channel, .thread");
  if (scroller && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60 + target.height) {
    scroller.scrollTop = scroller.scrollHeight;
  }
}, true);

function announce(articles) {
  const told = articles.map((each) => `${each.getAttribute("aria-label")} ${each.querySelector(".text, .header")?.textContent ?? ""}`);
  if (told.length) document.querySelector("#live").textContent = told.join("\n");
}

// Going elsewhere ---------------------------------------------------------------------------------

export async function go(address, link) {
  const [from, to] = [new URL(location.href), new URL(address)];
  history.pushState(null, "", to);
  const closed = from.searchParams.get("thread");
  await arrive(from);
  if (link.isConnected && link.checkVisibility() && !link.closest("[popover]")) link.focus();
  else document.querySelector(`a[href*="thread=${closed}"]`)?.focus();
  const opened = to.searchParams.get("thread");
  if (opened && innerWidth > 700 && !from.search.includes(opened)) {
    document.querySelector("aside .composer textarea")?.focus();
  }
}

async function arrive(from) {
  const same = ["user", "channel"].every((each) => from?.searchParams.get(each) === new URL(location.href).searchParams.get(each));
  if (!same) body.dataset.since = "?";
  await refresh();
  openHome();
}

function openHome() {
  if (body.dataset.tab === "home") send("home", {});
}

addEventListener("popstate", () => arrive(null));

// The stream --------------------------------------------------------------------------------------

let stream = null;

function listen() {
  stream?.close();
  if (document.hidden) return;
  stream = new EventSource("/events");
  stream.onmessage = refresh;
  stream.onopen = () => (ended.hidden = true);
  stream.onerror = () => {
    ended.hidden = false;
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, LOOK_AGAIN);
  };
}

document.addEventListener("visibilitychange", listen);
listen();
openHome();
