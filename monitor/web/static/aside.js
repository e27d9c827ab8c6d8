// Makes the pages live and usable by keyboard. Every page also works without this file.
// @ts-check

import { keepUp } from "./keep_up.js";

const status = document.getElementById("live");
const page = document.querySelector("[data-case-page]")?.getAttribute("data-case-page");

if (page && location.pathname !== `/cases/${page}`) {
  history.replaceState(null, "", `/cases/${page}`); // a refused form leaves its own address behind, which can only be posted to
}

/** Say something beside the name of the user; what is lost stands out. @param {string | undefined} text @param {boolean} [lost] */
function say(text, lost = false) {
  if (!status) return;
  status.classList.toggle("lost", lost);
  if (status.textContent !== text) status.textContent = text ?? "";
}

let over = false;
/** Say that the session is over, until there is one again. */
function loggedOut() {
  over = true;
  say(document.body.dataset.loggedOut, true);
}

/** Fetch this page again and bring up to date what is marked `data-live`; what somebody is doing stays. */
async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.redirected) return [...kept()].some(busy) ? loggedOut() : location.reload();
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  bring(document.querySelectorAll("[data-live]"), fresh.querySelectorAll("[data-live]"));
  bring(kept(), fresh.querySelectorAll("[data-live-keep]"));
}

const kept = () => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-live-keep]"));

/** @param {NodeListOf<Element>} old @param {NodeListOf<Element>} fresh */
function bring(old, fresh) {
  old.forEach((part, place) => {
    if (!fresh[place]) return;
    if (part.hasAttribute("data-live-keep") && busy(part)) outdated(part, fresh[place]);
    else keepUp(part, fresh[place]);
  });
}

/** Whether somebody types, chooses or has typed something here that the server did not propose. @param {Element} part */
function busy(part) {
  if (part.contains(document.activeElement) || part.querySelector("[data-unsaved], details[open], textarea[readonly]")) return true;
  return [...part.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
}

/** Say that there are other drafts by now than the ones somebody is working on. @param {Element} part @param {Element} fresh */
function outdated(part, fresh) {
  const drafts = (/** @type {Element} */ where) => [...where.querySelectorAll("input[name=draft]")].map((each) => each.getAttribute("value")).join();
  const said = document.getElementById("outdated");
  if (said && part.querySelector("input[name=draft]")) said.hidden = drafts(part) === drafts(fresh);
}

let after = document.body.dataset.seen ?? ""; // what happens between the reading of this page and the connection is told too
let waiting = 0;
let pause = 500;
function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live${after && `?after=${after}`}`);
  socket.onopen = () => { over = false; say(document.body.dataset.liveOn); pause = 500; };
  socket.onmessage = (message) => {
    const news = JSON.parse(message.data);
    after = String(news.seq);
    if (news.events.some(concerns)) soon();
  };
  socket.onclose = () => {
    if (!over) say(document.body.dataset.liveOff, true);
    setTimeout(connect, (pause = Math.min(pause * 2, 30000)) * (0.5 + Math.random() / 2));
    if (pause > 1000) soon(); // finds out whether the session is over
  };
}

/** Whether this page shows what an event is about. @param {{kind: string, case: number | null}} event */
function concerns(event) {
  return event.case !== null && event.kind !== "personal_data.shown" && (!page || String(event.case) === page);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 100);
}
if (status) {
  connect();
  const every = Number(document.querySelector("[data-every]")?.getAttribute("data-every") ?? 60);
  setInterval(refresh, every * 1000); // times grow older, and not all that happens is an event
}

setInterval(() => {
  const shown = /** @type {HTMLElement | null} */ (document.querySelector("[data-leaves]"));
  if (!shown) return;
  const left = Math.max(0, Number(shown.dataset.leaves) - 1);
  shown.dataset.leaves = String(left);
  shown.textContent = left ? (shown.dataset.text ?? "").replace("{seconds}", String(left)) : shown.dataset.then ?? "";
}, 1000);

/** Ask the privacy gate while somebody types. */
let asking = 0;
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.dataset.move) return;
  clearTimeout(asking);
  asking = setTimeout(() => askGate(field), 250);
});

/** @param {HTMLTextAreaElement} field */
async function askGate(field) {
  const text = field.value;
  const body = new URLSearchParams({ text, move: field.dataset.move ?? "" });
  const answer = await fetch(`/cases/${page}/gate`, { method: "POST", body }).catch(() => null);
  const shown = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  if (!answer?.ok || answer.redirected || !shown || field.value !== text) return;
  shown.innerHTML = await answer.text();
}

/** Read a playbook over while somebody types. */
let reading = 0;
document.addEventListener("input", (event) => {
  const form = /** @type {HTMLElement} */ (event.target).closest("form");
  if (!form?.dataset.check) return;
  clearTimeout(reading);
  reading = setTimeout(() => void readOver(form), 600);
});

/** @param {HTMLFormElement} form */
async function readOver(form) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  const answer = await fetch(form.dataset.check ?? "", { method: "POST", body }).catch(() => null);
  const shown = document.getElementById("check");
  if (answer?.ok && !answer.redirected && shown) shown.innerHTML = await answer.text();
}

/** A choice of what to see counts at once; without this file it has a button. */
document.querySelectorAll("form[data-at-once]").forEach((form) => {
  form.classList.add("at-once");
  form.addEventListener("change", () => /** @type {HTMLFormElement} */ (form).requestSubmit());
});

/** Send a form once, and only when somebody is there to take it: what was typed is not to end on an error page. */
let sending = false;
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "post" || !status || form.action.endsWith("/logout")) return;
  event.preventDefault();
  if (form.hasAttribute("data-search")) return find(form);
  if (sending) return;
  sending = true;
  const answer = await fetch("/api/v1/me").catch(() => null);
  if (answer?.ok) return send(form, event.submitter);
  sending = false;
  if (answer?.status === 401) loggedOut();
  else say(document.body.dataset.liveOff, true);
});

/** Submit a form as its button would; `submit()` alone leaves the button's value out. @param {HTMLFormElement} form @param {Element | null} by */
function send(form, by) {
  if (by instanceof HTMLButtonElement && by.name) {
    const value = Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value });
    form.append(value);
  }
  form.submit();
}
addEventListener("pageshow", () => { sending = false; });

/** What is looked for stays with the place in the history, so that the way back from a case leads to what was found. @param {HTMLFormElement} form */
function find(form) {
  history.pushState({ words: new FormData(form).get("words") }, "", "/search");
  location.reload();
}

/** Show again what was found for the words of this place in the history. */
async function found() {
  const shown = document.getElementById("found"), words = history.state?.words;
  if (!shown || !words) return;
  /** @type {HTMLInputElement} */ (document.getElementById("search")).value = words;
  const answer = await fetch("/search", { method: "POST", body: new URLSearchParams({ words }) }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("found");
  if (fresh) keepUp(shown, fresh);
}
void found();

let held = 0;
/** Tell the others that somebody is writing here, every 20 seconds at most; the pen lapses by itself. */
function hold() {
  if (!page || Date.now() - held < 20000) return;
  held = Date.now();
  void fetch(`/api/v1/cases/${page}/writing`, { method: "POST" }).catch(() => null);
}
if (document.querySelector('[data-pen="open"]')) hold();
document.addEventListener("input", (event) => {
  if (/** @type {HTMLElement} */ (event.target).closest("[data-pen]")) hold();
});
addEventListener("pagehide", () => {
  if (held) navigator.sendBeacon(`/api/v1/cases/${page}/writing/done`);
});

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => document.getElementById("approve")?.focus(),
  u: () => document.getElementById("undo")?.click(),
  n: () => document.getElementById("next")?.click(),
  c: () => correct(),
  "/": () => document.getElementById("search")?.focus(),
  Escape: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-back]"))?.click(),
};

/** @param {number} by */
function step(by) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-row]")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  rows[Math.max(0, Math.min(at + by, rows.length - 1))]?.focus();
}

/** Open the corrections and go to the first. */
function correct() {
  const shown = /** @type {HTMLDetailsElement | null} */ (document.getElementById("correct"));
  if (!shown) return;
  shown.open = true;
  shown.querySelector("select")?.focus();
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (target.matches("textarea, input, select")) return void (event.key === "Escape" && target.blur());
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
