/* Filters and sorts the rows of a list. The filters live in the address, so that a filtered list can be shared.

   The table is the data: a row's cells are what the filters look at. Where the page holds only the newest rows, the
   others are taken from the tables of the pages that `data-ib-page` links to. */
(function () {
  "use strict";

  var form = document.querySelector("[data-ib-filters]");
  var list = form && form.closest(".ib-list");
  var table = list && list.querySelector("[data-ib-list]");
  if (!table) return;

  var noun = form.dataset.ibFilters, total = Number(form.dataset.ibTotal);
  var text = form.elements.q, choices = Array.from(form.querySelectorAll("select"));
  var clear = form.querySelector("button[type=reset]"), count = form.querySelector("[role=status]");
  var body = table.tBodies[0], headers = Array.from(table.tHead.rows[0].cells);
  var rows = Array.from(body.rows, read);
  var known = new Set(rows.map(function (row) { return row.name; }));
  var waiting = Array.from(document.querySelectorAll("[data-ib-page]"));
  var sorted = { column: -1, descending: false };
  var loading = null, failure = null;

  /* ---- Reading rows ---- */

  function words(string) { return string.toLowerCase().split(/\s+/).filter(Boolean); }

  function read(element) {
    var link = element.querySelector("a[href]"), pieces = [];
    element.querySelectorAll("code").forEach(function (code) {
      var parts = code.textContent.toLowerCase().split("<*>").map(function (part) { return words(part).join(" "); });
      pieces.push(parts.filter(Boolean));
    });
    return {
      element: element,
      name: link ? link.href : element.textContent,
      text: words(element.textContent).join(" "),
      signatures: pieces.filter(function (parts) { return parts.join("").length > 7; }),
      shown: true,
      order: 0
    };
  }

  function cell(row, column) { return row.element.cells[column]; }

  function parts(row, column) {
    var inCell = cell(row, column);
    return inCell ? inCell.textContent.split(" · ").map(function (part) { return part.trim(); }) : [];
  }

  var matches = {
    word: function (row, column, value, label) { return parts(row, column).indexOf(label) >= 0; },
    /* The plain kind, which is the one called `no` or else the first, is that of rows with none of the other tags. */
    tag: function (row, column, value, label, select) {
      var tags = Array.from(cell(row, column).querySelectorAll(".ib-tag"), function (tag) { return tag.textContent; });
      var labels = Array.from(select.options).slice(1), plain = labels.find(function (one) { return one.value === "no"; }) || labels[0];
      if (label !== plain.text) return tags.indexOf(label) >= 0;
      return labels.every(function (one) { return one === plain || tags.indexOf(one.text) < 0; });
    },
    year: function (row, column, value) {
      var time = cell(row, column).querySelector("time");
      return time ? time.textContent.slice(0, 4) === value : value === "undated";
    },
    link: function (row, column, value) {
      return Boolean(cell(row, column).querySelector("a:not(.ib-suspected)")) === (value === "yes");
    }
  };

  /* All words stand in the row; or one of its signatures, whose gaps stand for anything, stands in what was pasted. */
  function speaksOf(row, wanted, pasted) {
    if (wanted.every(function (word) { return row.text.indexOf(word) >= 0; })) return true;
    return row.signatures.some(function (pieces) {
      var position = 0;
      return pieces.every(function (piece) {
        var found = pasted.indexOf(piece, position);
        position = found + piece.length;
        return found >= 0;
      });
    });
  }

  /* ---- Showing ---- */

  function state() {
    var chosen = choices.filter(function (select) { return select.value; });
    return { query: text.value.trim(), chosen: chosen, active: Boolean(text.value.trim() || chosen.length) };
  }

  function show() {
    var now = state(), wanted = words(now.query), pasted = wanted.join(" "), found = 0;
    var tests = now.chosen.map(function (select) {
      var test = matches[select.dataset.ibMatch], column = Number(select.dataset.ibColumn);
      var value = select.value, label = select.selectedOptions[0].text;
      return function (row) { return test(row, column, value, label, select); };
    });
    rows.forEach(function (row) {
      var shown = (!wanted.length || speaksOf(row, wanted, pasted)) && tests.every(function (test) { return test(row); });
      if (shown) found += 1;
      if (shown !== row.shown) row.element.hidden = !(row.shown = shown);
    });
    choices.forEach(function (select) { select.classList.toggle("ib-chosen", Boolean(select.value)); });
    clear.disabled = !now.active && sorted.column < 0;
    say(found, now.active);
  }

  function number(value) { return value.toLocaleString(document.documentElement.lang || "en"); }

  function say(found, active) {
    var all = rows.length >= total || !waiting.length;
    var words = active ? number(found) + " of " + number(all ? rows.length : total) : number(rows.length) + (all ? "" : " newest of " + number(total));
    words += " " + noun;
    if (active && !found && all && !loading) words = "None of " + number(rows.length) + " " + noun + " fits. Clear a filter, or try fewer words.";
    if (loading) words += ", still looking through older ones …";
    count.textContent = words;
    tell();
  }

  function tell() {
    var line = form.querySelector(".ib-error");
    if (!failure) return line && line.remove();
    if (!line) {
      line = document.createElement("p");
      line.className = "ib-error";
      line.setAttribute("role", "alert");
      form.append(line);
      var retry = document.createElement("button");
      retry.type = "button";
      retry.className = "ib-retry";
      retry.textContent = "Try again";
      retry.addEventListener("click", function () { failure = null; complete(); });
      line.append(document.createElement("span"), retry);
    }
    line.firstChild.textContent = "The list is not complete: " + failure + ".";
  }

  /* ---- The address ---- */

  function write() {
    var address = new URL(location.href), query = new URLSearchParams();
    var now = state();
    if (now.query) query.set("q", now.query);
    now.chosen.forEach(function (select) { query.set(select.name, select.value); });
    if (sorted.column >= 0) query.set("sort", (sorted.descending ? "-" : "") + sorted.column);
    address.search = query.toString();
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  function restore() {
    var query = new URLSearchParams(location.search);
    text.value = query.get("q") || "";
    choices.forEach(function (select) {
      var wanted = query.get(select.name) || "";
      select.value = wanted;
      if (select.selectedIndex < 0) {
        // an address from elsewhere may say the word that is shown, or one that no row has any more
        var option = Array.from(select.options).find(function (one) { return one.text === wanted; }) || new Option(wanted, wanted);
        if (!option.parentNode) select.add(option);
        select.value = option.value;
      }
    });
    var match = /^(-?)(\d+)$/.exec(query.get("sort") || "");
    if (match && headers[match[2]] && headers[match[2]].dataset.ibSort) sorted = { column: Number(match[2]), descending: Boolean(match[1]) };
  }

  /* ---- Rows of other pages ---- */

  function wantedPages() {
    var year = form.elements.year && form.elements.year.value;
    return waiting.filter(function (link) { return !year || link.dataset.ibPage === year; });
  }

  function complete() {
    if (loading || failure || rows.length >= total || !(state().active || sorted.column >= 0)) return;
    var next = wantedPages()[0];
    if (!next) return;
    loading = take(next).then(function () {
      waiting.splice(waiting.indexOf(next), 1);
    }, function (error) {
      failure = "the incidents of " + next.dataset.ibPage + " could not be loaded (" + error.message + ")";
    }).then(function () {
      loading = null;
      complete();
      arrange();
      show();
    });
    show();
  }

  function take(link) {
    return fetch(link.href).then(function (answer) {
      if (!answer.ok) throw new Error("the server said " + answer.status);
      return answer.text();
    }).then(function (html) {
      var other = new DOMParser().parseFromString(html, "text/html").querySelector("[data-ib-list]");
      if (!other) throw new Error("the page has no list");
      var added = document.createDocumentFragment();
      Array.from(other.tBodies[0].rows).forEach(function (element) {
        element.querySelectorAll("a[href]").forEach(function (anchor) {
          anchor.href = new URL(anchor.getAttribute("href"), link.href).href;
        });
        var row = read(document.importNode(element, true));
        if (known.has(row.name)) return;
        known.add(row.name);
        row.order = rows.length;
        rows.push(row);
        added.append(row.element);
      });
      body.append(added);
    });
  }

  /* ---- Sorting ---- */

  var UNITS = { s: 1 / 60, min: 1, h: 60, d: 1440 };
  var keys = {
    text: function (inCell) { return inCell.textContent.trim().toLowerCase(); },
    date: function (inCell) {
      var time = inCell.querySelector("time");
      return time ? time.getAttribute("datetime") || time.textContent : "";
    },
    number: function (inCell) {
      var found = /^\s*(\d[\d,.]*)(?: of (\d+))?/.exec(inCell.textContent);
      return !found ? "" : found[2] ? Number(found[1]) / Number(found[2]) + Number(found[2]) / 1e6 : Number(found[1].replace(/,/g, ""));
    },
    duration: function (inCell) {
      var minutes = 0, any = false;
      inCell.textContent.replace(/(\d+) (min|s|h|d)\b/g, function (all, size, unit) { any = true; minutes += size * UNITS[unit]; });
      return any ? minutes : "";
    },
    severity: function (inCell) {
      var found = /ib-sev-([1-9])/.exec(inCell.innerHTML);
      return found ? Number(found[1]) : "";
    }
  };

  /* What has no value stands last, whichever way round. */
  function compare(one, other, descending) {
    if (one === "" || other === "") return (one === "") - (other === "");
    var result = typeof one === "number" ? one - other : one.localeCompare(other, undefined, { numeric: true });
    return descending ? -result : result;
  }

  function arrange() {
    var column = sorted.column, ordered = rows.slice();
    if (column >= 0) {
      var key = keys[headers[column].dataset.ibSort];
      var values = new Map(ordered.map(function (row) { return [row, key(cell(row, column))]; }));
      ordered.sort(function (one, other) {
        return compare(values.get(one), values.get(other), sorted.descending) || one.order - other.order;
      });
    }
    headers.forEach(function (header, number) {
      if (number === column) header.setAttribute("aria-sort", sorted.descending ? "descending" : "ascending");
      else header.removeAttribute("aria-sort");
    });
    if (ordered.some(function (row, place) { return body.rows[place] !== row.element; })) {
      body.append.apply(body, ordered.map(function (row) { return row.element; }));
    }
  }

  /* Numbers and dates begin with the largest, words and severities with the first; the third press undoes it. */
  function press(column) {
    var first = ["number", "date", "duration"].indexOf(headers[column].dataset.ibSort) >= 0;
    if (sorted.column !== column) sorted = { column: column, descending: first };
    else if (sorted.descending === first) sorted = { column: column, descending: !first };
    else sorted = { column: -1, descending: false };
    changed(true);
  }

  /* ---- Together ---- */

  function changed(reorder) {
    failure = null;
    if (reorder) arrange();
    write();
    complete();
    show();
  }

  rows.forEach(function (row, order) { row.order = order; });
  headers.forEach(function (header, column) {
    if (!header.dataset.ibSort) return;
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(header.childNodes));
    button.addEventListener("click", function () { press(column); });
    header.append(button);
  });

  var pause = 0;
  text.addEventListener("input", function () {
    clearTimeout(pause);
    pause = setTimeout(function () { changed(false); }, 120);
  });
  choices.forEach(function (select) { select.addEventListener("change", function () { changed(false); }); });
  form.addEventListener("submit", function (event) { event.preventDefault(); changed(false); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    text.value = "";
    choices.forEach(function (select) { select.value = ""; });
    sorted = { column: -1, descending: false };
    changed(true);
    text.focus();
  });
  addEventListener("popstate", function () { restore(); arrange(); complete(); show(); });

  form.hidden = false;
  list.querySelectorAll(".ib-plain").forEach(function (note) { note.hidden = true; });
  restore();
  arrange();
  complete();
  show();
})();
