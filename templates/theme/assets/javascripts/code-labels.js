/* Material puts each copy button into a landmark without a name; with many, a screen reader's list of them is useless. */
(function () {
  "use strict";
  addEventListener("load", function () {
    document.querySelectorAll(".md-code__nav").forEach(function (nav) { nav.setAttribute("role", "presentation"); });
    document.querySelectorAll(".md-code__button[title]").forEach(function (button) {
      button.setAttribute("aria-label", button.title);
    });
  });
})();
