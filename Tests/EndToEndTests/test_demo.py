"""The first look: `earshot demo` in an empty folder, stopped and started again."""
import json
import re
import signal
import subprocess
import time

from conftest import EARSHOT
from test_whole_way import sign_in


def start_demo(earshot):
    """Starts the demo and waits until it has printed the one-time link; the link."""
    output = earshot.folder / "output"
    with output.open("wb") as stdout, (earshot.folder / "log").open("ab") as stderr:
        earshot.process = subprocess.Popen(
            [EARSHOT, "demo", "--data-dir", str(earshot.data), "--listen", "127.0.0.1:%d" % earshot.port],
            stdout=stdout, stderr=stderr)
    earshot.await_true(lambda: "Ctrl-C" in output.read_text(), 30)
    text = output.read_text()
    assert "%s/queue" % earshot.base in text
    return re.search(r"%s/\S*token=\S+" % re.escape(earshot.base), text)[0]


def mentions(earshot):
    return sorted(json.dumps(row, sort_keys=True) for row in earshot.json("mentions", "list", "--limit", "500"))


def rendered(earshot):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (earshot.data / "feeds").iterdir()}


def test_the_demo_shows_judged_explained_linked_mentions_stops_and_goes_on(earshot, chromium):
    began = time.monotonic()
    link = start_demo(earshot)
    earshot.await_true(lambda: all(
        feed["state"] == "ok" for feed in earshot.json("feeds", "list")), 30)
    page = chromium.new_context().new_page()
    sign_in(page, link)
    assert page.locator(".row").count() >= 10
    assert time.monotonic() - began < 30

    first = [json.loads(row) for row in mentions(earshot)]
    assert any(row["link_decision"] == "linked" and row["link_reasons"] for row in first)
    assert all(row["evidence"]["parts"] for row in first if row["label"] in ("positive", "negative"))
    page.click(".row >> nth=0 >> h2 a")
    assert page.locator("mark").count() >= 1
    page.context.close()

    files = rendered(earshot)
    before = mentions(earshot)
    assert earshot.stop(signal.SIGINT, within=5) == 0

    second = start_demo(earshot)
    assert second != link
    earshot.run("feeds", "poll")
    polled = earshot.json("feeds", "list")
    earshot.await_true(lambda: all(
        new["last_attempt_at"] > old["last_attempt_at"] and new["state"] == "ok"
        for new, old in zip(earshot.json("feeds", "list"), polled)) or mentions(earshot) != before, 30)
    assert mentions(earshot) == before
    assert rendered(earshot) == files
    assert earshot.stop(signal.SIGINT, within=5) == 0


def test_the_demo_says_on_every_page_that_it_is_one(earshot, chromium):
    page = chromium.new_context().new_page()
    sign_in(page, start_demo(earshot))
    assert "demo" in page.locator("body").inner_text().lower()
    page.context.close()
    assert earshot.stop(signal.SIGINT, within=5) == 0
