"""`earshot doctor` and `earshot check`: what they look at, what they say, and how they end."""
import json
import socket
import threading
import time

import pytest

from conftest import Earshot, rss

ALWAYS = ["settings", "files", "store", "disk", "daemon", "watchdog", "clock", "roots", "feeds"]
LONGEST = 10.0


def examine(earshot, *arguments):
    """The findings by subject, and how the doctor ended."""
    started = time.monotonic()
    done = earshot.run("doctor", "--json", *arguments, check=False)
    assert time.monotonic() - started < LONGEST
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(row["state"] in ("ok", "warn", "fail") and row["found"] for row in rows)
    assert all((row["remedy"] is None) == (row["state"] == "ok") for row in rows)
    assert done.returncode == (1 if any(row["state"] == "fail" for row in rows) else 0)
    return {row["subject"]: row for row in rows}, done


@pytest.fixture
def polled(earshot, feed_server):
    """An Earshot whose one feed was polled well."""
    feed_server.pages["/f"] = rss([("1", "t", "text", "a")])
    earshot.run("feeds", "add", feed_server.address + "/f", "--kind", "forum")
    earshot.run("poll", "--once", "--all")
    return earshot


def test_all_is_looked_at_beside_a_running_daemon(polled, feed_server):
    polled.start()
    found, _ = examine(polled)
    assert [s for s in ALWAYS + ["dns", "outgoing"] if s not in found] == []
    for subject in ("settings", "files", "store", "daemon", "clock", "feeds", "outgoing"):
        assert found[subject]["state"] == "ok", found[subject]
    assert "127.0.0.1" in found["outgoing"]["found"]


def test_all_is_looked_at_without_a_daemon_and_nothing_is_made(polled, tmp_path):
    found, _ = examine(polled)
    assert found["store"]["state"] == found["feeds"]["state"] == "ok"
    assert found["daemon"]["state"] == "warn" and "systemctl start" in found["daemon"]["remedy"]
    (tmp_path / "other").mkdir()
    other = Earshot(tmp_path / "other")
    found, _ = examine(other)
    assert found["store"]["state"] == "warn" and found["feeds"]["state"] == "warn"
    assert not other.data.exists()


def test_only_the_operator_s_feeds_are_asked_and_nobody_when_offline(polled, feed_server):
    before = len(feed_server.log)
    found, _ = examine(polled, "--offline")
    assert len(feed_server.log) == before
    assert "outgoing" not in found and "dns" not in found
    examine(polled)
    assert {path for path, _ in feed_server.log[before:]} <= {"/f"}


@pytest.fixture
def silent_port():
    """A port that takes a connection and never says a word."""
    silent = socket.create_server(("127.0.0.1", 0))
    taken = []
    threading.Thread(target=lambda: taken.append(silent.accept()), daemon=True).start()
    yield silent.getsockname()[1]
    silent.close()


def test_a_site_that_never_answers_holds_nobody_up(earshot, silent_port):
    earshot.run("feeds", "add", "http://127.0.0.1:%d/f" % silent_port, "--kind", "forum", "--as-is")
    found, done = examine(earshot)
    assert found["outgoing"]["state"] == "fail" and done.returncode == 1


def test_a_store_that_never_answers_holds_nobody_up(earshot, silent_port):
    earshot.config.write_text("store: postgres://earshot:secret@127.0.0.1:%d/earshot\n" % silent_port)
    found, done = examine(earshot)
    assert found["store"]["state"] == "fail" and "PostgreSQL" in found["store"]["remedy"]
    assert "secret" not in done.stdout + done.stderr


def test_failing_feeds_are_told_with_the_command_that_says_why(polled, feed_server):
    polled.run("feeds", "add", feed_server.address + "/missing", "--kind", "forum", "--as-is")
    polled.run("poll", "--once", "--all", check=False)
    found, _ = examine(polled)
    assert found["feeds"]["state"] == "warn" and "1 of 2" in found["feeds"]["found"]
    assert "earshot feeds list --failing" in found["feeds"]["remedy"]


def test_mistakes_in_the_settings_are_told_and_the_rest_is_looked_at(polled):
    polled.config.write_text("pol:\n  slots: 9\nlog_level: loud\n")
    done = polled.run("doctor", "--json", "--offline", check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    told = [row["found"] for row in rows if row["subject"] == "settings"]
    assert [row[:15] for row in told] == ["earshot.yaml:1:", "earshot.yaml:3:"]
    assert done.returncode == 1
    assert {"disk", "daemon", "clock", "roots"} <= {row["subject"] for row in rows}


def test_what_is_no_store_is_told_with_the_way_back(polled):
    for name in ("earshot.db-wal", "earshot.db-shm"):
        (polled.data / name).unlink(missing_ok=True)
    (polled.data / "earshot.db").write_bytes(b"\x89PNG\r\n" + bytes(4096))
    found, done = examine(polled, "--offline")
    assert found["store"]["state"] == "fail" and "earshot store restore" in found["store"]["remedy"]
    assert done.returncode == 1


def test_a_socket_at_which_nobody_answers_is_no_running_daemon(polled):
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(polled.data / "earshot.sock"))
    left.close()
    found, _ = examine(polled, "--offline")
    assert found["daemon"]["state"] == "fail" and "restart" in found["daemon"]["remedy"]


def test_people_read_a_line_a_thing_and_the_remedy_below(polled):
    lines = polled.run("doctor", "--offline").stdout.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == len(ALWAYS) and all(line.split()[0] in ("ok", "warn") for line in heads)
    assert all(line.strip().startswith("→ ") for line in lines if line.startswith(" "))


def test_the_doctor_looks_at_this_machine_only(polled):
    done = polled.run("doctor", "--server", "http://127.0.0.1:1", check=False)
    assert done.returncode == 2 and "--server" in done.stderr


# --- check ---


def test_every_mistake_stands_on_a_line_of_its_own_with_its_place_and_what_to_write(earshot):
    earshot.config.write_text("pol: 3\npoll:\n  slots: many\nfeeds_directory: /no/such/folder\n")
    done = earshot.run("check", check=False)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.splitlines() == [
        'earshot.yaml:1: pol: there is no such key; did you mean "poll"?',
        'earshot.yaml:3: poll.slots: "many" is not a whole number; write one from 1 to 500',
        "earshot.yaml:4: feeds_directory: there is no folder /no/such/folder; make it, or write one that exists",
    ]


def test_mistakes_are_told_in_json_as_well(earshot):
    earshot.config.write_text("store_password_file: /no/such/file\n")
    done = earshot.run("check", "--json", check=False)
    row, = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["file"], row["line"], row["key"]) == ("earshot.yaml", 1, "store_password_file")
    assert "write the path" in row["mistake"] and done.returncode == 1
    earshot.config.write_text("")
    assert earshot.run("check", "--json").stdout == ""


def test_a_mistake_in_the_rules_is_told_with_its_line(earshot, tmp_path):
    import shutil

    from conftest import ROOT

    for folder in ("Rules", "Feeds"):
        shutil.copytree(ROOT / folder, tmp_path / "share" / folder)
    lexicon = tmp_path / "share/Rules/en/lexicon.tsv"
    lexicon.write_text(lexicon.read_text() + "blorbish\tvery\n")
    line = len(lexicon.read_text().splitlines())
    done = earshot.run("check", "--json", "--share-dir", str(tmp_path / "share"), check=False)
    row, = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["file"], row["line"]) == ("en/lexicon.tsv", line) and done.returncode == 1
    judged = earshot.run("sentiment", "explain", "good", "--language", "en", "--share-dir",
                         str(tmp_path / "share"), check=False)
    assert judged.returncode == 1 and "en/lexicon.tsv:%d" % line in judged.stderr and judged.stdout == ""
    for daemon in (["serve"], ["demo", "--listen", "127.0.0.1:0"]):
        done = earshot.run(*daemon, "--share-dir", str(tmp_path / "share"), check=False)
        assert done.returncode == 1 and "en/lexicon.tsv:%d: " % line in done.stderr and done.stdout == ""
        assert "then: earshot check" in done.stderr and not earshot.data.exists()
