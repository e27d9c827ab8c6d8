// Makes the pages live and usable by keyboard. Every page also works without this file.
// @ts-check

const status = document.getElementById("live");
const page = document.querySelector("[data-case-page]")?.getAttribute("data-case-page");

/** Say something beside the name of the user. @param {string | undefined} text */
function say(text) {
  if (status && status.textContent !== text) status.textContent = text ?? "";
}

/** Fetch this page again and put in what is marked `data-live`; what somebody is typing stays. */
async function refresh() {
  // a refused form leaves its own address behind, which can only be posted to
  const address = page ? `/cases/${page}${location.search}` : location.href;
  const answer = await fetch(address).catch(() => null);
  if (answer?.redirected && typing()) return say(document.body.dataset.loggedOut);
  if (answer?.redirected) return location.reload();
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = document.activeElement?.closest("[data-case]")?.getAttribute("data-case");
  const typed = typing(); // first: putting in the rest may move the focus
  swap(fresh, "[data-live]");
  if (!typed) swap(fresh, "[data-live-keep]");
  if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`[data-case="${focused}"] [data-row]`))?.focus();
}

/** @param {Document} fresh @param {string} selector */
function swap(fresh, selector) {
  const news = fresh.querySelectorAll(selector);
  document.querySelectorAll(selector).forEach((old, place) => {
    if (news[place] && old.innerHTML !== news[place].innerHTML) old.innerHTML = news[place].innerHTML;
  });
}

/** Whether a text differs from what the server proposed, the cursor stands in one, or somebody corrects. */
function typing() {
  const fields = /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("textarea"));
  if (document.querySelector("[data-live-keep] details[open]")) return true;
  return [...fields].some((field) => field.value !== field.defaultValue || field === document.activeElement || field.readOnly);
}

let after = document.body.dataset.seen ?? ""; // what happens between the reading of this page and the connection is told too
let waiting = 0;
let pause = 500;
function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live${after && `?after=${after}`}`);
  socket.onopen = () => { say(document.body.dataset.liveOn); pause = 500; };
  socket.onmessage = (message) => {
    const news = JSON.parse(message.data);
    after = String(news.seq);
    if (news.events.some(concerns)) soon();
  };
  socket.onclose = () => {
    say(document.body.dataset.liveOff);
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
  KEYS[event.key]?.();
});
