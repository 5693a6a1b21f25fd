"use strict";
/* Search as one types, over what the page already shows: spaces, dots, dashes and tone marks do not matter. */
(function () {
  var bar = document.querySelector("[data-finder]");
  var input = bar.querySelector("input");
  var choice = bar.querySelector("select");
  var said = bar.querySelector("[role=status]");
  function key(text) {
    return text.normalize("NFC").toLowerCase()
      .replace(/[\u0e50-\u0e59]/g, function (digit) { return String.fromCharCode(digit.charCodeAt(0) - 0x0e20); })
      .replace(/[\s.,'"()\u0e2f\u0e48-\u0e4c\u2010-\u2015\u2212\u200b-]/g, "");
  }
  var groups = null;
  function read() {
    return Array.from(document.querySelectorAll("[data-group]")).map(function (node) {
      var title = key(node.querySelector("h2").textContent);
      return { node: node, items: Array.from(node.querySelectorAll("[data-item]")).map(function (item) {
        return { node: item, text: key(item.textContent) + "\n" + title };
      }) };
    });
  }
  function show() {
    groups = groups || read();
    var words = input.value.split(/\s+/).map(key).filter(Boolean);
    var whole = key(input.value);
    var gap = choice ? choice.value : "";
    var found = 0;
    groups.forEach(function (group) {
      var here = 0;
      group.items.forEach(function (item) {
        var hit = item.text.includes(whole) || words.every(function (word) { return item.text.includes(word); });
        hit = hit && (!gap || (item.node.dataset.gap || "").split(" ").includes(gap));
        if (item.node.hidden === hit) item.node.hidden = !hit;
        here += hit;
      });
      group.node.hidden = !here;
      found += here;
    });
    said.textContent = whole || gap ? "พบ " + found.toLocaleString("th") + " รายการ" : "";
  }
  var waiting;
  input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(show, 120); });
  if (choice) choice.addEventListener("change", show);
  bar.hidden = false;
  if (input.value || (choice && choice.value)) show();
}());
