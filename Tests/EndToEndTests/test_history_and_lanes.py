"""History is not work, and a feed about one brand needs no name in its texts."""
import datetime
import email.utils
import html
import json
import sqlite3
import urllib.request

import pytest
from conftest import sign_in

NOW = datetime.datetime.now(datetime.timezone.utc)


def feed(entries):
    """An RSS feed of (guid, title, text, author, age in days)."""
    rows = "".join(
        "<item><guid isPermaLink='false'>%s</guid><title>%s</title><link>https://shop.example/%s</link>"
        "<dc:creator>%s</dc:creator><pubDate>%s</pubDate><description>%s</description></item>"
        % (guid, html.escape(title), guid, author,
           email.utils.format_datetime(NOW - datetime.timedelta(days=age)), html.escape(text))
        for guid, title, text, author, age in entries)
    return ("<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
            "<title>Shop</title><link>https://shop.example/</link><description>d</description>%s</channel></rss>"
            % rows).encode()


def set_up(earshot, feed_server, entries, *options):
    feed_server.pages["/feed.xml"] = feed(entries)
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n  - name: Kordell\n    own: false\n")
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "add", feed_server.address + "/feed.xml", *options)
    earshot.run("poll", "--once", "--all")


def test_three_years_of_entries_make_no_work_no_alarm_and_all_of_the_trends(earshot, feed_server):
    entries = [
        ("e%d" % number, "Broken", "Lumenta sent me a broken router. Terrible.", "Author %d" % number, 8 + number * 3.6)
        for number in range(300)]
    assert entries[-1][4] > 3 * 360
    set_up(earshot, feed_server, entries, "--kind", "forum")
    found = earshot.json("mentions", "list", "--limit", "500")
    assert len(found) == 300
    assert all(row["is_history"] and row["triage"] == "noted" for row in found)
    assert all(row["label"] == "negative" and not row.get("case_number") for row in found)
    assert earshot.json("queue", "list") == [] and earshot.json("alerts") == []
    assert len(earshot.json("mentions", "list", "--history", "--limit", "500")) == 300
    assert earshot.json("mentions", "list", "--no-history") == []
    total = json.loads(earshot.run("trends", "--by", "month", "--since", "1100d", "--json").stdout)["total"]
    assert total["total"] == 300 and total["negative"] == 300
    assert "agree" in earshot.run("trends", "verify").stdout
    # The feed brings something new: that alone is work.
    feed_server.pages["/feed.xml"] = feed(
        [("new", "Broken", "Lumenta sent me a broken router. Terrible.", "Mira", 0.01)] + entries)
    earshot.run("poll", "--once", "--all")
    (row,) = earshot.json("queue", "list")
    assert [row["author"]["name"] for row in earshot.json("mentions", "list", "--no-history")] == ["Mira"]
    assert row["who"] == "Mira" and row["reason"]["code"] != "overdue"


def test_twenty_reviews_in_a_feed_about_a_brand_are_twenty_mentions(earshot, feed_server):
    entries = [
        ("r%d" % number, "Review %d" % number, "%d/5 stars. It arrived on a Monday." % (number % 5 + 1),
         "Author %d" % number, number / 10)
        for number in range(20)]
    assert not any("Lumenta" in entry[1] + entry[2] for entry in entries)
    set_up(earshot, feed_server, entries, "--kind", "review", "--about", "Lumenta")
    found = earshot.json("mentions", "list", "--limit", "500")
    assert len(found) == 20 and {row["brand"] for row in found} == {"Lumenta"}
    assert all(row["spans"] == [] and row["reason"] == "feed is about Lumenta" for row in found)


def test_other_brands_are_still_found_in_a_feed_about_one(earshot, feed_server):
    set_up(earshot, feed_server, [("r1", "Better than before", "I had Kordell. Terrible.", "Mira", 0.1)],
           "--kind", "review", "--about", "Lumenta")
    assert {row["brand"] for row in earshot.json("mentions", "list")} == {"Lumenta", "Kordell"}
    assert all(row["lane"] != "rivals" or not row.get("case_id") for row in earshot.json("queue", "list"))


def test_secrets_in_an_address_stand_nowhere_but_in_the_request(earshot, feed_server):
    path = "/alerts/feeds/01234567890123456789/9876543210987654321?token=geheim"
    feed_server.pages[path] = feed([("1", "Thanks", "Lumenta is excellent, I love it.", "Noor", 0.1)])
    earshot.run("feeds", "add", feed_server.address + path, "--kind", "news")
    earshot.run("feeds", "add", feed_server.address + "/gone?token=geheim", "--as-is")
    earshot.start()
    earshot.await_true(lambda: {row["state"] for row in earshot.json("feeds", "list")} == {"ok", "error"}, 30)
    assert (path, 200) in feed_server.log
    shown = [earshot.run(*words.split()).stdout for words in (
        "feeds list --json", "feeds list", "feeds list --csv", "feeds export", "mentions list --json", "store stats")]
    earshot.stop()
    shown.append((earshot.folder / "log").read_text())
    for text in shown:
        assert "geheim" not in text and "9876543210987654321" not in text


def test_a_feed_of_headlines_makes_no_case_until_a_person_does(earshot, feed_server):
    entries = [("h%d" % number, "Lumenta router broken again. Terrible!", "", "Author %d" % number, number / 10)
               for number in range(4)]
    set_up(earshot, feed_server, entries, "--kind", "blog")
    found = earshot.json("mentions", "list")
    assert len(found) == 4
    assert all(row["evidence"]["extent"] == "headline" and row["triage"] == "queued" for row in found)
    assert all(row["confidence"] <= 0.5 and row["confidence_limit"] == "headline" for row in found)
    told = earshot.run("mentions", "show", found[0]["id"]).stdout
    assert "judged from a headline, which allows no more than 0.50" in told
    address = earshot.json("feeds", "list")[0]["configured_address"]
    earshot.run("feeds", "set", address, "--extent", "full")
    assert "whole texts, as set" in earshot.run("feeds", "show", address).stdout
    feed_server.pages["/feed.xml"] = feed(
        entries + [("h9", "Lumenta router broken again. Terrible!", "", "Somebody new", 0.01)])
    earshot.run("poll", "--once", "--all")
    (row,) = [row for row in earshot.json("mentions", "list") if "extent" not in row["evidence"]]
    assert row["triage"] == "in_case" and row["case_number"] == 1


def test_one_member_of_staff_answers_without_approval_and_closes_in_one_action(earshot, feed_server):
    set_up(earshot, feed_server, [("1", "Broken", "Lumenta sent me a broken router. Terrible.", "Mira", 0.01)],
           "--kind", "forum")
    earshot.run("staff", "add", "anna@example.com", "--name", "Anna", "--role", "agent")
    me = ["--as", "anna@example.com"]
    earshot.run("case", "respond", "1", "We are sorry; a new one is on its way.", "--private", "--channel", "phone",
                "--outcome", "resolved", *me)
    (matter,) = earshot.json("case", "show", "1")
    assert matter["state"] == "resolved" and matter["owner"] == "Anna"
    # The nature was filled in by the judge, and the one outcome stands for every contact.
    assert {contact["nature"] for contact in matter["contacts"]} == {"complaint"}
    assert {contact["outcome"] for contact in matter["contacts"]} == {"resolved"}
    assert earshot.json("queue", "list") == []


def test_a_deadline_that_passed_is_told_once_in_queue_history_log_and_metrics(earshot, feed_server):
    set_up(earshot, feed_server, [("1", "Broken", "Lumenta sent me a broken router. Terrible.", "Mira", 0.01)],
           "--kind", "forum")
    with sqlite3.connect(earshot.data / "earshot.db") as store:
        for table in ("cases", "clocks"):
            store.execute("UPDATE %s SET due_at = due_at - 30 * 86400000" % table)

    def metrics():
        return urllib.request.urlopen(earshot.base + "/metrics", timeout=10).read().decode()

    def log():
        return (earshot.folder / "log").read_text()

    earshot.start()
    earshot.await_true(lambda: 'earshot_deadlines_missed_total{metric="first_response"} 1\n' in metrics(), 30)
    assert "earshot_cases_overdue 1.0\n" in metrics()
    (row,) = earshot.json("queue", "list")
    assert row["reason"]["code"] == "overdue"
    (case,) = earshot.json("case", "show", "1")
    assert [line["act"] for line in case["history"]].count("case.overdue") == 1
    (line,) = [line for line in log().splitlines() if "a deadline passed" in line]
    assert "case.number=1" in line and "metric=first_response" in line
    earshot.stop()
    earshot.start()
    earshot.json("queue", "list")
    earshot.stop()
    assert log().count("a deadline passed") == 1


@pytest.mark.parametrize("width", [360, 1280])
def test_the_queue_says_how_much_is_history_and_shows_it(earshot, feed_server, chromium, width):
    entries = [("e%d" % number, "Broken", "Lumenta sent me a broken router. Terrible.", "Author %d" % number, 30 + number)
               for number in range(60)]
    set_up(earshot, feed_server, entries, "--kind", "forum")
    link = earshot.link_for("agent")
    earshot.start()
    context = chromium.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    sign_in(page, link)
    assert "60 older mentions are kept as history." in page.locator("main").inner_text()
    page.click("text=Show them")
    assert page.locator(".row").count() == 50 and "Old when found" in page.locator(".row").first.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("text=Show the next mentions")
    assert page.locator(".row").count() == 10
    page.select_option("#label", "positive")
    page.click("button:text-is('Show')")
    assert "No mention fits" in page.locator("main").inner_text()
    page.click("text=Show all mentions")
    page.click(".row >> nth=0 >> h2 a")
    assert "Make it a case" in page.locator("main").inner_text()
    context.close()
