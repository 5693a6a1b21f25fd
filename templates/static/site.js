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

  // the index comes province by province, its districts numbered within
  function unpacked(packed) {
    const provinces = {}, places = [], rows = [];
    for (const [code, thai, english, districts, own] of packed.provinces) {
      const first = places.length;
      provinces[code] = [thai, english];
      for (const district of districts) places.push([code, district]);
      for (const [id, type, at, ...more] of own) rows.push([id, type, first + at, ...more]);
    }
    return { ...packed, provinces, places, rows };
  }
  const GENERIC = "เทศบาล";
  // everything a keystroke needs is folded once; hay is the text of all rows, a row a line, starts where each begins
  function prepare(packed) {
    const raw = unpacked(packed);
    const known = raw.types.flatMap(([, ...names], type) => names.map(squeeze).filter(Boolean).map(word => [word, type]));
    known.push([GENERIC, -1]);
    known.sort((a, b) => b[0].length - a[0].length);
    const towns = raw.types.map(([slug], n) => ["city", "town", "subdistrict"].includes(slug) ? n : -1);
    const names = Object.entries(raw.provinces).map(([code, [thai, english]]) => [code, thai, squeeze(thai), squeeze(english)]);
    const folded = new Map(names.map(([code, , thai, english]) => [code, `${thai}|${english}`]));
    const place = raw.places.map(([code, district]) => `${squeeze(district)}|${folded.get(code)}`);
    const starts = new Uint32Array(raw.rows.length + 1), lines = [];
    const rows = raw.rows.map(([id, type, at, name, link, badge, former], number) => {
      const bare = squeeze(name), site = link ? squeeze(host(decoded(link))) : "";
      const all = `|${bare}|${former && squeeze(former)}|${place[at]}|${site}|${id}\n`;
      starts[number + 1] = starts[number] + all.length;
      lines.push(all);
      return { id, type, at, name, link, badge, bare, typed: name.normalize("NFC"), site, all };
    });
    const hay = lines.join("");
    hay.indexOf("\n\n");                      // joins the pieces now, not at the first keystroke
    return { ...raw, rows, known, towns, names, hay, starts, marks: new Uint8Array(rows.length) };
  }
  // mark the rows that hold a text, one search through all of them
  function mark(needle) {
    const { hay, starts, marks } = index;
    for (let at = hay.indexOf(needle), row = 0; at >= 0; at = hay.indexOf(needle, starts[row])) {
      let low = row, high = marks.length;
      while (high - low > 1) { const middle = (low + high) >> 1; if (starts[middle] <= at) low = middle; else high = middle; }
      marks[low] = 1;
      row = low + 1;
      if (row >= marks.length) return;
    }
  }
  function decoded(link) { try { return decodeURI(link); } catch { return link; } }

  // ---- the question: a type word in front is a preference, never a condition
  function ask(text) {
    const whole = squeeze(host(text.trim()));
    let rest = plain(host(text.trim())).trim(), types = null;
    const squeezed = squeeze(rest);
    const hit = index.known.find(([word]) => squeezed.startsWith(word)
      && (word.length > 2 || squeezed === word || /^.{1,3}[.\s]/.test(rest)));
    let second = whole;                       // เทศบาลเมืองเก่า may be the เทศบาลตำบล of a place called เมืองเก่า
    if (hit) {
      if (hit[0].startsWith(GENERIC)) second = squeezed.slice(GENERIC.length);
      types = hit[1] < 0 ? index.towns : [hit[1]];
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
    const at = bare ? row.bare.indexOf(bare) : -1, other = second === bare ? -1 : row.bare.indexOf(second);
    if ((at === 0 && row.bare.length === bare.length) || row.id === whole) rank = 0;
    else if (row.site && row.site.startsWith(bare)) rank = 1;
    else if (at === 0 || (bare && other === 0)) rank = 2;
    else if (at > 0 || (bare && other > 0)) rank = 3;
    else if (tokens.length && tokens.every(token => row.all.includes(token))) rank = row.bare.startsWith(tokens[0]) ? 4 : 5;
    else if (whole && row.all.includes(whole)) rank = 6;
    else return -1;
    if (types && !types.includes(row.type)) rank += 10;
    return 2 * rank + (row.typed && typed.includes(row.typed) ? 0 : 1);
  }
  function find(text) {
    const question = ask(text), { whole, second, bare, tokens, types } = question, ranked = [];
    if (!whole) return { hits: [], provinces: [] };
    index.marks.fill(0);
    const longest = tokens.reduce((one, other) => other.length > one.length ? other : one, "");
    for (const needle of new Set([whole, second, bare, longest].filter(Boolean))) mark(needle);
    for (let number = 0; number < index.rows.length; number++) {
      const row = index.rows[number];
      if (!index.marks[number] && !(types && !bare && types.includes(row.type))) continue;
      const rank = score(row, question);
      if (rank >= 0) (ranked[rank] ||= []).push(row);
    }
    const word = tokens.at(-1) || "";
    const provinces = index.names.filter(([, , thai, english]) =>
      word.length > 2 && (thai.startsWith(word) || english.startsWith(word)));
    return { hits: ranked.flat(), provinces };
  }

  // ---- showing
  const grouped = count => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
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
    near.replaceChildren("ดูทั้งจังหวัด: ", ...provinces.map(([code, thai]) => make("a", { href: `provinces/${code}.html` }, thai)));
    status.textContent = hits.length
      ? `${first + 1} ถึง ${first + part.length} จาก ${grouped(hits.length)} รายการ`
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
      script.onload = () => { index = prepare(window.THABIAN); find(GENERIC.at(0)); done(); };  // the first search is slow
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
  function keep() {                           // entering and leaving the search is one step back each
    clearTimeout(timer);
    timer = 0;
    const text = box.value.trim(), before = wanted()[0];
    if (text !== before) remember(text, 1, !before !== !text);
  }
  box.addEventListener("input", () => {       // the answer comes at once, the address when the typing pauses
    clearTimeout(timer);
    timer = setTimeout(keep, 200);
    view(box.value.trim(), 1);
  });
  results.addEventListener("click", () => { if (timer) keep(); }, true);
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(timer);
    timer = 0;
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
