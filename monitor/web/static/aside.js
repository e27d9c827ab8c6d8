// Makes the pages live and usable by keyboard. Every page also works without this file.
// @ts-check

const status = document.getElementById("live");

/** Fetch this page again and put in what is marked `data-live`; what somebody is typing stays. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Aside-Refresh": "1" } });
  if (!answer.ok || answer.redirected) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.closest("[data-case]")?.getAttribute("data-case");
  swap(fresh, "[data-live]");
  if (!typing()) swap(fresh, "[data-live-keep]");
  if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`[data-case="${focused}"] [data-row]`))?.focus();
}

/** @param {Document} fresh @param {string} selector */
function swap(fresh, selector) {
  const olds = document.querySelectorAll(selector);
  const news = fresh.querySelectorAll(selector);
  olds.forEach((old, place) => {
    if (news[place] && old.innerHTML !== news[place].innerHTML) old.innerHTML = news[place].innerHTML;
  });
}

/** Whether a draft differs from what the server proposed, or the cursor stands in one. */
function typing() {
  const fields = /** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll("textarea"));
  return [...fields].some((field) => field.value !== field.defaultValue || field === document.activeElement);
}

let after = "";
let waiting = 0;
function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/api/v1/live${after && `?after=${after}`}`);
  socket.onopen = () => { if (status) status.textContent = document.body.dataset.liveOn ?? ""; if (after) refresh(); };
  socket.onmessage = (message) => {
    after = String(JSON.parse(message.data).seq);
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 100);
  };
  socket.onclose = () => {
    if (status) status.textContent = document.body.dataset.liveOff ?? "";
    setTimeout(connect, 2000);
  };
}
if (status) connect();

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
  const page = document.querySelector("[data-case-page]")?.getAttribute("data-case-page");
  const answer = await fetch(`/api/v1/cases/${page}/check`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text: field.value, move: field.dataset.move }),
  });
  const shown = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  if (!answer.ok || !shown) return;
  const said = await answer.json();
  shown.replaceChildren(...said.findings.map((/** @type {{why: string}} */ finding) => {
    const line = document.createElement("span");
    line.className = "finding";
    line.textContent = finding.why;
    return line;
  }), document.createTextNode(`${said.length} / ${said.limit}`));
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (target.matches("textarea, input")) return target.blur();
    return /** @type {HTMLElement | null} */ (document.querySelector("[data-back]"))?.click();
  }
  if (target.matches("textarea, input")) return;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-row]")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === "j" || event.key === "k") rows.at(event.key === "j" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0))?.focus();
  if (event.key === "a") document.getElementById("approve")?.focus();
  if (event.key === "u") document.getElementById("undo")?.click();
});
