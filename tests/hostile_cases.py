"""Named hostile cases, each with its own malice: bodies, front matters, whole files."""

from collections.abc import Mapping

STX, ETX = "\x02", "\x03"


def _fences(count: int) -> str:
    return "".join(f"{'`' * (3 + number % 40)}x{number}\n" for number in range(count))


BODIES: Mapping[str, str] = {
    # What MkDocs and its converter have ended in a traceback on.
    "marked-section": "Before <![x y after",
    "marked-section-cdata": "a <![CDATA[ b\n\n<![if !IE]> c <![endif]\n\n<![",
    "declaration": "<!x\n\n<!DOCTYPE\n\n<!doctype html [ <!ENTITY a 'b'>\n\n<?php\n\n<?xml version='1.0'",
    "comment-unclosed": "Text\n\n<!-- never closed\n\n## Heading\n",
    "comment-odd": "<!-->\n\n<!--->\n\n<!-- a -- b --!>\n\n--> text <!-- --><!--\n",
    "list-of-400-levels": "\n".join(f"{'    ' * level}- level {level}" for level in range(400)),
    "list-of-400-levels-mixed": "\n".join(
        f"{'    ' * level}{'1.' if level % 2 else '*'} level {level}" for level in range(400)
    ),
    "quotes-of-500-levels": "\n".join(f"{'>' * level} level {level}" for level in range(1, 500)),
    "quotes-of-3000-levels": "> " * 3_000 + "deep",
    "lists-in-quotes": "\n".join(f"{'> - ' * level}level {level}" for level in range(1, 150)),
    "admonitions-of-200-levels": "\n\n".join(f"{'    ' * level}!!! note \"{level}\"" for level in range(200)),
    "details-of-100-levels": "\n\n".join(f"{'    ' * level}??? note \"{level}\"" for level in range(100)),
    "tabs-of-100-levels": "\n\n".join(f"{'    ' * level}=== \"{level}\"" for level in range(100)),
    "footnotes": "".join(f"[^{number}]" for number in range(300))
    + "\n\n"
    + "\n".join(f"[^{number}]: See [^{number + 1}]" for number in range(300)),
    "footnote-of-itself": "a[^1]\n\n[^1]: b[^1]\n    [^1]: c[^1]\n",
    "divs-of-500-levels": "<div>" * 500 + "deep" + "</div>" * 500,
    "markdown-divs-of-200-levels": '<div markdown="1">\n' * 200 + "deep\n" + "</div>\n" * 200,
    "div-unclosed": '<div class="x" markdown="1">\n\n## Inside\n',
    "html-crossed": "<b><i>x</b></i>\n\n<p><div></p></div>\n\n</div></body></html>\n",
    "html-of-the-page": "</article></main></body></html>\n\n<script>alert(1)\n\n<style>* {display: none}\n\n<title>x",
    "html-attributes": "<a href=\"x\n\ny'>z</a>\n\n<img src=x onerror=alert(1) =\"\n\n<a <b <c\n\n<div class=x<div>\n",
    "html-attributes-empty": "<a id>x</a> <a name>y</a> <a href>z</a> <img src alt> <p id=>v</p> <div class id hidden>w</div>\n",
    "html-raw-text": "<textarea>\n\n<xmp>\n\n<plaintext>\n\n<noscript>\n\n<template>\n\n<select><option>\n",
    "html-pre": "<pre><code>\n\n# not closed\n\n    <pre>\n",
    # Long runs of what a regular expression may try in too many ways.
    "brackets-30000": "[" * 30_000,
    "brackets-30000-closed": "[" * 15_000 + "x" + "]" * 15_000,
    "brackets-pairs": "[]" * 15_000,
    "link-brackets": "[a](" * 5_000,
    "link-brackets-id": "INC-2026-0001 " + "[a" * 10_000 + "]" * 5_000,
    "link-nested": "[" * 200 + "x" + "](y)" * 200,
    "image-nested": "![" * 2_000 + "x",
    "link-spaces": "[a](" + " " * 20_000 + "\n\n" + '[a](b "' + " " * 20_000,
    "link-quotes": '[a](b "' * 3_000,
    "references": "[a]: " * 3_000 + "\n" + "\n".join(f"[r{number}]: <" for number in range(2_000)),
    "stars-20000": "*" * 20_000,
    "stars-words": "*a **b " * 2_000,
    "underscores-20000": "_" * 20_000,
    "underscores-words": "_a __b " * 2_000,
    "emphasis-nested": "*_" * 300 + "deep" + "_*" * 300,
    "strong-nested": "**a " * 500 + "b** " * 500,
    "backticks-20000": "`" * 20_000,
    "backticks-runs": " ".join("`" * (number % 90 + 1) for number in range(1_000)),
    "tildes-20000": "~" * 20_000,
    "angles-20000": "<" * 20_000,
    "angles-letters": "<a " * 8_000,
    "angles-comments": "<!--" * 5_000,
    "angles-slashes": "</" * 8_000,
    "autolinks": "<http://" * 3_000 + "\n\n" + "http://" * 3_000,
    "entities": "&#" * 5_000 + "&amp" * 5_000 + "&#x110000; &#0; &#xd800;",
    "pipes-20000": "|" * 20_000,
    "exclamation-marks": "!" * 20_000,
    "backslashes": "\\" * 20_001,
    "hashes": "#" * 20_000 + "\n" + "# " * 5_000,
    "equals": "=" * 20_000 + "\n" + "-" * 20_000,
    "colons": ":" * 10_000 + "\n\n" + "a\n" + ":   b\n" * 2_000,
    "braces": "{" * 10_000 + "}" * 10_000 + "\n\n# h " + "{: " * 3_000,
    "attribute-list": '# h {: #a .b c=d e="f" g=\'h }\n\ntext\n{: ' + "x=y " * 3_000 + "}\n",
    "dollars-carets": "$^" * 5_000 + "==a==" * 1_000 + "++b++" * 1_000,
    "spaces-20000": "a" + " " * 20_000 + "b\n" + "\t" * 5_000 + "c",
    "newlines-20000": "a" + "\n" * 20_000 + "b",
    "bullets-20000": "- " * 10_000,
    "numbers": "1. " * 5_000 + "\n" + "9" * 400 + ". x\n99999999999999999999. y\n",
    "tasks": "- [ ] " * 2_000 + "\n- [x]\n- [x] [ ] [x]\n" * 300,
    "quotes-marks": "> " * 500 + "\n" + ">" * 500,
    # Sheer size.
    "headings-10000": "\n".join(f"## Heading {number % 7}" for number in range(10_000)),
    "table-of-5000-columns": "|".join(["x"] * 5_000) + "\n" + "|".join(["-"] * 5_000) + "\n" + "|".join(["y"] * 5_000),
    "table-of-1000-rows": "a | b\n--|--\n" + "\n".join("`x|y` | \\| INC-2026-0001" for _ in range(1_000)),
    "table-uneven": "a | b | c\n-|\n| x\n||||||||||||||\n",
    "line-of-400000": "word " * 80_000,
    "word-of-400000": "w" * 400_000,
    "code-of-10000-lines": "```python\n" + "x = [1, 2, '''\n" * 5_000 + "```\n",
    "paragraphs-3000": "A paragraph with `code`, *emphasis* and a [link](../../good-page.md).\n\n" * 3_000,
    # Code that never ends, or ends elsewhere.
    "fence-unclosed": "```python\nprint(1)\n\n## Inside\n",
    "fence-unclosed-tilde": "~~~~\nx\n~~~\n",
    "fence-unclosed-in-list": "- a\n\n    ```\n    x\n\n- b\n",
    "fences-nested": "````\n```\n````\n```\n~~~\n```\n",
    "fences-of-many-lengths": _fences(200),
    "fence-options": '``` {.python #x linenums="99999999999" hl_lines="1-999999" title="<b>"}\nx\n```\n\n```no-such-language\nx\n```\n',
    "fence-options-broken": '``` {.python\nx\n```\n\n```python hl_lines="a-b" linenums="-1 0"\nx\n```\n\n```python title="\n```\n',
    "fence-mermaid": "```mermaid\ngraph LR; A-->B\n```\n",
    "highlighters": "```sql\n" + "('" * 2_000 + "\n```\n\n```perl\n" + "s{" * 2_000 + "\n```\n\n```js\n" + "`${" * 2_000 + "\n```\n",
    "inline-highlight": "`#!python " + "(" * 3_000 + "`\n\n`#!nope x`\n\n`:::x y`\n",
    # What other programs would run.
    "jinja": "{{ jinja }} {% include 'x' %} {{ config.__class__ }} {# never closed\n\n{% for x in range(10**9) %}\n",
    "jinja-raw": "{% raw\n\n{% raw %}\n\n{{ '{{' }} {% endraw\n",
    "snippets": '--8<-- "/etc/passwd"\n\n;--8<-- "x"\n\n--8<--\n/etc/passwd\n--8<--\n\n{% include "/etc/passwd" %}\n',
    "placeholders": f"{STX}0{ETX} {STX}wzxhzdk:0{ETX} {STX}klzzwxh:0001{ETX} {STX}amp{ETX} {STX}99{ETX}\n\nklzzwxh:0000\n",
    "form-feeds": "a\x0cb\x0bc\x1cd\x1de\x1ef\x85g\u2028h\u2029i\n",
    "nul": "a\x00b\x1bc\x7fd\n",
    "c1": "# C1 \x80\x9f\n\nb\x81c\n",
    "bidi": "\u202e\u2066abc\u2069 \ufeff \u200b\u200d \U000e0001 \ufffe \uffff\n",
    "combining": "Z" + "\u0301" * 5_000 + "\n\n# " + "\u0301" * 100 + "\n",
    "astral": "\U0001f600" * 2_000 + "\n\n## \U0001f600\n",
    # Links that nobody should follow.
    "link-schemes": "[a](javascript:alert(1)) [b](data:text/html,x) [c](file:///etc/passwd) [d](//evil.example) <x:y>\n",
    "link-addresses": "[a](http://[) [b](http://[::1) [c](//[) [d](?) [e](#) [f](../../../../x.md) [g](%00.md) [h](%ff.md)\n",
    "link-ports": "[a](http://x:99999999/) [b](http://x:y/) <http://[> ![c](http://]/)\n",
    "link-paths": f"[a]({'../' * 3_000}x.md) [b]({'a/' * 3_000}x.md) [c]({'x' * 5_000}.md)\n",
    "link-raw": '<a href="http://[">x</a> <img src="//[" /> <a href="\n">y</a>\n',
    "link-anchors": "[a](good-page.md#\u2028) [b](#nope) [c](good-page.md?x#y#z) [d](good-page.md#%)\n",
    "ids": "INC-2026-0001" * 500 + " " + "KI-9999 " * 2_000 + "INC-NEW INC-NEW-x-y ABCDEF-0000-000000\n",
    "ids-in-places": "| INC-2026-0001 |\n|--|\n| KI-0001 [KI-0001] [KI-0001][] ![KI-0001] |\n\n# KI-0001\n\n*KI-0001*_KI-0001_<KI-0001>\n",
    "definition-of-id": "[KI-0001]: javascript:x\n[INC-2026-0001]: x.md\n\nKI-0001 [KI-0001] INC-2026-0001\n",
    "abbreviations": "*[KI]: x\n*[a]: b\n*[]: c\n\nKI-0001 a\n",
    "definition-lists": "a\n: b\n\n    : c\n\n        : d\n\n:\n",
    "meta": "title: Meta\nhide: 7\n\ntext\n",
    "front-matter-again": "---\ntemplate: nope.html\n---\n\ntext\n\n---\nhide: 7\n---\n",
    "timeline-odd": "## Timeline\n\n- 99:99 [detected] x\n- [mitigated\n- 2026-13-45 25:61 [x] y\n- 10:12\n- " + "[detected] " * 500 + "\n",
    "sections-odd": "##\n\n## \n\n##Summary\n\n## Summary ## {#x}\n\n## Summary\n\n## <b>\n\n## `\n\nSummary\n-------\n",
}  # fmt: skip
"""Bodies of articles, by what they do. A front matter in which nothing is wrong goes before them."""

FRONT_MATTERS: Mapping[str, str] = {
    "template": "title: t\ntemplate: nope.html",
    "hide": "title: t\nhide: 7",
    "host-keys": "title: t\nhide: [navigation]\nsearch: {exclude: x}\nicon: ../../x\nstatus: {a: b}\ndate: x\nredirect: x",
    "alias-bomb": "title: t\na: &a [x, x, x, x, x, x, x, x, x]\n"
    + "\n".join(
        f"{chr(98 + level)}: &{chr(98 + level)} [{', '.join(['*' + chr(97 + level)] * 9)}]" for level in range(12)
    ),
    "alias-bomb-of-mappings": "title: t\nextra:\n  a: &a {k: v}\n"
    + "\n".join(
        f"  {chr(98 + level)}: &{chr(98 + level)} {{p: *{chr(97 + level)}, q: *{chr(97 + level)}}}" for level in range(20)
    ),
    "alias-of-itself": "title: t\nextra: &x {again: *x}\nrelated: &y [*y]",
    "alias-of-the-whole": "&whole\ntitle: t\nextra: *whole",
    "alias-undefined": "title: *nope\nservices: *nope",
    "merge": "title: t\n<<: {id: INC-2026-0001}\nextra: {<<: [1, 2], a: b}",
    "brackets-30000": "title: t\nservices: " + "[" * 30_000,
    "brackets-30000-closed": "title: t\nservices: " + "[" * 30_000 + "]" * 30_000,
    "braces-30000": "title: t\nextra: " + "{a: " * 30_000,
    "bullets-2000": "title: t\nservices:\n  " + "- " * 2_000 + "x",
    "question-marks": "title: t\n" + "? " * 5_000,
    "indent-500": "title: t\nextra:\n" + "\n".join(f"{' ' * level}k{level}:" for level in range(1, 500)),
    "anchors-5000": "title: t\nextra: [" + ", ".join(f"&a{number} x" for number in range(5_000)) + "]",
    "tags": "title: !!python/object/apply:os.system [ls]\nid: !!int x\nservices: !!set {a, b}\nextra: !<x> {!!binary x: y}",
    "tag-broken": "title: !!\nid: !<\nservices: ! \nextra: !h!x y",
    "directive": "%YAML 9.9\n%TAG ! x\n--- \ntitle: t",
    "documents": "title: t\n--- \ntitle: u\n...\ntitle: v",
    "key-complex": "title: t\n? [a, b]\n: c\n? {d: e}\n: f\n[g]: h\n{i: j}: k",
    "key-long": "title: t\n" + "k" * 5_000 + ": v",
    "key-repeated": "title: t\ntitle: u\nservices: [a]\nservices: [b]\nextra: {a: 1, a: 2}",
    "key-control": 'title: t\n"\\x02": x\n"\\0": y\n"": z\n? |\n  a\n  b\n: c',
    "keys-5000": "title: t\n" + "\n".join(f"key{number}: {number}" for number in range(5_000)),
    "keys-5000-near": "title: t\n" + "\n".join(f"titel{number}: x" for number in range(5_000)),
    "items-5000": "title: t\nactions:\n" + "\n".join(f"  - {{did: x{number}, due: never}}" for number in range(5_000)),
    "services-5000": "title: t\nservices: [" + ", ".join(f"s{number}" for number in range(5_000)) + "]",
    "tabs": "title: t\n\tservices: x\n  \tid: y\n\t- z",
    "quotes": "title: \"t\nid: 'x\nservices: [\"a, 'b]",
    "block-scalars": "title: |9\n x\nimpact: >-+\n  y\nid: |\n",
    "escapes-placeholder": f'title: "{{}}\\x029\\x03 {STX.encode().hex()} \\x020\\x03"\nid: "\\x02"\nowner: "\\x030\\x02"',
    "escapes-control": 'title: "a\\0b\\x07c\\x1bd\\x7fe\\x80f\\u2028g\\uFEFFh\\uFFFEi\\uFFFFj"\nservices: ["\\0", "\\x02"]',
    "escapes-surrogate": 'title: "\\ud800"\nid: "\\udfff\\ud83d\\ude00"',
    "escapes-lines": 'title: "a\\n\\n---\\n\\n# b\\r\\n\\nc"\nimpact: "x\\n\\n<div>\\n\\ny"\nowner: "\\t\\n "',
    "title-html": "title: \"</h1></header><script>alert(1)</script> & <b> ' ` {{ x }} {% raw %}\"",
    "title-markdown": 'title: "](x) **b** `c` [d](e) ![f](g) | <h> \\\\ _i_ INC-2026-0001"',
    "title-long": "title: " + "word " * 5_000,
    "title-blank": 'title: ""\nid: ""\nservices: [""]\nsymptoms: [""]\nrelated: [""]\naliases: [""]',
    "title-spaces": 'title: "   "\naliases: ["  ", "/", ".", "..", "//", "/../"]',
    "titles-nothing": "title:\nid:\nservices:\ntimes:\nimpact:\ntrigger:\nactions:\nknown_issues:",
    "id-path": 'title: t\nid: "../../../etc/passwd"\nsymptoms: [{id: ../../../x, text: y}, {id: /x, text: y}, {id: index, text: z}]',
    "id-of-another": "title: t\nid: INC-2026-0001",
    "id-of-another-kind": "title: t\nid: KI-0001\nsymptoms: [{id: KI-0001, text: y}, {id: INC-2026-0001, text: z}]",
    "symptom-names": 'title: t\nsymptoms: [{id: good-symptom, text: a}, {id: "a/b", text: c}, {id: "", text: d}, {id: "..", text: e}, {text: "\u4e16\u754c"}, {id: "a\\nb", text: f}, {id: "a\\\\b.md", text: g}, {text: "!"}]',
    "service-names": 'title: t\nservices: ["../../x", "/etc/passwd", "a/b", ".", "..", "index", "a\\nb", "a b", "\u4e16\u754c", "<b>", "x.md", "CON", "{0}"]',
    "alert-names": 'title: t\nalerts: ["../../x", "", "a\\nb", "<script>", "{{ x }}"]\nsignatures: ["<*>", "", "(((((", "<*><*><*>", "\\x00"]',
    "aliases": 'title: t\naliases: ["../../../x/", "/abs/", "https://evil.example/", "index.html", "assets/x", "incidents/", "", "a//b/", "a\\\\b/", "404.html", "incidents/2026/good-incident/", "\u4e16/", "x y/", "a?b#c/", "%2e%2e/%2e%2e/x/", "sitemap.xml", "a\\nb/", "-/"]',
    "aliases-5000": "title: t\naliases: [" + ", ".join(f"old/{number}/" for number in range(2_000)) + "]",
    "times": "title: t\ntimes: {started: 0000-00-00, detected: 9999-12-31 23:59+14:00, acknowledged: 0001-01-01, declared: 2026-02-30, mitigated: 24:00, resolved: ~~2026, closed: 2026-01-01 10:00 +99:99}",
    "times-edges": "title: t\nid: INC-0001-0001\ntimes: {started: 0001-01-02 00:00-14:00, detected: 9998-12-31 23:59, closed: 9999, mitigated: 0001}",
    "times-digits": "title: t\ntimes: {started: \u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0661, detected: \uff12\uff10\uff12\uff16}",
    "zone": "title: t\nzone: ../../../etc/passwd\ntimes: {detected: 2026-01-01 10:00}",
    "zone-odd": 'title: t\nzone: "\\0"\ntimes: {detected: 2026-01-01 10:00}',
    "durations": "title: t\nstated: {mitigate: 99999999999999999999 years, resolve: -1h, x: 1e999, y: h}\nknown_issues: [{id: KI-0001, took: "
    + "9" * 400
    + "d}]\nreview_in: 0",
    "numbers": "title: t\nimpact: {users: "
    + "9" * 5_000
    + ", requests: -1, summary: 1e999}\nservices: [{id: checkout, share: nan}, {id: checkout, share: 1e999 %}, {id: checkout, share: inf}]",
    "booleans": "title: yes\nemergency: maybe\nid: 0x1F\nowner: 2026-01-01\nservices: [no, null, ~, 1.10]",
    "relations": "title: t\nid: INC-2026-0777\nduplicate_of: INC-2026-0777\ncontinues: INC-2026-0777\nparent: INC-2026-0777\ncaused_by: INC-2026-0777\nsuperseded_by: KI-0777\nrelated: [INC-2026-0777, INC-2026-0001, INC-2026-0001]",
    "kind": "title: t\nkind: nope",
    "kind-other": "title: t\nkind: symptom",
    "kind-list": "title: t\nkind: [incident]\naudience: [public]",
    "audience-odd": "title: t\naudience: Public",
    "audience-twice": "title: t\naudience: restricted\naudience: public",
    "extra-deep": "title: t\nextra: {a: {b: {c: [{d: [e, {f: g}]}]}}}\nroles: {x: [y]}\nversions: {a: {b: c}}",
    "links-odd": 'title: t\nlinks: [{title: x, url: "javascript:alert(1)"}, {title: "<b>", url: "http://["}, {url: x}, x, {title: y, url: "data:text/html,x"}]',
    "refs-odd": 'title: t\nactions: [{do: x, ref: "http://["}, {do: y, ref: "javascript:x"}, {do: "", ref: ""}]\ntrigger: {type: config, ref: "//["}',
    "value-long": "title: t\nimpact: " + "x" * 150_000,
    "value-too-long": "title: t\nimpact: " + "x" * 300_000,
    "list-at-the-top": "- title: t\n- x",
    "scalar-at-the-top": "just words",
    "nothing": "",
    "comment-only": "# nothing",
    "unclosed-brace": "{title: t, id: [",
    "nel": "title: a\u0085b\nid: x\u2028y",
}  # fmt: skip
"""Front matter, by what it does; it stands between proper `---` lines."""

INCIDENT = """\
---
id: INC-2026-0666
title: An incident in which nothing is wrong but how it is written down
audience: public
services: [{id: checkout, level: degraded}]
times: {detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02, resolved: 2026-03-04 12:40}
known_issues: [{id: KI-0001, fix: worked, took: 38m}]
---

## Summary

The incident was a case of KI-0001, and RB-0001 helped.
"""

FILES: Mapping[str, bytes] = {
    "empty": b"",
    "blank": b" \n\t\n\n",
    "nul-bytes": b"\0" * 5_000,
    "not-utf-8": b"---\ntitle: caf\xe9\n---\n\nna\xefve \xff\xfe\xc3(\n",
    "not-utf-8-in-key": b"---\ntitle: t\n\xff\xfe: x\n---\n\xed\xa0\x80 \xf8\x88\x80\x80\x80\n",
    "latin-1": INCIDENT.replace("wrong", "\u00fcbel").encode("latin-1"),
    "utf-16": INCIDENT.encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + INCIDENT.encode("utf-16-be"),
    "utf-16-cut": INCIDENT.encode("utf-16")[:301],
    "utf-16-bom-only": b"\xff\xfe",
    "utf-16-lone-surrogates": b"\xff\xfe" + b"\x00\xd8" * 500,
    "utf-32": INCIDENT.encode("utf-32"),
    "utf-7": INCIDENT.encode("utf-7"),
    "bom": b"\xef\xbb\xbf" + INCIDENT.encode(),
    "bom-twice": b"\xef\xbb\xbf\xef\xbb\xbf" + INCIDENT.encode(),
    "bom-only": b"\xef\xbb\xbf",
    "crlf": INCIDENT.replace("\n", "\r\n").encode(),
    "cr": INCIDENT.replace("\n", "\r").encode(),
    "lf-cr-mixed": INCIDENT.replace("\n", "\n\r").encode(),
    "unclosed": b"---\ntitle: t\nservices: [a]\n\n## Summary\n\ntext\n",
    "unclosed-only": b"---",
    "unclosed-nothing": b"---\n",
    "closed-at-once": b"---\n---\n",
    "closed-at-the-end": b"---\ntitle: t\n---",
    "four-hyphens": b"----\ntitle: t\n----\n\ntext\n",
    "plus-signs": b"+++\ntitle = 't'\n+++\n\ntext\n",
    "indented": b"  ---\n  title: t\n  ---\n\ntext\n",
    "indented-by-tabs": b"\t---\n\ttitle: t\n\t---\n\ntext\n",
    "late": b"\n\n\n---\ntitle: t\n---\n\ntext\n",
    "missing-opener": b"title: t\nservices: [a]\n---\n\ntext\n",
    "missing-all": b"# Only a heading\n\ntext\n",
    "spaces-behind": b"---   \ntitle: t\n---   \n\ntext\n",
    "dots": b"---\ntitle: t\n...\n\ntext\n",
    "rules": b"---\n" * 5_000,
    "json": b'{"title": "t", "services": ["a"]}',
    "five-megabytes": b"---\ntitle: t\n---\n\n" + b"A line of a log that should have been linked to.\n" * 105_000,
    "binary": bytes(range(256)) * 200,
    "html": b"<!doctype html><html><head><title>t</title></head><body><h1>x</h1></body></html>",
    "rich-text": b"{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}} x}",
    "zip": b"PK\x03\x04" + bytes(range(256)) * 20,
    "conflict": b"<<<<<<< HEAD\n---\ntitle: a\n=======\n---\ntitle: b\n>>>>>>> other\n---\n\ntext\n",
}
"""Whole files, by what they do."""
