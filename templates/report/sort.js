"use strict";
/* Sorting by a heading; the order stays in the address (#sort=errors-desc), so that it can be sent on. */
(function () {
  var table = document.querySelector("table.sortable");
  var body = table.tBodies[0];
  var heads = Array.from(table.tHead.rows[0].cells);
  var rows = Array.from(body.rows);
  function value(row, column) { return Number(row.cells[column].dataset.v); }
  function sort(key, down) {
    var column = heads.findIndex(function (head) { return head.dataset.key === key; });
    if (column < 0) return;
    var sign = down ? -1 : 1;
    rows.slice().sort(function (one, other) { return sign * (value(one, column) - value(other, column)); })
      .forEach(function (row) { body.append(row); });
    heads.forEach(function (head) { head.removeAttribute("aria-sort"); });
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  function fromAddress() {
    var asked = /^#sort=([a-z]+)(-desc)?$/.exec(location.hash);
    if (asked) sort(asked[1], Boolean(asked[2]));
  }
  heads.forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", function () {
      var down = head.getAttribute("aria-sort") === "ascending";
      history.replaceState(null, "", "#sort=" + head.dataset.key + (down ? "-desc" : ""));
      fromAddress();
    });
    head.replaceChildren(button);
  });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
}());
