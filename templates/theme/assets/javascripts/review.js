/* Shows the review since another day. All rows of the days that can be asked for are in the page: each has the day under
   which it stands, and one that was true for a while the day after which it began to be. The day is in the address. */
(function () {
  "use strict";

  var form = document.querySelector("[data-ib-since]");
  if (!form) return;

  var DAY = 86400000, MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  var first = form.dataset.first, usual = form.dataset.usual, last = form.dataset.last;
  var input = form.elements.since, choices = Array.from(form.elements.days), said = document.querySelector("[data-ib-said]");
  var parts = Array.from(document.querySelectorAll("[data-ib-part]"), gathered);
  var nouns = {
    "new": ["new incident", "new incidents"], back: ["known issue came back", "known issues came back"],
    reopened: ["incident reopened", "incidents reopened"], missed: ["target missed", "targets missed"],
    verdicts: ["verdict changed", "verdicts changed"], done: ["action done", "actions done"]
  };

  /* Takes the rows out of a part's fold, so that one table has them all. */
  function gathered(element) {
    var body = element.querySelector("tbody"), fold = element.querySelector(".ib-earlier");
    if (fold && body) {
      body.append.apply(body, Array.from(fold.querySelectorAll("tbody > tr")));
      fold.remove();
    }
    var rows = Array.from(element.querySelectorAll("tr[data-at]"));
    rows.sort(function (one, other) { return other.dataset.at < one.dataset.at ? -1 : other.dataset.at > one.dataset.at ? 1 : 0; });
    if (body) body.append.apply(body, rows);
    return { name: element.dataset.ibPart, element: element, rows: rows };
  }

  function day(text) {
    var known = /^\d{4}-\d\d-\d\d$/.test(text || "") ? new Date(text + "T00:00:00Z") : null;
    return known && !isNaN(known) && known.toISOString().slice(0, 10) === text ? text : "";
  }

  function before(days) { return new Date(Date.parse(last) - days * DAY).toISOString().slice(0, 10); }

  function daysTo(since) { return Math.round((Date.parse(last) - Date.parse(since)) / DAY); }

  function words(since) {
    var piece = since.split("-");
    return Number(piece[2]) + " " + MONTHS[piece[1] - 1] + " " + Number(piece[0]);
  }

  function show(since, remark) {
    var counts = [];
    parts.forEach(function (part) {
      var shown = 0;
      part.rows.forEach(function (row) {
        var after = row.dataset.after, so = row.dataset.at >= since && (!after || after < since);
        row.classList.toggle("ib-not-since", !so);
        var label = row.querySelector("[data-ib-before]");
        if (label) label.textContent = "Before " + words(since);
        shown += so;
      });
      var none = part.element.querySelector("[data-ib-none]"), table = part.element.querySelector("[data-ib-shown]");
      if (none) none.hidden = shown > 0;
      if (table) table.hidden = !shown;
      if (part.name === "figures") {
        part.element.hidden = !shown;
        return;
      }
      document.querySelectorAll('[data-ib-count="' + part.name + '"]').forEach(function (count) { count.textContent = shown; });
      if (nouns[part.name] && shown) counts.push(shown + " " + nouns[part.name][shown === 1 ? 0 : 1]);
    });
    document.querySelectorAll("[data-ib-day]").forEach(function (text) { text.textContent = words(since); });
    choices.forEach(function (choice) { choice.checked = before(Number(choice.value)) === since; });
    if (input.value !== since) input.value = since;
    var days = daysTo(since);
    said.textContent = (remark ? remark + " " : "") + "Shown: " + words(since) + " to " + words(last) + ", " +
      days + (days === 1 ? " day" : " days") + ": " + (counts.join(", ") || "nothing happened") + ".";
  }

  function write(since) {
    var address = new URL(location.href);
    if (since === usual) address.searchParams.delete("since");
    else address.searchParams.set("since", since);
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function restore() {
    var asked = new URLSearchParams(location.search).get("since"), wanted = day(asked);
    if (asked && !wanted) return show(usual, "The day in the address cannot be read.");
    if (wanted && wanted < first) return show(first, "The page goes back to " + words(first) + ".");
    show(!wanted ? usual : wanted > last ? last : wanted);
  }

  function choose(since) {
    write(since);
    show(since);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  choices.forEach(function (choice) {
    choice.addEventListener("change", function () { choose(before(Number(choice.value))); });
  });
  input.addEventListener("change", function () {
    var wanted = day(input.value); // nothing, while a day is being typed
    if (wanted && wanted >= first && wanted <= last) choose(wanted);
  });
  addEventListener("popstate", restore);

  form.hidden = false;
  restore();
})();
