"""The first look: `earshot demo` in an empty folder, stopped and started again."""
import json
import re
import signal
import subprocess
import time

from conftest import EARSHOT, sign_in


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
    link = start_demo(earshot)
    page.goto(link)
    assert "Demo" in page.locator(".demo").inner_text()
    sign_in(page, link)
    # Praise opens no case.
    earshot.await_true(lambda: earshot.json("queue", "list", "--lane", "praise"), 30)
    mention = earshot.json("queue", "list", "--lane", "praise")[0]["mention_id"]
    for path in ("/queue", "/queue?lane=praise", "/cases/1", "/mentions/" + mention, "/enter-mention", "/nowhere",
                 "/set-up"):
        page.goto(earshot.base + path)
        assert "Nothing here is real" in page.locator(".demo").inner_text(), path
    page.context.clear_cookies()
    page.goto(earshot.base + "/sign-in")
    assert "earshot init" in page.locator(".demo").inner_text()
    page.context.close()
    assert earshot.stop(signal.SIGINT, within=5) == 0


def test_an_early_warning_stands_above_the_demo_s_queue_and_says_why(earshot, chromium):
    page = chromium.new_context().new_page()
    sign_in(page, start_demo(earshot))
    earshot.await_true(lambda: earshot.json("alerts"), 60)
    alerts = earshot.json("alerts")
    assert {row["brand"] for row in alerts} <= {"Lumenta", "Brewbird"}
    assert all(row["kind"] == "burst" and row["observed"] > 3 * row["usual"] and row["chance"] < 3e-4 for row in alerts)
    page.goto(earshot.base + "/queue")
    told = page.locator(".problem", has_text="Early warning").first.inner_text()
    assert alerts[0]["text"] in told
    # The same rise stands in the trends: more blame in the last day than in any other.
    days = json.loads(earshot.run("trends", "--by", "day", "--since", "60d", "--brand", alerts[0]["brand"], "--json")
                      .stdout)["data"]
    assert sum(day["negative"] for day in days[-2:]) >= alerts[0]["observed"]
    page.context.close()
    assert earshot.stop(signal.SIGINT, within=5) == 0


def test_the_demo_and_real_data_stay_apart(earshot):
    start_demo(earshot)
    # While it runs, and after it.
    for _ in range(2):
        refused = earshot.run("init", "--no-input", "--no-suggested", "--brand", "Real", check=False)
        assert refused.returncode == 2 and "demo's data" in refused.stderr
        assert "Real" not in {brand["name"] for brand in earshot.json("rules", "list")}
        assert earshot.stop(signal.SIGINT, within=30) in (0, None)
    real = earshot.folder / "real"
    done = subprocess.run([EARSHOT, "init", "--no-input", "--no-suggested", "--brand", "Real", "--data-dir", str(real)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    listed = subprocess.run([EARSHOT, "rules", "list", "--json", "--data-dir", str(real)], capture_output=True, text=True)
    assert [json.loads(line)["name"] for line in listed.stdout.splitlines()] == ["Real"]
    entered = subprocess.run([EARSHOT, "demo", "--data-dir", str(real), "--listen", "127.0.0.1:%d" % earshot.port],
                             capture_output=True, text=True, timeout=60)
    assert entered.returncode == 1 and "data of yours" in entered.stderr
    assert not (real / "feeds").exists()
    again = subprocess.run([EARSHOT, "rules", "list", "--json", "--data-dir", str(real)], capture_output=True, text=True)
    assert again.stdout == listed.stdout
