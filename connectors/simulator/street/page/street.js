// Makes the street live: shows what the networks hold for one customer, and sends what the customer does.
// @ts-check

const WAYS = {
  x: { title: "Write a post", ways: [["name", "naming {x}"], ["plain", "without the handle"]] },
  facebook: { title: "Write a post", ways: [["page", "on the Page of {name}"], ["tag", "on my own profile, tagging {name}"]] },
  instagram: { title: "Post a photo with a caption", ways: [["name", "naming {instagram}"], ["tag", "tagging {instagram} in the photo"]] },
};
const ACCEPTS = { x: "Accept messages from anybody", facebook: "Accept messages from businesses", instagram: "Accept messages from businesses" };

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);
const person = at("person"), network = at("network"), brand = at("brand"), everyone = at("everyone");
const threads = at("threads"), messages = at("messages"), template = at("thread-template");

let known = "", asked = 0, unread = 0, editedMessage = "", seen = new Set(), firstLook = true, here = person.value;
/** @type {{version: string, now: string, accepts_messages: boolean, public: any[], private: any[]} | null} */
let shown = null;
let skew = 0, shownMessages = 0;

// ---- talking to the simulator

const who = () => ({ person: here, network: network.value, brand: brand.value });

/** @param {string} method @param {string} path @param {any} [body] */
async function call(method, path, body) {
  const query = method === "GET" || method === "DELETE" ? `?${new URLSearchParams({ ...who(), ...body })}` : "";
  const options = query ? { method } : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...who(), ...body }) };
  const answer = await fetch(`/street/api/${path}${query}`, options);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

/** Do something the customer wants, then show the result. @param {() => Promise<any>} act */
async function act(act) {
  try {
    await act();
    say("");
    await look(true);
    return true;
  } catch (problem) {
    say(problem instanceof TypeError ? "The simulator does not answer. Is it still running?" : String(problem.message));
    return false;
  }
}

/** @param {string} text */
function say(text) {
  at("notice").textContent = text;
  at("notice").hidden = !text;
}

// ---- looking

/** @param {boolean} [anew] */
async function look(anew = false) {
  const turn = ++asked;
  const told = await call("GET", "view", { everyone: everyone.checked ? "1" : "0", known: anew ? "" : known });
  if (turn !== asked) return;
  skew = Date.parse(told.now) - Date.now();
  known = told.version;
  if (told.public) show(told);
  tellTimes();
}

async function keepLooking() {
  try {
    if (!document.hidden) await look();
    if (at("notice").dataset.lost) { say(""); delete at("notice").dataset.lost; }
  } catch (problem) {
    if (problem instanceof TypeError) { say("The simulator does not answer. Is it still running?"); at("notice").dataset.lost = "1"; }
  }
  setTimeout(keepLooking, 1000);
}

/** Forget what was shown: another person, network or brand is looked at. */
function turn() {
  known = ""; firstLook = true; seen = new Set(); unread = 0; shown = null;
  threads.replaceChildren(); messages.replaceChildren();
  endMessageEdit();
  arrange();
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(who())) address.searchParams.set(name, value);
  history.replaceState(null, "", address);
  localStorage.setItem("street", JSON.stringify(who()));
  return act(async () => {});
}

/** Show what others wrote, or leave it out; none of it is news. */
function showAll() {
  firstLook = true;
  return act(async () => {});
}

function arrange() {
  const chosen = brand.selectedOptions[0];
  const facts = { name: chosen.textContent, x: chosen.dataset.x, instagram: chosen.dataset.instagram };
  const { title, ways } = WAYS[network.value];
  document.body.dataset.network = network.value;
  at("post-label").textContent = title;
  at("post-how").replaceChildren(...ways.map(([value, label]) => new Option(label.replace(/{(\w+)}/g, (_, name) => facts[name]), value)));
  at("accepts-label").textContent = ACCEPTS[network.value];
  for (const place of document.querySelectorAll(".brand-name")) place.textContent = facts.name;
}

// ---- showing

/** @param {any} told */
function show(told) {
  shown = told;
  const fresh = firstLook ? [] : arrivals(told);
  showThreads(told.public, fresh);
  showMessages(told.private, fresh);
  at("accepts-messages").checked = told.accepts_messages;
  announce(fresh);
  for (const item of everything(told)) seen.add(item.id);
  firstLook = false;
}

const everything = (told) => [...told.public, ...told.public.flatMap((thread) => thread.replies), ...told.private];
const arrivals = (told) => everything(told).filter((item) => item.role !== "me" && !seen.has(item.id)).map((item) => item.id);

/** Say what came from the brand, and count what came to the area that is out of sight. @param {string[]} fresh */
function announce(fresh) {
  const isNew = (item) => fresh.includes(item.id) && item.role === "brand";
  const inPrivate = shown.private.filter(isNew).length, inPublic = everything({ ...shown, private: [] }).filter(isNew).length;
  const name = brand.selectedOptions[0].textContent;
  if (inPrivate) at("news").textContent = `${name} wrote to you in private.`;
  else if (inPublic) at("news").textContent = `${name} answered in public.`;
  unread = document.body.dataset.area === "private" ? 0 : unread + inPrivate;
  at("unread").textContent = String(unread);
  at("unread").hidden = !unread;
}

/** @param {any[]} list @param {string[]} fresh */
function showThreads(list, fresh) {
  const cards = new Map([...threads.children].map((card) => [card.dataset.id, card]));
  const wanted = list.map((thread) => cards.get(thread.id) ?? newCard(thread.id));
  wanted.forEach((card, place) => { if (threads.children[place] !== card) threads.insertBefore(card, threads.children[place] ?? null); });
  while (threads.children.length > wanted.length) threads.lastElementChild.remove();
  list.forEach((thread, place) => fillCard(wanted[place], thread, fresh));
  at("no-threads").hidden = list.length > 0;
}

/** @param {string} id */
function newCard(id) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.dataset.id = id;
  card.dataset.testid = `thread-${id}`;
  const area = card.querySelector("textarea");
  area.id = `text-${id}`;
  card.querySelector("label").htmlFor = area.id;
  card.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); sendFrom(card); });
  card.querySelector(".thread-cancel").addEventListener("click", () => aim(card, null));
  card.querySelector(".show-others").addEventListener("click", () => { everyone.checked = true; showAll(); });
  return card;
}

function fillCard(card, thread, fresh) {
  card.thread = thread;
  const signature = JSON.stringify(thread);
  if (card.signature !== signature) {
    card.signature = signature;
    const held = holdFocus(card);
    const entries = [thread, ...thread.replies].map((item, place) => entry(card, item, place === 0, fresh));
    card.querySelector(".entries").replaceChildren(...entries);
    held();
  }
  card.querySelector(".others").hidden = !thread.others;
  card.querySelector(".show-others").textContent = `and ${thread.others} more by others`;
  if (!card.aim) aim(card, null);
}

/** Remember which button of a card has the focus, to give it back once the card is drawn anew. */
function holdFocus(card) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  const item = active?.closest(".entry");
  if (!item || !card.contains(item)) return () => {};
  const [id, kind] = [item.dataset.id, active.className];
  return () => card.querySelector(`.entry[data-id="${id}"] [class="${kind}"]`)?.focus();
}

/** @param {string} tag @param {string} className @param {string} [text] */
function make(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function button(kind, text, label, onClick) {
  const made = /** @type {HTMLButtonElement} */ (make("button", `quiet ${kind}`, text));
  made.type = "button";
  made.dataset.testid = kind;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", onClick);
  return made;
}

function byLine(item, name) {
  const line = make("div", "by");
  line.append(make("b", "", name));
  if (item.handle) line.append(make("span", "handle", item.handle));
  if (item.role === "brand") line.append(make("span", "tag", "brand"));
  if (item.role === "me") line.append(make("span", "tag", "you"));
  const time = /** @type {HTMLTimeElement} */ (make("time", ""));
  time.dateTime = item.created;
  line.append(time);
  if (item.edited) line.append(make("span", "edited", "edited"));
  return line;
}

function entry(card, item, root, fresh) {
  const box = make("div", `entry${root ? " root" : ` level-${item.level}`}`);
  box.dataset.id = item.id;
  box.dataset.role = item.role;
  box.classList.toggle("is-hidden", item.hidden);
  box.classList.toggle("fresh", fresh.includes(item.id));
  box.append(byLine(item, item.name));
  if (item.hidden) box.append(make("p", "entry-hidden", "Hidden by the brand: only you and your friends still see it."));
  box.append(make("p", "entry-text", item.text));
  const acts = make("div", "acts");
  if (!root) acts.append(button("entry-reply", "Reply", `Reply to ${item.name}`, () => aim(card, { kind: "reply", item })));
  if (item.may_edit) acts.append(button("entry-edit", "Edit", "Edit what you wrote", () => aim(card, { kind: "edit", item })));
  if (item.may_delete) acts.append(button("entry-delete", "Delete", "Delete what you wrote", () => act(() => call("DELETE", `posts/${item.id}`))));
  box.append(acts);
  return box;
}

/** Point a card's form at what it will answer or change; null: at the thread's first post. */
function aim(card, wanted) {
  const form = card.querySelector("form"), area = card.querySelector("textarea"), first = card.thread;
  const previous = card.aim;
  card.aim = wanted ?? { kind: "reply", item: first, plain: true };
  const { kind, item, plain } = card.aim;
  const comment = network.value === "x" ? "Reply" : "Comment";
  const label = kind === "edit" ? "Edit what you wrote" : plain ? (network.value === "x" ? "Reply in this thread" : "Comment under this post") : `Reply to ${item.name}`;
  form.querySelector("label").textContent = label;
  form.querySelector(".thread-send").textContent = kind === "edit" ? "Save" : plain ? comment : "Reply";
  form.querySelector(".thread-cancel").hidden = Boolean(plain);
  if (kind === "edit") area.value = item.text;
  else if (previous?.kind === "edit") area.value = "";
  if (wanted) area.focus();
}

async function sendFrom(card) {
  const area = card.querySelector("textarea"), { kind, item } = card.aim, text = area.value;
  await sending(card.querySelector(".thread-send"), async () => {
    const done = await act(() => kind === "edit" ? call("PATCH", `posts/${item.id}`, { text }) : call("POST", "replies", { to: item.id, text }));
    if (!done) return;
    area.value = "";
    card.aim = { kind: "reply" };
    aim(card, null);
  });
}

/** Keep a button from being pressed twice. */
async function sending(button, work) {
  button.disabled = true;
  try { await work(); } finally { button.disabled = false; }
}

/** @param {any[]} list @param {string[]} fresh */
function showMessages(list, fresh) {
  const name = brand.selectedOptions[0].textContent;
  const low = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40;
  messages.replaceChildren(...list.map((item) => {
    const box = make("li", `message${item.gone ? " gone" : ""}${fresh.includes(item.id) ? " fresh" : ""}`);
    box.dataset.id = item.id;
    box.dataset.role = item.role;
    box.append(byLine({ ...item, role: "" }, item.role === "me" ? "You" : name));
    if (item.about) box.append(make("p", "about", `About your words: ${item.about}`));
    box.append(make("p", "message-words", item.gone ? "taken back" : item.text));
    if (item.may_change) {
      const acts = make("div", "acts");
      acts.append(button("message-edit", "Edit", "Edit this message", () => editMessage(item)));
      acts.append(button("message-unsend", "Unsend", "Take this message back", () => act(() => call("DELETE", `messages/${encodeURIComponent(item.id)}`))));
      box.append(acts);
    }
    return box;
  }));
  at("no-messages").hidden = list.length > 0;
  messages.hidden = list.length === 0;
  if (low || list.length !== shownMessages) messages.scrollTop = messages.scrollHeight;
  shownMessages = list.length;
}

function editMessage(item) {
  editedMessage = item.id;
  at("message-text").value = item.text;
  at("message-send").textContent = "Save";
  at("message-cancel").hidden = false;
  at("message-text").focus();
}

function endMessageEdit() {
  if (editedMessage) at("message-text").value = "";
  editedMessage = "";
  at("message-send").textContent = "Send";
  at("message-cancel").hidden = true;
}

// ---- time, told as people tell it

function tellTimes() {
  const now = Date.now() + skew;
  for (const time of document.querySelectorAll("time")) {
    const told = ago(now, new Date(time.dateTime));
    if (time.textContent !== told) time.textContent = told;
  }
}

/** @param {number} now @param {Date} moment */
function ago(now, moment) {
  const seconds = (now - moment.getTime()) / 1000;
  if (seconds < 45) return "just now";
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 20 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return moment.toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

// ---- what the customer does

person.addEventListener("change", () => {
  const isNew = person.value === "+";
  at("new-person").hidden = !isNew;
  if (isNew) return at("new-person-name").focus();
  here = person.value;
  turn();
});
network.addEventListener("change", turn);
brand.addEventListener("change", turn);
everyone.addEventListener("change", showAll);
at("choices").addEventListener("submit", (event) => event.preventDefault());

at("new-person").addEventListener("submit", async (event) => {
  event.preventDefault();
  await act(async () => {
    const told = await call("POST", "people", { person: undefined, network: undefined, brand: undefined, name: at("new-person-name").value });
    if (![...person.options].some((option) => option.value === told.handle)) person.insertBefore(new Option(told.name, told.handle), person.lastElementChild);
    here = person.value = told.handle;
    at("new-person").hidden = true;
    at("new-person-name").value = "";
    await turn();
  });
});

at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sending(at("post-send"), async () => {
    if (await act(() => call("POST", "posts", { text: at("post-text").value, how: at("post-how").value }))) at("post-text").value = "";
  });
});

at("message-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = at("message-text").value;
  sending(at("message-send"), async () => {
    const path = `messages/${encodeURIComponent(editedMessage)}`;
    if (!(await act(() => editedMessage ? call("PATCH", path, { text }) : call("POST", "messages", { text })))) return;
    at("message-text").value = "";
    endMessageEdit();
  });
});
at("message-cancel").addEventListener("click", endMessageEdit);
at("accepts-messages").addEventListener("change", (event) => act(() => call("PUT", "accepts-messages", { accepts: event.target.checked })));

// Ctrl+Enter sends from any text field, as on the networks themselves.
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area instanceof HTMLTextAreaElement) area.form?.requestSubmit();
});

/** @param {"public" | "private"} area */
function showArea(area) {
  document.body.dataset.area = area;
  at("show-public").setAttribute("aria-pressed", String(area === "public"));
  at("show-private").setAttribute("aria-pressed", String(area === "private"));
  if (area === "private") { unread = 0; at("unread").hidden = true; messages.lastElementChild?.scrollIntoView({ block: "nearest" }); }
}
at("show-public").addEventListener("click", () => showArea("public"));
at("show-private").addEventListener("click", () => showArea("private"));

// ---- the beginning

const stored = JSON.parse(localStorage.getItem("street") ?? "{}"), given = new URLSearchParams(location.search);
for (const [name, field] of Object.entries({ person, network, brand })) {
  const value = given.get(name) ?? stored[name];
  if (value !== "+" && [...field.options].some((option) => option.value === value)) field.value = value;
}
here = person.value;
turn().then(keepLooking);
