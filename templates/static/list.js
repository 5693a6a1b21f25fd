// Long lists in the original's form: หน้าละ 10 รายการ, 1 ถึง 10 จาก 72. Without this script all of a list is there.
"use strict";
(() => {
  const SIZES = [10, 50, 0];                  // 0: everything
  const list = document.querySelector("[data-list]");
  const entries = list ? [...list.querySelectorAll("li.entry")] : [];
  if (entries.length <= SIZES[0]) return;
  const sections = [...list.querySelectorAll("section")];

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const choice = make("select", { autocomplete: "off" },
    ...SIZES.map(size => make("option", { value: size }, size ? String(size) : "ทุก")));
  const range = make("p", { role: "status", tabindex: "-1" });
  const pager = make("nav", { class: "pager", "aria-label": "หน้าของรายการ" });
  list.before(make("div", { class: "paging" }, make("label", {}, "หน้าละ ", choice, " รายการ"), range));
  list.after(pager);

  function address(page, size) {
    const query = new URLSearchParams();
    if (page > 1) query.set("page", page);
    if (size !== SIZES[0]) query.set("size", size || "all");
    const asked = query.toString();
    return location.pathname + (asked ? "?" + asked : "");
  }
  function wanted() {
    const query = new URLSearchParams(location.search), asked = query.get("size");
    const size = asked === "all" ? 0 : Number(asked);
    return { page: parseInt(query.get("page"), 10) || 1, size: asked && SIZES.includes(size) ? size : SIZES[0] };
  }
  function show(page, size) {
    const each = size || entries.length, last = Math.ceil(entries.length / each);
    page = Math.min(Math.max(1, page), last);
    const first = (page - 1) * each, end = Math.min(first + each, entries.length);
    entries.forEach((entry, number) => entry.classList.toggle("off", number < first || number >= end));
    for (const section of sections) section.classList.toggle("off", !section.querySelector("li.entry:not(.off)"));
    choice.value = String(size);
    range.textContent = `${first + 1} ถึง ${end} จาก ${String(entries.length).replace(/\B(?=(?:\d{3})+$)/g, ",")}`;
    const link = (to, words, name) => make("a", { href: address(to, size), "data-page": to, "aria-label": name }, words);
    pager.replaceChildren();
    pager.hidden = last < 2;
    if (page > 1) pager.append(link(page - 1, "‹ ก่อนหน้า", "หน้าก่อนหน้า"));
    pager.append(make("span", {}, `หน้า ${page} จาก ${last}`));
    if (page < last) pager.append(link(page + 1, "ถัดไป ›", "หน้าถัดไป"));
  }
  function target() {                         // what the address points at, if it stands in the list
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* as it is */ }
    const element = id ? document.getElementById(id) : null;
    return element && list.contains(element) ? element : null;
  }
  function restore() {
    const { page, size } = wanted(), element = target();
    if (!element) { show(page, size); return; }
    const entry = element.matches("li.entry") ? element : element.querySelector("li.entry");
    show(size ? Math.floor(entries.indexOf(entry) / size) + 1 : 1, size);
    element.scrollIntoView();
  }
  function go(page, size) {
    try { history.pushState(null, "", address(page, size)); } catch { /* a folder may refuse */ }
    show(page, size);
  }
  choice.addEventListener("change", () => go(1, Number(choice.value)));
  pager.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(Number(link.dataset.page), wanted().size);
    range.focus({ preventScroll: true });
    list.previousElementSibling.scrollIntoView();
  });
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", restore);
  restore();
})();
