// Brings a part of the page up to date without touching what a person is doing in it: what is open stays open,
// what was typed or chosen stays, the focus and the place on the screen stay.
// @ts-check

/** Make `old` look like `fresh`, node by node; what is the same is not touched. @param {Element} old @param {Element} fresh */
export function keepUp(old, fresh) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  children(old, fresh);
  // a row that changed its place was taken out for a moment, and lost the focus
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** @param {Node} old @param {Node} fresh */
function children(old, fresh) {
  const known = keyed(old), stay = keyed(fresh);
  for (const [name, gone] of known) if (!stay.has(name)) /** @type {ChildNode} */ (gone).remove();
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = known.get(key(wanted)) ?? (place && !key(place) && alike(place, wanted) ? place : null);
    if (!found) {
      old.insertBefore(document.importNode(wanted, true), place);
      continue;
    }
    if (found === place) place = place.nextSibling;
    else old.insertBefore(found, place);
    become(found, wanted);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

/** @param {Node} old @param {Node} fresh */
function become(old, fresh) {
  if (old instanceof Element && fresh instanceof Element) {
    attributes(old, fresh);
    children(old, fresh);
  } else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
}

/** What a person opened stays open, whatever the server says. @param {Element} old @param {Element} fresh */
function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** By what a node is known again when it changes its place. @param {Node} node */
function key(node) {
  return node instanceof Element ? node.getAttribute("data-key") || node.id : "";
}

/** @param {Node} parent */
function keyed(parent) {
  return new Map([...parent.childNodes].filter(key).map((node) => [key(node), node]));
}

/** @param {Node} one @param {Node} other */
function alike(one, other) {
  return one.nodeName === other.nodeName && !key(other);
}
