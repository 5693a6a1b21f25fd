// Search over the whole directory, and the name under the pointer on the map. The pages read without this script.
"use strict";
(() => {
  const SIZE = 10;
  const box = document.querySelector("#q");
  if (!box) return;
  const form = box.form, results = document.querySelector("#results"), browse = document.querySelector("#browse");
  form.hidden = false;
  mapCaption();
  if (!results) return;                       // other pages hand their query to the front page

  const list = results.querySelector("ol"), status = results.querySelector("[role=status]");
  const pager = results.querySelector("nav"), near = results.querySelector(".near");
  const pageTitle = document.title;
  let index = null, loading = null, timer = 0, shown = "";

  // ---- text: what people leave out or type otherwise is taken out on both sides
  const DIGITS = /[๐-๙]/g, MARKS = /[\u0e47-\u0e4e]/g, JUNK = /[\s.,()"'’“”\-–_/ฯ\u200b-\u200d\ufeff]/g;
  const plain = text => text.normalize("NFC").toLowerCase()
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32/g, "ำ").replace(/เเ/g, "แ")
    .replace(DIGITS, digit => digit.charCodeAt(0) - 0x0e50).replace(MARKS, "");
  const squeeze = text => plain(text).replace(JUNK, "");
  const host = text => text.toLowerCase().replace(/^[a-z]+:\/*/, "").replace(/^www\./, "").replace(/\/+$/, "");

  function prepare(raw) {
    const words = raw.types.map(([, ...names]) => names.map(squeeze).filter(Boolean));
    const place = raw.places.map(([code, district]) => {
      const [thai, english] = raw.provinces[code];
      return squeeze(district) + "|" + squeeze(thai) + "|" + squeeze(english);
    });
    const rows = raw.rows.map(([id, type, at, name, link, badge, former]) => {
      const bare = squeeze(name);
      return { id, type, at, name, link, badge, bare, typed: name.normalize("NFC"), site: link ? squeeze(host(decoded(link))) : "",
               all: `|${bare}|${squeeze(former)}|${place[at]}|${link ? squeeze(host(decoded(link))) : ""}|${id}` };
    });
    return { ...raw, rows, words };
  }
  function decoded(link) { try { return decodeURI(link); } catch { return link; } }

  // ---- the question: a type word in front is a preference, never a condition
  const GENERIC = "เทศบาล";
  function ask(text) {
    const whole = squeeze(host(text.trim()));
    let rest = plain(host(text.trim())).trim(), types = null;
    const known = index.words.flatMap((names, type) => names.map(word => [word, type]));
    known.push([GENERIC, -1]);
    known.sort((a, b) => b[0].length - a[0].length);
    const squeezed = squeeze(rest);
    const hit = known.find(([word]) => squeezed.startsWith(word)
      && (word.length > 2 || squeezed === word || /^.{1,3}[.\s]/.test(rest)));
    let second = whole;                       // เทศบาลเมืองเก่า may be the เทศบาลตำบล of a place called เมืองเก่า
    if (hit) {
      if (hit[0].startsWith(GENERIC)) second = squeezed.slice(GENERIC.length);
      types = hit[1] < 0 ? index.types.map(([slug], n) => ["city", "town", "subdistrict"].includes(slug) ? n : -1) : [hit[1]];
      rest = cut(rest, hit[0].length);
    }
    const tokens = rest.split(/[\s,]+/).map(word => squeeze(word.replace(/^(?:[ตอจ]\.|ตำบล|อำเภอ|จังหวัด)(?=.)/, "")))
      .filter(Boolean);
    return { whole, second, bare: squeeze(rest), tokens, types, typed: text.trim().normalize("NFC") };
  }
  function cut(text, letters) {               // drop so many letters, whatever stands between them
    let at = 0;
    while (letters > 0 && at < text.length) { if (squeeze(text[at])) letters--; at++; }
    return text.slice(at);
  }

  function score(row, { whole, second, bare, tokens, types, typed }) {
    let rank;
    if (row.bare === second) return row.typed && typed.includes(row.typed) ? 0 : 1;
    if (types && !bare) return types.includes(row.type) ? 10 : -1;
    if (row.bare === bare || row.id === whole) rank = 0;
    else if (row.site && row.site.startsWith(bare)) rank = 1;
    else if (bare && (row.bare.startsWith(bare) || row.bare.startsWith(second))) rank = 2;
    else if (bare && (row.bare.includes(bare) || row.bare.includes(second))) rank = 3;
    else if (tokens.length && tokens.every(token => row.all.includes(token))) rank = row.bare.startsWith(tokens[0]) ? 4 : 5;
    else if (whole && row.all.includes(whole)) rank = 6;
    else return -1;
    const other = types && !types.includes(row.type) ? 10 : 0;
    return 2 * (rank + other) + (row.typed && typed.includes(row.typed) ? 0 : 1);
  }
  function find(text) {
    const question = ask(text), hits = [];
    if (!question.whole) return { hits, provinces: [] };
    for (const row of index.rows) {
      const rank = score(row, question);
      if (rank >= 0) hits.push([rank, hits.length, row]);
    }
    hits.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const word = question.tokens.at(-1) || "";
    const provinces = Object.entries(index.provinces).filter(([, [thai, english]]) =>
      word.length > 2 && (squeeze(thai).startsWith(word) || squeeze(english).startsWith(word)));
    return { hits: hits.map(hit => hit[2]), provinces };
  }

  // ---- showing
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const fullName = row => (index.types[row.type][0] === "special" ? "" : index.types[row.type][1]) + row.name;
  function item(row) {
    const [code, district] = index.places[row.at], [province] = index.provinces[code];
    const badge = row.badge < 0 ? "" : index.badges[row.badge];
    const name = make("span", { class: "name" }, fullName(row)), parts = [];
    if (/^https?:\/\//.test(row.link)) {
      const site = make("span", { class: "host" }, decoded(row.link).replace(/^https?:\/\//, "").replace(/\/$/, ""));
      parts.push(make("a", { class: "go", href: row.link, rel: "external noopener" }, name, " ", site));
    } else parts.push(name);
    if (badge) parts.push(make("span", { class: row.link ? "badge" : "state" }, badge));
    const where = make("a", { href: `provinces/${code}.html#${row.id}` }, `อำเภอ${district} จังหวัด${province}`,
      make("span", { class: "vh" }, ` รายละเอียดของ${fullName(row)}`));
    parts.push(make("p", { class: "facts" }, where));
    return make("li", { class: "entry" }, ...parts);
  }
  function pages(count, page, text) {
    const last = Math.ceil(count / SIZE);
    pager.replaceChildren();
    pager.hidden = last < 2;
    if (last < 2) return;
    const link = (to, label, name) => make("a", { href: address(text, to), "data-page": to, "aria-label": name }, label);
    if (page > 1) pager.append(link(page - 1, "‹ ก่อนหน้า", "หน้าก่อนหน้า"));
    pager.append(make("span", {}, `หน้า ${page} จาก ${last} (หน้าละ ${SIZE} รายการ)`));
    if (page < last) pager.append(link(page + 1, "ถัดไป ›", "หน้าถัดไป"));
  }
  function show(text, page) {
    shown = `${text}\n${page}`;
    results.hidden = !text;
    browse.hidden = Boolean(text);
    document.title = text ? `${text} – ${pageTitle}` : pageTitle;
    if (!text) { list.replaceChildren(); status.textContent = ""; return; }
    const { hits, provinces } = find(text), first = (page - 1) * SIZE;
    const part = hits.slice(first, first + SIZE);
    list.start = first + 1;
    list.replaceChildren(...part.map(item));
    near.hidden = !provinces.length;
    near.replaceChildren("ดูทั้งจังหวัด: ", ...provinces.map(([code, [thai]]) => make("a", { href: `provinces/${code}.html` }, thai)));
    status.textContent = hits.length
      ? `${first + 1} ถึง ${first + part.length} จาก ${hits.length.toLocaleString("en")} รายการ`
      : `ไม่พบ “${text}” ลองพิมพ์เฉพาะชื่อ เช่น แม่สาย หรือเลือกจากรายชื่อจังหวัด`;
    pages(hits.length, page, text);
  }

  // ---- the address of the view
  function address(text, page) {
    const query = new URLSearchParams();
    if (text) query.set("q", text);
    if (page > 1) query.set("page", page);
    const asked = query.toString();
    return location.pathname + (asked ? "?" + asked : "");
  }
  function wanted() {
    const query = new URLSearchParams(location.search);
    return [(query.get("q") || "").trim(), Math.max(1, parseInt(query.get("page"), 10) || 1)];
  }
  function remember(text, page, add) {
    try { history[add ? "pushState" : "replaceState"](null, "", address(text, page)); } catch { /* a folder may refuse */ }
  }
  function load() {
    loading ||= new Promise((done, fail) => {
      const script = make("script", { src: form.dataset.index });
      script.onload = () => { index = prepare(window.THABIAN); done(); };
      script.onerror = () => { loading = null; fail(); };
      document.head.append(script);
    });
    return loading;
  }
  async function view(text, page) {
    if (text && !index) status.textContent = "กำลังเปิดรายชื่อ…";
    if (text) { try { await load(); } catch { results.hidden = false; status.textContent = "เปิดรายชื่อสำหรับค้นหาไม่ได้ ใช้รายชื่อจังหวัดด้านล่าง"; return; } }
    if (shown !== `${text}\n${page}`) show(text, page);
  }
  function restore() {
    const [text, page] = wanted();
    box.value = text;
    view(text, page);
  }
  box.addEventListener("focus", () => load().catch(() => {}), { once: true });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = box.value.trim(), before = wanted()[0];
      if (text === before) return;
      remember(text, 1, !before !== !text);   // entering and leaving the search is one step back each
      await view(text, 1);
    }, 80);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(timer);
    const text = box.value.trim();
    if (text !== wanted()[0] || wanted()[1] > 1) remember(text, 1, true);
    view(text, 1).then(() => { if (text) status.focus(); });
  });
  pager.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const page = Number(link.dataset.page), text = wanted()[0] || box.value.trim();
    remember(text, page, true);
    view(text, page).then(() => { status.focus(); results.scrollIntoView(); });
  });
  window.addEventListener("popstate", restore);
  restore();

  function mapCaption() {
    const map = document.querySelector(".map"), caption = map && map.querySelector("figcaption output");
    if (!caption) return;
    const say = event => { const area = event.target.closest("a"); if (area) caption.textContent = area.getAttribute("aria-label"); };
    map.addEventListener("pointerover", say);
    map.addEventListener("focusin", say);
  }
})();
