"""Feeds that nobody here wrote: as many entries and the same mentions as a plain script finds.

EARSHOT_CORPORA names the folder that holds the captures in feeds/real. The script is feedparser and
a regular expression for whole words. Every difference is listed below with its cause; one that is
not listed fails, and so does one that is listed and does not occur any more.
"""
import collections
import html
import json
import os
import pathlib
import re
import subprocess

import feedparser
import pytest

from conftest import EARSHOT

CORPORA = os.environ.get("EARSHOT_CORPORA")
pytestmark = pytest.mark.skipif(not CORPORA, reason="EARSHOT_CORPORA is not set")

BRANDS = [
    "Apple", "Amazon", "AT&T", "C++", "Deutsche Bahn", "Facebook", "GitHub", "Göteborg", "Google",
    "Hacker News", "Hugging Face", "Intel", "iPhone", "Le Monde", "Linux", "LineageOS", "Microsoft",
    "Netflix", "New York", "NixOS", "Nvidia", "OpenStreetMap", "PostgreSQL", "Python",
    "Ruby on Rails", "Samsung", "San Francisco", "Slovensko", "Telekom", "Tesla", "The Guardian",
    "Twitter", "Wall Street Journal", "YouTube", "Rutube", "ТНТ", "України", "Москвы", "Ελλάδα",
    "پاکستان", "امریکہ", "华为", "特斯拉", "はてな",
]

HATENA = "dart-rss__RSS1-production_hatena.xml"
NO_SPACES = "Japanese and Chinese set no spaces, so beside their letters every place bounds a word"
CUT = "the file ends within this entry; complete entries only are taken"

# (capture, brand, beginning of the title): how many more mentions Earshot has, and the cause.
EXPLAINED = {
    (HATENA, "Amazon", "ファインディング・ニモ"): (1, NO_SPACES),
    (HATENA, "Amazon", "千と千尋の神隠し"): (1, NO_SPACES),
    (HATENA, "はてな", "CNETブログ - jkondoのはてなブログ"): (1, NO_SPACES),
    (HATENA, "はてな", "ありがとうございます - tapestry"): (1, NO_SPACES),
    (HATENA, "はてな", "うごメモはてな"): (1, NO_SPACES),
    (HATENA, "はてな", "はてなの日記 - 機能変更、お知らせなど"): (1, NO_SPACES),
    (HATENA, "はてな", "はてなの本 (NT2X) - はてなキーワード"): (1, NO_SPACES),
    (HATENA, "はてな", "はてなスタッフのブックマーク拝見！ - 営業マン編「仕事の様"): (1, NO_SPACES),
    (HATENA, "はてな", "はてなダイアリーガイドブック―ウェブログでつながる新しいコミ"): (1, NO_SPACES),
    (HATENA, "はてな", "はてなマップ"): (1, NO_SPACES),
    (HATENA, "はてな", "スター・ウォーズ トリロジー DVD-BOX - はてなキー"): (1, NO_SPACES),
    (HATENA, "はてな", "有料オプション利用時の Google AdSense の表示"): (1, NO_SPACES),
    ("feeder__rss_geekpark.xml", "华为", "充电桩 2020：大火一年，它依然没赚到钱（！）"): (1, NO_SPACES),
    ("fastfeedparser__osm-pl.xml", "OpenStreetMap", "Dane adresowe i budynki dla Po"): (-1, CUT),
}

# Captures with another number of entries: ours and feedparser's.
ENTRIES_EXPLAINED = {
    "fastfeedparser__osm-pl.xml": (7, 8),  # the file ends within its eighth entry
}


def captures():
    folder = pathlib.Path(CORPORA) / "feeds" / "real"
    return [p for p in sorted(folder.iterdir()) if p.suffix not in (".json", ".jsonl")]


def content_type(capture):
    """What a server says: a format, and never a charset, so that the bytes have to tell."""
    kinds = {".atom": "application/atom+xml", ".rdf": "application/rdf+xml", ".rss": "application/rss+xml"}
    return kinds.get(capture.suffix, "text/xml")


def visible(markup):
    return html.unescape(re.sub(r"<[^>]*>", " ", markup))


def heading(title):
    return " ".join(visible(title).split())[:30]


def word(brand):
    return re.compile(r"(?<!\w)%s(?!\w)" % re.escape(brand), re.IGNORECASE)


def mentions_of_script(capture, parsed):
    found = collections.Counter()
    for entry in parsed.entries:
        texts = [entry.get("title", ""), entry.get("summary", "")]
        texts += [content.value for content in entry.get("content", [])]
        text = visible("\n".join(texts))
        for brand in BRANDS:
            if word(brand).search(text):
                found[(capture.name, brand, heading(entry.get("title", "")))] += 1
    return found


@pytest.fixture(scope="module")
def scripted():
    return {c: feedparser.parse(c.read_bytes(), response_headers={"content-type": content_type(c)})
            for c in captures()}


def entry_count(capture):
    done = subprocess.run([EARSHOT, "feed", "parse", "--content-type", content_type(capture), str(capture)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, "%s: %s" % (capture.name, done.stderr)
    return len(json.loads(done.stdout)["items"])


def test_every_capture_gives_as_many_entries_as_feedparser(scripted):
    differences = {c.name: (entry_count(c), len(parsed.entries)) for c, parsed in scripted.items()}
    total = [sum(column) for column in zip(*differences.values())]
    print("entries: %d, feedparser %d, in %d captures" % (*total, len(scripted)))
    assert {n: d for n, d in differences.items() if d[0] != d[1]} == ENTRIES_EXPLAINED


def test_the_mentions_are_those_of_a_script(scripted, earshot, feed_server):
    feeds = earshot.folder / "feeds.yaml"
    for capture in scripted:
        feed_server.pages["/" + capture.name] = capture.read_bytes()
        feed_server.types["/" + capture.name] = content_type(capture)
    rows = "".join("  - address: %s/%s\n    title: %s\n" % (feed_server.address, c.name, c.name) for c in scripted)
    feeds.write_text("feeds:\n" + rows)
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n" + "".join("  - name: %s\n" % json.dumps(b, ensure_ascii=False) for b in BRANDS))
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "import", str(feeds))
    earshot.run("poll", "--once", "--all")
    listed = earshot.json("feeds", "list")
    assert [f for f in listed if f["state"] != "ok"] == [], json.dumps(listed, indent=1)[:2000]
    assert len(listed) == len(scripted)

    ours = collections.Counter(
        (m["feed"], m["brand"], heading(html.escape(m["title"], quote=False)))
        for m in earshot.json("mentions", "list", "--limit", "100000"))
    theirs = collections.Counter()
    for capture, parsed in scripted.items():
        theirs += mentions_of_script(capture, parsed)
    print("mentions: %d, script %d" % (sum(ours.values()), sum(theirs.values())))
    differences = {key: ours[key] - theirs[key] for key in ours | theirs if ours[key] != theirs[key]}
    for key, more in sorted(differences.items()):
        print(key, "%+d" % more)
    assert differences == {key: more for key, (more, _) in EXPLAINED.items()}
