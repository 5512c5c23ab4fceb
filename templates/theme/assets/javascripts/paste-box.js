/* The box of the home page: Enter asks, Shift+Enter begins a line, and what is pasted anywhere on the page lands in it. */
(function () {
  "use strict";
  var box = document.querySelector("[data-ib-paste]");
  if (!box) return;

  box.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (box.value.trim()) box.form.requestSubmit();
  });

  document.addEventListener("paste", function (event) {
    var into = event.target;
    if (into instanceof Element && into.closest("input, textarea, select, [contenteditable]")) return;
    var text = event.clipboardData ? event.clipboardData.getData("text") : "";
    if (!text.trim()) return;
    event.preventDefault();
    box.value = text.slice(0, box.maxLength);
    box.focus();
  });
})();
