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

let shown = "";
let last = Promise.resolve();
let next = null; // after the one that is under way

export function refresh() {
  return next ??= last = last.catch(console.error).then(() => {
    next = null;
    return fetchAndMorph();
  });
}

async function fetchAndMorph() {
  const { href } = location;
  const address = new URL(href);
  if (body.dataset.since !== "?") address.searchParams.set("since", body.dataset.since);
  const response = await fetch(address).catch(() => null);
  const page = response?.ok ? await response.text() : shown;
  if (page === shown || location.href !== href) return; // or somebody has gone elsewhere
  shown = page;
  morph(new DOMParser().parseFromString(page, "text/html"));
}

// What the browser or the script has changed on an element, and the page knows nothing of.
const OWN = ["open", "inert", "hidden", "style", "aria-busy", "aria-expanded", "aria-invalid", "data-ready"];
const FILLED_IN = "dialog[open] :is(input, textarea, select)";

const callbacks = {
  beforeNodeMorphed(old, fresh) {
    if (!old.matches) return true;
    if (old.matches(".combobox")) return old.dataset.action !== fresh.dataset.action;
    return !old.matches(`[data-own], dialog.confirm[open], ${FILLED_IN}`);
  },
  beforeNodeRemoved(node) {
    if (node.matches?.("dialog[open]")) node.close(); // which gives the focus back
    return !node.matches?.(":has(dialog.confirm[open])");
  },
  beforeAttributeUpdated: (name) => !OWN.includes(name),
};

const all = (selector) => [...document.querySelectorAll(selector)];
const place = () => all(".channel, .thread").map((each) => each.dataset.place).join();

function morph(fresh) {
  const before = { place: place(), articles: new Set(all("article").map((each) => each.id)) };
  const hadFocus = document.activeElement !== body;
  Idiomorph.morph(body, fresh.body, { callbacks });
  if (hadFocus && document.activeElement === body) document.querySelector("#messages").focus();
  [document.title, root.lang] = [fresh.title, fresh.documentElement.lang];
  show();
  if (place() === before.place) announce(all("article").filter((each) => !before.articles.has(each.id)));
  else all(".channel, .thread").forEach((each) => (each.scrollTop = 0)); // which is the end
}

export function show() {
  document.dispatchEvent(new Event("shown"));
  const { tab, channel, newest } = body.dataset;
  const unread = document.querySelector("#sidebar a[aria-current].unread");
  if (unread && tab !== "home" && !document.hidden) send("read", { channel, ts: newest });
}

function announce(articles) {
  const text = (each) => each.querySelector(".text, .header")?.textContent ?? "";
  const told = articles.map((each) => `${each.getAttribute("aria-label")} ${text(each)}`);
  if (told.length) document.querySelector("#live").textContent = told.join("\n");
}

// Going elsewhere ---------------------------------------------------------------------------------

export async function go(address, link) {
  const [from, to] = [location.href, address].map((each) => Object.fromEntries(new URL(each).searchParams));
  history.pushState(null, "", address);
  await arrive(from.user === to.user && from.channel === to.channel);
  const opens = to.thread && to.thread !== from.thread && innerWidth > 700;
  const closed = `#channel .replies[href*="thread=${from.thread}"]`;
  const goals = [opens ? "#write-reply" : link, closed, "#write", "#side .scroller"];
  const found = goals.map((each) => (typeof each === "string" ? document.querySelector(each) : each));
  found.find((each) => each?.checkVisibility({ visibilityProperty: true }))?.focus();
}

async function arrive(isSame) {
  if (!isSame) body.dataset.since = "?"; // what is new there, the page tells
  document.querySelector("#sidebar").hidePopover();
  await refresh();
  openHome();
}

function openHome() {
  if (body.dataset.tab === "home") send("home", {});
}

addEventListener("popstate", () => arrive(false));

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
