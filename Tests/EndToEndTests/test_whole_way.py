"""From a feed's bytes to an answered case: the built executable, real HTTP, a real browser."""
import signal
import socket

import pytest
from conftest import rss, sign_in

COMPLAINT = ("1", "Broken again", "Lumenta sent me a broken router and nobody answers. Terrible.", "Mira")
PRAISE = ("2", "Thanks", "Lumenta solved my problem within an hour. Excellent service, I love it.", "Noor")
NEUTRAL = ("3", "Weather", "It rained all day and we stayed at home.", "Otto")


def set_up(earshot, feed_server, *entries):
    feed_server.pages["/feed.xml"] = rss(entries)
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "add", feed_server.address + "/feed.xml", "--kind", "forum")
    return earshot.run(
        "staff", "add", "anna@example.com", "--name", "Anna", "--role", "agent").stdout.splitlines()[-1]


@pytest.mark.parametrize("with_script", [True, False])
def test_a_mention_is_answered_in_the_browser_and_leaves_the_queue(
        earshot, feed_server, chromium, with_script):
    link = set_up(earshot, feed_server, COMPLAINT, PRAISE, NEUTRAL)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 2, 30)
    context = chromium.new_context(java_script_enabled=with_script)
    page = context.new_page()
    sign_in(page, link)
    assert page.locator(".row").count() == 2
    page.click(".row >> nth=0 >> h2 a")
    assert page.locator("mark.negative").count() >= 2
    assert page.locator("strong.brand").first.inner_text() == "Lumenta"
    page.click("text=Why this label")
    assert page.locator("tfoot").first.inner_text().count("−") >= 1
    # From an opened case to the next: four interactions.
    page.fill("#body", "We are sorry. A new router is on its way.")
    page.check("input[name=visibility][value=public]")
    page.click("text=Record and resolve")
    page.wait_for_url("**/queue**")
    assert page.locator(".row").count() == 1
    page.click(".row >> nth=0 >> h2 a")
    assert "from Noor" in page.locator("main").inner_text()
    context.close()
    rows = earshot.json("case", "show", "1")
    assert rows[0]["state"] == "resolved" and rows[0]["owner"] == "Anna"
    assert [c["direction"] for c in rows[0]["contacts"]] == ["in", "out"]
    earshot.run("feeds", "poll")
    earshot.await_true(lambda: ("/feed.xml", 304) in feed_server.log, 20)
    assert len(earshot.json("mentions", "list")) == 2


def test_a_form_without_visibility_loses_nothing(earshot, feed_server, chromium):
    link = set_up(earshot, feed_server, COMPLAINT)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    page = chromium.new_context().new_page()
    sign_in(page, link)
    page.goto(earshot.base + "/cases/1")
    page.fill("#body", "A text that must not be lost")
    page.evaluate("document.querySelectorAll('input[name=visibility]').forEach(i => i.required = false)")
    page.click("text=Record and resolve")
    assert page.locator(".problem").inner_text() != ""
    assert page.input_value("#body") == "A text that must not be lost"
    assert earshot.json("case", "show", "1")[0]["responses"] == []


def test_a_one_time_link_works_once_and_looking_does_not_use_it_up(earshot, feed_server, chromium):
    link = set_up(earshot, feed_server, NEUTRAL)
    earshot.start()
    first = chromium.new_context().new_page()
    first.goto(link)
    first.goto(link)
    sign_in(first, link)
    second = chromium.new_context().new_page()
    assert second.goto(link).status == 410


def test_foreign_text_stays_text(earshot, feed_server, chromium):
    attack = ('4', 'Lumenta <script>window.__xss=1</script>"\u0301 onmouseover=window.__xss=1 x="',
              'Lumenta <img src=x onerror="window.__xss=1"> is terrible <b>{{w.queue}}</b>', '<svg onload=window.__xss=1>')
    link = set_up(earshot, feed_server, attack)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    page = chromium.new_context().new_page()
    sign_in(page, link)
    for path in ("/queue", "/cases/1"):
        answer = page.goto(earshot.base + path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert page.evaluate("window.__xss") is None
        assert page.locator("main script, main img, main svg").count() == 0


def test_a_writing_direction_ends_with_its_text(earshot, feed_server, chromium):
    turned = ("6", "\u202eLumenta \u2067again", "Lumenta is terrible. \u202dReally.", "\u202eariM\u2069")
    link = set_up(earshot, feed_server, turned)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    page = chromium.new_context().new_page()
    sign_in(page, link)
    for path in ("/queue", "/cases/1"):
        page.goto(earshot.base + path)
        html = page.content()
        assert "ariM" in html and not any(chr(code) in html for code in (0x202D, 0x202E, 0x2067, 0x2069))
        # What stands around the name is written from left to right, as if the name were "Mira".
        name = page.locator("bdi", has_text="ariM").first
        assert name.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
    shown = earshot.run("queue", "list", "--plain").stdout
    assert "\u202e" not in shown and "\\u{202e}" in shown


def test_words_without_an_end_fit_a_telephone(earshot, feed_server, chromium):
    endless = ("5", "Lumenta" + "W" * 400, "Lumenta is terrible. " + "x" * 3000, "A" * 300)
    link = set_up(earshot, feed_server, endless)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(page, link)
    for path in ("/queue", "/cases/1"):
        page.goto(earshot.base + path)
        assert "AAAA" in page.locator("main").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_daemon_stops_in_order_and_goes_on(earshot, feed_server):
    set_up(earshot, feed_server, COMPLAINT)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    assert earshot.stop(signal.SIGTERM, within=5) == 0
    assert len(earshot.json("queue", "list")) == 1
    earshot.start()
    assert len(earshot.json("queue", "list")) == 1


def test_a_server_that_never_answers_does_not_hold_up_the_end(earshot):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        earshot.run("feeds", "add", "http://127.0.0.1:%d/feed" % silent.getsockname()[1], "--as-is")
        earshot.start()
        connection, _ = silent.accept()
        with connection:
            assert earshot.stop(within=5) == 0
    feed, = earshot.json("feeds", "list")
    # What we broke off ourselves is not held against the feed.
    assert feed["state"] == "new" and not feed.get("problem")


def test_bad_settings_leave_the_old_ones_in_force(earshot, feed_server):
    set_up(earshot, feed_server, COMPLAINT)
    earshot.start()
    earshot.config.write_text("listen: 127.0.0.1:1\npol:\n  slots: many\n")
    assert "earshot.yaml:2: pol: there is no such key" in earshot.run("check", check=False).stderr
    earshot.process.send_signal(signal.SIGHUP)
    log = earshot.folder / "log"
    earshot.await_true(lambda: "the old ones stay" in log.read_text(), 10)
    assert earshot.is_ready()


def test_commands_say_what_is_wrong(earshot):
    assert earshot.run("case", "show", "99", check=False).returncode == 4
    assert earshot.run("trends", "--brand", "Nobody", check=False).returncode == 2
    assert "There are no mentions" in earshot.run("trends").stderr
    done = earshot.run("feeds", "add", "nonsense", check=False)
    assert done.returncode == 2 and "nonsense" in done.stderr
    missing = earshot.folder / "missing.yaml"
    assert "no such file" in earshot.run("rules", "import", str(missing), check=False).stderr
