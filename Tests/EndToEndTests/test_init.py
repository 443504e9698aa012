"""`earshot init`: from nothing to the first mentions, with and without a daemon."""
import json
import os
import pty

import pytest
from conftest import EARSHOT, publish_site

ENTRIES = [("1", "Broken lamp", "Lumenta sent me a broken lamp. Terrible.", "Mira"),
           ("2", "Praise", "I love my Lumenta lamp, it is excellent.", "Noor"),
           ("3", "Weather", "It rained.", "Ines")]


@pytest.fixture
def site(feed_server):
    return "http://" + publish_site(feed_server, ENTRIES) + "/"


ARGUMENTS = ["init", "--no-input", "--no-suggested", "--brand", "Lumenta", "--rival", "Solvik",
             "--company", "Lumenta AB", "--zone", "Europe/Stockholm", "--hours",
             "mon-fri 08:00-16:00", "--email", "vera@lumenta.example", "--lang", "en"]


@pytest.mark.parametrize("daemon", [False, True])
def test_one_command_leads_to_the_first_mentions(earshot, site, daemon):
    if daemon:
        earshot.start()
    done = earshot.run(*ARGUMENTS, "--feed", site, "--kind", "forum")
    assert "Found 2 in the last 7 days." in done.stdout, done.stdout + done.stderr
    assert "Lumenta  negative  Broken lamp" in done.stdout
    assert "/sign-in" in done.stdout
    assert "1 feeds added" in done.stderr
    policy = earshot.run("policy", "show").stdout
    assert "Europe/Stockholm" in policy and "Lumenta AB" in policy and "08:00-16:00" in policy
    assert {brand["name"]: brand["is_own"] for brand in earshot.json("rules", "list")} == {
        "Lumenta": True, "Solvik": False}
    again = earshot.run(*ARGUMENTS, "--feed", site)
    assert "0 feeds added" in again.stderr and "Found 2" in again.stdout
    assert len(earshot.json("mentions", "list")) == 2


def test_what_does_not_answer_is_said_and_the_rest_is_done(earshot, site):
    done = earshot.run(*ARGUMENTS, "--feed", site, "--domain", "127.0.0.1:1", "--json")
    assert "127.0.0.1:1" in done.stderr
    facts = json.loads(done.stdout)
    assert facts["found"] == 2 and facts["recent"] == 2 and facts["sign_in_url"]


def test_a_brand_is_needed_and_mistakes_change_nothing(earshot):
    assert earshot.run("init", "--no-input", check=False).returncode == 2
    wrong = earshot.run("init", "--no-input", "--brand", "L", "--hours", "always", check=False)
    assert wrong.returncode == 2 and "mon-fri 09:00-17:00" in wrong.stderr
    zone = earshot.run("init", "--no-input", "--no-suggested", "--brand", "L", "--zone",
                       "Europe/Nowhere", check=False)
    assert zone.returncode == 2 and "Europe/Nowhere" in zone.stderr


def test_a_person_is_asked_and_may_say_not_us(earshot, site):
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "dumb"
        os.execv(EARSHOT, [EARSHOT, "init", "--no-suggested", "--feed", site, "--kind", "news",
                           "--config", str(earshot.config), "--data-dir", str(earshot.data)])
    output = b""

    def answer(question, text):
        nonlocal output
        while question not in output:
            try:
                output += os.read(terminal, 4096)
            except OSError:
                pytest.fail("it ended before it asked: %r" % output)
        output = output.split(question, 1)[1]
        os.write(terminal, text + b"\n")

    answer(b"Your brand", b"Lumenta")
    for question in (b"Your own site", b"Languages", b"When do you answer", b"Your time zone"):
        answer(question, b"")
    answer(b"Your e-mail", b"vera@lumenta.example")
    answer(b"Right?", b"n")
    answer(b"Right?", b"")
    try:
        while piece := os.read(terminal, 4096):
            output += piece
    except OSError:
        pass
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, output
    assert b"Next: earshot serve" in output
    assert sorted(row["triage"] for row in earshot.json("mentions", "list")) == [
        "dismissed", "queued"]
