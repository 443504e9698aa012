"""`earshot try`: what a feed would bring, without any set-up."""
import json
import os
import subprocess

from conftest import EARSHOT, rss

CUSTOMERS = "id,name,email\nC-7,Mira Holm,mira@example.com\n"
ENTRIES = [
    ("1", "Broken lamp", "Lumenta sent me a broken lamp. Terrible.", "mira@example.com (Mira)"),
    ("2", "Weather", "It rained.", "mira@example.com (Mira)"),
]


def attempt(*arguments, cwd=None):
    """Runs without settings, store or daemon; HOME is a folder where nothing may appear."""
    return subprocess.run([EARSHOT, "try", *arguments], capture_output=True, text=True, timeout=60,
                          cwd=cwd, env={**os.environ, "EARSHOT_DATA": str(cwd or "/nonexistent")})


def test_a_feed_at_an_address_is_judged_and_linked_and_nothing_is_left_behind(
        feed_server, tmp_path):
    feed_server.pages["/feed.xml"] = rss(ENTRIES)
    customers = tmp_path / "customers.csv"
    customers.write_text(CUSTOMERS)
    done = attempt(feed_server.address + "/feed.xml", "--brand", "Lumenta",
                   "--customers", str(customers), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 entries, 1 mention of Lumenta: 1 negative." in done.stdout
    assert "broken" in done.stdout and "sum" in done.stdout and "complaint" in done.stdout
    assert "Mira Holm (C-7)" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["customers.csv"]


def test_tamil_is_judged_with_its_arithmetic_as_well(feed_server, tmp_path):
    feed_server.pages["/feed.xml"] = rss(
        [("1", "திசைவி", "Lumenta அனுப்பிய திசைவி உடைந்துவிட்டது. மிகவும் மோசமான சேவை.", "Kavitha")])
    done = attempt(feed_server.address + "/feed.xml", "--brand", "Lumenta", cwd=tmp_path)
    assert "1 mention of Lumenta: 1 negative." in done.stdout, done.stdout
    assert "மோச*" in done.stdout and "sum" in done.stdout and "complaint" in done.stdout


def test_a_page_leads_to_the_feed_that_it_names(feed_server, tmp_path):
    feed_server.pages["/feed.xml"] = rss(ENTRIES)
    feed_server.types["/"] = "text/html"
    feed_server.pages["/"] = (b"<!doctype html><title>Shop</title><link rel=alternate "
                              b"type='application/rss+xml' href='/feed.xml'>")
    done = attempt(feed_server.address + "/", "--brand", "Lumenta", cwd=tmp_path)
    assert done.returncode == 0 and "1 mention of Lumenta" in done.stdout
    assert feed_server.address + "/feed.xml" in done.stderr


def test_a_page_without_links_leads_to_the_usual_place_of_its_site(feed_server, tmp_path):
    feed_server.pages["/rss.xml"] = rss(ENTRIES)
    feed_server.types["/blog/"] = "text/html"
    feed_server.pages["/blog/"] = b"<!doctype html><title>Shop</title>"
    done = attempt(feed_server.address + "/blog/", "--brand", "Lumenta", cwd=tmp_path)
    assert done.returncode == 0 and "1 mention of Lumenta" in done.stdout, done.stderr
    assert feed_server.address + "/rss.xml" in done.stderr
    assert [path for path, status in feed_server.log if status == 200] == ["/blog/", "/rss.xml"]
    del feed_server.pages["/rss.xml"]
    none = attempt(feed_server.address + "/blog/", "--brand", "Lumenta", cwd=tmp_path)
    assert none.returncode == 4 and "feeds suggest" in none.stderr


def test_a_file_works_as_well_and_json_is_a_line_for_each_mention(tmp_path):
    (tmp_path / "feed.xml").write_bytes(rss(ENTRIES))
    done = attempt("feed.xml", "--brand", "Lumenta", "--about", "--json", cwd=tmp_path)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["title"] for row in rows] == ["Broken lamp", "Weather"]
    assert rows[0]["label"] == "negative" and rows[0]["spans"][0]["field"] == "text"
    assert sum(part["base"] + sum(change["points"] for change in part["changes"])
               for part in rows[0]["evidence"]["parts"]) == rows[0]["points"]
    assert rows[1]["spans"] == []


def test_bad_input_is_one_clear_line(feed_server, tmp_path):
    feed_server.pages["/page"] = b"<!doctype html><title>No feed</title>"
    feed_server.types["/page"] = "text/html"
    (tmp_path / "noise").write_bytes(b"\x00\x01 no feed at all")
    for place in ("missing.xml", "noise", feed_server.address + "/none",
                  feed_server.address + "/page", "http://127.0.0.1:1/feed.xml"):
        done = attempt(place, "--brand", "Lumenta", cwd=tmp_path)
        assert done.returncode not in (0, 2) and done.stdout == "", place
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert attempt("feed.xml", cwd=tmp_path).returncode == 2
    nobody = attempt("feed.xml", "--brand", "Lumenta", "--limit", "0", cwd=tmp_path)
    assert nobody.returncode == 2


def test_foreign_text_cannot_change_the_terminal(tmp_path):
    entry = ("1", "Lumenta \u202e bad", "Lumenta is bad.", "x")
    (tmp_path / "feed.xml").write_bytes(rss([entry]))
    done = attempt("feed.xml", "--brand", "Lumenta", cwd=tmp_path)
    assert done.returncode == 0 and "\u202e" not in done.stdout and "\\u{202e}" in done.stdout
