/* Says after a time how long ago it is: pages carry absolute times only, so that they neither age nor change daily. */
(function () {
  "use strict";
  var HOUR = 3600000, DAY = 24 * HOUR;
  var said = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });

  function relative(milliseconds, coarse) {
    var size = Math.abs(milliseconds), sign = milliseconds < 0 ? -1 : 1;
    function say(unit, length) { return said.format(sign * Math.round(size / length), unit); }
    if (!coarse && size < HOUR) return say("minute", 60000);
    if (!coarse && size < 2 * DAY) return say("hour", HOUR);
    if (size < 100 * DAY) return say("day", DAY);
    if (size < 730 * DAY) return say("month", 30.4375 * DAY);
    return say("year", 365.25 * DAY);
  }

  document.querySelectorAll("time.ib-ago[datetime]").forEach(function (time) {
    var written = time.getAttribute("datetime"), moment = Date.parse(written);
    if (isNaN(moment) || written.length < 10) return; // a month or a year says it well enough
    var text = document.createElement("span");
    text.className = "ib-relative";
    text.textContent = " · " + relative(moment - Date.now(), written.length === 10);
    time.after(text);
  });
})();
