#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The report's page as people look at it: in Chromium, at desktop and phone
width, light and dark, and on A4. Nothing sticks out, nothing is too pale to
read, no planted script runs, nothing is fetched, and no row is lost on paper.

usage: report_chromium.py [KEEP]    KEEP: a directory for pictures and pages
"""
import html
import html.parser
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
LENSCAP = os.environ.get("LENSCAP", os.path.join(HERE, "../../build/lenscap"))
CHROMIUM = "/usr/bin/chromium"
WIDTHS = {"desktop": 1280, "phone": 360}
DARK = "--blink-settings=preferredColorScheme=0"

# What a copy of the page, in a frame as wide as the screen, says of itself.
MEASURE = """<script>
addEventListener("load", () => {
  const wide = document.documentElement.clientWidth, out = [], pale = [];
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const shade = c => { const f = c.slice(0, 3).map(v => (v /= 255) <= .03928 ?
    v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126*f[0] + .7152*f[1] + .0722*f[2]; };
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  for (const e of document.body.querySelectorAll("*")) {
    if (e.closest("thead") && getComputedStyle(e.closest("thead")).position == "absolute")
      continue;
    const box = e.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1)) out.push(e.tagName);
    if (![...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim())) continue;
    const a = shade(parse(getComputedStyle(e).color)), b = shade(behind(e));
    if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5)
      pale.push(e.tagName + "." + e.className);
  }
  parent.postMessage(JSON.stringify({
    name: location.pathname.split("/").pop() + "@" + innerWidth, title: document.title,
    scroll: document.documentElement.scrollWidth, client: wide,
    out: out.slice(0, 5), pale: [...new Set(pale)].slice(0, 5),
    fetched: performance.getEntriesByType("resource").length,
    styled: getComputedStyle(document.body).marginLeft == "0px",
    back: getComputedStyle(document.body).backgroundColor,
    scripts: document.scripts.length}), "*");
});
</script>"""
COLLECT = """<!DOCTYPE html><pre id="said"></pre><script>
addEventListener("message", e => document.getElementById("said").append(e.data + "\\n"));
</script>"""

results = []


def result(good, name, why=""):
    results.append(bool(good))
    if not good and why:
        print("# " + str(why)[:1500].replace("\n", "\n# "))
    print("%sok %d %s" % ("" if good else "not ", len(results), name))


def skip(why):
    print("TAP version 13\n1..0 # SKIP " + why)
    sys.exit(4)


class Place:
    """A directory with reports and pages, and Chromium with a profile of its own."""

    def __init__(self, path):
        self.path = path

    def at(self, name):
        return os.path.join(self.path, name)

    def chromium(self, *args):
        env = dict(os.environ, HOME=self.path, XDG_CONFIG_HOME=self.path,
                   XDG_CACHE_HOME=self.path)
        return subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--user-data-dir=" + self.at("profile"), *args],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=120, check=False).stdout.decode("utf-8", "replace")

    def site(self, name, *args):
        text = subprocess.run([os.path.join(HERE, "_report.py"), *args], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        with open(self.at(name), "w", encoding="utf-8") as file:
            file.write(text)
        return text

    def page(self, name, *args):
        subprocess.run([LENSCAP, "report", "--html", self.at(name), "--merge", *args],
                       cwd=self.path, check=True)
        with open(self.at(name), encoding="utf-8") as file:
            return file.read()

    def frames(self, names, *args):
        """What copies of the pages say of themselves, at both widths."""
        frames = COLLECT
        for name in names:
            with open(self.at(name), encoding="utf-8") as file:
                text = file.read()
            # the content policy stays, but for what measures
            text = text.replace("default-src 'none'",
                                "default-src 'none'; script-src 'unsafe-inline'", 1)
            with open(self.at("copy-" + name), "w", encoding="utf-8") as file:
                file.write(text.replace("</body>", MEASURE + "</body>"))
            for width in WIDTHS.values():
                frames += '<iframe width="%d" height="900" src="copy-%s"></iframe>' % (
                    width, name)
        with open(self.at("frames.html"), "w", encoding="utf-8") as file:
            file.write(frames)
        dom = self.chromium("--window-size=1400,1000", "--virtual-time-budget=20000",
                            "--dump-dom", *args, "file://" + self.at("frames.html"))
        said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.S)
        return [json.loads(html.unescape(line))
                for line in (said.group(1) if said else "").splitlines()]


class Listener:
    """Counts who connects."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.count = 0
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            self.socket.accept()[0].close()
            self.count += 1


class Outline(html.parser.HTMLParser):
    """What assistive technology goes by."""

    def __init__(self, text):
        super().__init__()
        self.wrong, self.ids, self.links = [], [], []
        self.levels, self.table = [], None
        self.lang = None
        self.feed(text)
        self.wrong += [i for i in self.links if i not in self.ids]
        if len(set(self.ids)) != len(self.ids):
            self.wrong.append("an id twice")
        if self.levels.count(1) != 1 or any(
                b > a + 1 for a, b in zip(self.levels, self.levels[1:])):
            self.wrong.append("headings %s" % self.levels)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs.get("lang")
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if attrs.get("href", "").startswith("#"):
            self.links.append(attrs["href"][1:])
        if "aria-labelledby" in attrs:
            self.links.append(attrs["aria-labelledby"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if attrs.get("role") == "img" and not attrs.get("aria-label"):
            self.wrong.append("a picture without words")
        if tag == "th" and attrs.get("scope") not in ("col", "row"):
            self.wrong.append("a head of nothing")
        if tag in ("thead", "caption") and self.table:
            self.table.discard(tag)
        if tag == "table":
            self.table = {"caption", "thead"}

    def handle_endtag(self, tag):
        if tag == "table":
            self.wrong += ["a table without %s" % part for part in self.table]


def try_screens(place, names):
    for scheme, args in (("light", []), ("dark", [DARK])):
        said = place.frames(names, *args)
        result(len(said) == len(names) * len(WIDTHS), scheme + ": every page loads", said)
        result(all(s["scroll"] <= s["client"] and not s["out"] for s in said),
               scheme + ": nothing sticks out at desktop and phone width",
               [s for s in said if s["out"] or s["scroll"] > s["client"]])
        result(not any(s["pale"] for s in said),
               scheme + ": all text has a contrast of 4.5 or more",
               [s["pale"] for s in said])
        result(all(s["styled"] for s in said),
               scheme + ": the style sheet is the one that the policy names", said)
        result(not any(s["fetched"] for s in said), scheme + ": nothing is fetched", said)
        result(all(s["title"] != "PWNED" and s["scripts"] == 1 for s in said),
               scheme + ": no planted script ran, though the copy lets scripts run")
        backs = {s["back"] for s in said}
        result(backs == {"rgb(255, 255, 255)"} if scheme == "light" else
               backs and "rgb(255, 255, 255)" not in backs,
               scheme + ": it is so", backs)


def try_paper(place, macs):
    place.chromium("--no-pdf-header-footer", "--print-to-pdf=" + place.at("large.pdf"),
                   "file://" + place.at("large.html"))
    info = subprocess.run(["pdfinfo", place.at("large.pdf")], stdout=subprocess.PIPE,
                          text=True, check=False).stdout
    result(re.search(r"Page size: .*\(A4\)", info), "paper: A4", info)
    text = subprocess.run(["pdftotext", "-layout", place.at("large.pdf"), "-"],
                          stdout=subprocess.PIPE, text=True, check=False).stdout
    pages = text.split("\f")[:-1]
    result(re.search(r"Pages: +%d\n" % len(pages), info) and 8 <= len(pages) <= 20,
           "paper: as many pages as it should have", len(pages))
    result(all("%d / %d" % (i + 1, len(pages)) in page for i, page in enumerate(pages)),
           "paper: each says which it is, of how many")
    found = re.findall(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}", text)
    result([mac for mac in macs if found.count(mac) != 1] == ["44:19:b6:00:00:01"],
           "paper: each device once, and the one with a permit there too",
           [(mac, found.count(mac)) for mac in macs if found.count(mac) != 1])
    rows = [page for page in pages if len(re.findall("(?:[0-9a-f]{2}:){5}", page)) > 1]
    result(len(rows) > 3 and all("First seen" in page for page in rows),
           "paper: heads of columns are repeated", len(rows))
    lines = [line for line in text.splitlines()
             if re.match(r" *(?:[0-9a-f]{2}:){5}[0-9a-f]{2} .*2026-11", line)]
    result(len(lines) >= len(macs) and
           all(len(re.findall(r"2026-11-\d\d \d\d:\d\d", line)) == 2
               for line in lines if "firmware" not in line),
           "paper: no row is cut", len(lines))


def try_outline(texts):
    for name, text in texts.items():
        outline = Outline(text)
        result(not outline.wrong and outline.lang == ("de" if name == "de.html" else "en"),
               name + ": heads, captions, ids and languages are in order",
               outline.wrong)


def run(place):
    listener = Listener()
    large = json.loads(place.site("large.json", "--devices", "260"))
    macs = [row["mac"] for row in large["sites"][0]["devices"]]
    place.site("south.json", "--site", "South", "--first", "200", "--monitor")
    evil = place.site("evil.json", "--hostile", "--devices", "20")
    evil = evil.replace("src=x", "src=http://127.0.0.1:%d/x" % listener.port)
    evil = evil.replace("https://evil.example", "http://127.0.0.1:%d/" % listener.port)
    with open(place.at("evil.json"), "w", encoding="utf-8") as file:
        file.write(evil)
    texts = {"large.html": place.page("large.html", "large.json"),
             "evil.html": place.page("evil.html", "evil.json"),
             "de.html": place.page("de.html", "large.json", "south.json",
                                   "--lang", "de")}
    try_outline(texts)
    try_screens(place, list(texts))
    place.chromium("--window-size=1280,900", "--screenshot=" + place.at("evil.png"),
                   "file://" + place.at("evil.html"))
    result(os.path.getsize(place.at("evil.png")) > 10000 and not listener.count,
           "the page itself asks nobody for anything", listener.count)
    try_paper(place, macs)


def main():
    for tool in (CHROMIUM, "pdfinfo", "pdftotext"):
        if not shutil.which(tool):
            skip(tool + " is missing: apt-get install chromium poppler-utils")
    if not os.access(LENSCAP, os.X_OK):
        skip("build/lenscap is not built: make")
    print("TAP version 13\n1..24")
    path = tempfile.mkdtemp(prefix="lenscap-report.")
    try:
        run(Place(path))
        if len(sys.argv) > 1:
            shutil.copytree(path, sys.argv[1], dirs_exist_ok=True,
                            ignore=shutil.ignore_patterns("profile"))
    finally:
        shutil.rmtree(path, ignore_errors=True)
    return 0 if len(results) == 24 and all(results) else 1


sys.exit(main())
