"use strict";
/* A copy button on every ready paragraph; without script the text can still be selected by hand. */
(function () {
  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  function copy(node) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(node.textContent);
    select(node);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  }
  document.querySelectorAll(".chats pre").forEach(function (text) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = "คัดลอกข้อความ";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      copy(text).then(function () { button.textContent = "คัดลอกแล้ว ✔"; },
        function () { select(text); button.textContent = "เลือกข้อความแล้ว กด Ctrl+C"; });
    });
    text.before(button);
  });
  function unfold() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();
}());
