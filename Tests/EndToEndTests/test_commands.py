"""What only the real executable can show: exit statuses, streams, terminals, sockets and locks."""
import json
import os
import pty
import socket
import sqlite3
import subprocess

import pytest
from conftest import EARSHOT, rss

COMPLAINT = ("1", "Broken again", "Lumenta sent me a broken router. Terrible.", "=Mira\u001b[31m")


def run(*arguments, stdin="", environment=None):
    return subprocess.run([EARSHOT, *arguments], input=stdin, capture_output=True, text=True,
                          timeout=60, env={**os.environ, **(environment or {})})


def set_up(earshot, feed_server):
    feed_server.pages["/feed.xml"] = rss([COMPLAINT])
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "add", feed_server.address + "/feed.xml", "--kind", "forum")
    for role in ("agent", "viewer", "admin"):
        earshot.run("staff", "add", role + "@example.com", "--name", role, "--role", role)


def polled(earshot, feed_server):
    set_up(earshot, feed_server)
    earshot.run("poll", "--once", "--all")


@pytest.mark.parametrize("arguments", [
    ["nonsense"], ["queue", "list", "--limit", "0"], ["case", "respond", "1", "x"], ["link"],
    ["queue", "list", "--json", "--csv"], ["poll"]])
def test_a_wrong_command_line_is_status_2_and_says_so_on_standard_error(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == "" and "Usage:" in done.stderr


@pytest.mark.parametrize("command", ["report", "case snooze 1", "audit export --json"])
def test_a_planned_command_is_status_2_and_one_clear_line(command):
    done = run(*command.split())
    assert done.returncode == 2 and done.stdout == ""
    assert "is planned and not there yet" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_mistake_in_brands_is_a_row_for_programs(tmp_path):
    (tmp_path / "brands.yaml").write_text("brands:\n  - nme: Lumenta\n")
    done = run("rules", "check", str(tmp_path / "brands.yaml"), "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and rows and all(row["line"] in (2, None) and row["mistake"] for row in rows)
    (tmp_path / "brands.yaml").write_text("brands:\n  - name: Lumenta\n")
    good = run("rules", "check", str(tmp_path / "brands.yaml"), "--json")
    assert good.returncode == 0 and good.stdout == ""


def test_help_is_data_and_no_error():
    done = run("--help")
    assert done.returncode == 0 and "SUBCOMMANDS" in done.stdout and done.stderr == ""


def test_every_status_says_how_it_ended(earshot, feed_server):
    polled(earshot, feed_server)
    assert earshot.run("queue", "list").returncode == 0
    missing = earshot.run("rules", "import", str(earshot.folder / "none.yaml"), check=False)
    assert missing.returncode == 1 and missing.stdout == ""
    assert earshot.run("trends", "--by", "year", check=False).returncode == 2
    assert earshot.run("case", "show", "99", check=False).returncode == 4
    assert earshot.run("feeds", "remove", "nonsense", check=False).returncode == 4
    assert earshot.run("staff", "invite", "no@example.com", check=False).returncode == 4
    refused = earshot.run("queue", "claim", "1", "--as", "viewer@example.com", check=False)
    assert refused.returncode == 5 and len(refused.stderr.splitlines()) == 1
    for command in (["case", "show", "../metrics"], ["mentions", "show", "a/b?c"]):
        assert earshot.run(*command, check=False).returncode == 4


def test_a_store_that_is_in_use_is_status_75(earshot, feed_server):
    set_up(earshot, feed_server)
    earshot.start()
    socket_file = next(earshot.data.glob("*.sock*"), None) or next(earshot.data.glob("*socket*"))
    for command in (["serve"], ["demo"]):
        done = earshot.run(*command, check=False)
        assert done.returncode == 75, command
        assert "in use" in done.stderr and done.stdout == ""
    socket_file.unlink()
    for command in (["queue", "list"], ["poll", "--once", "--all"]):
        done = earshot.run(*command, check=False)
        assert done.returncode == 75 and "in use" in done.stderr


def test_one_poll_of_everything_asks_the_daemon_that_has_the_store(earshot, feed_server):
    set_up(earshot, feed_server)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    feed_server.pages["/feed.xml"] = rss([COMPLAINT, ("2", "Late", "Lumenta sent me the wrong lamp. It is terrible.", "Noor")])
    before = len(feed_server.log)
    done = earshot.run("poll", "--once", "--all")
    assert done.stdout == "" and done.stderr == ""
    assert len(feed_server.log) == before + 1
    assert len(earshot.json("queue", "list")) == 2
    token = earshot.folder / "token"
    token.write_text(earshot.run("token", "add", "ci", "--for", "admin@example.com").stdout)
    away = run("poll", "--once", "--all", "--server", earshot.base, "--token-file", str(token))
    assert away.returncode == 0 and len(feed_server.log) == before + 2
    token.write_text(earshot.run("token", "add", "ci2", "--for", "viewer@example.com").stdout)
    refused = run("poll", "--once", "--all", "--server", earshot.base, "--token-file", str(token))
    assert refused.returncode == 5
    earshot.stop()


def test_one_poll_takes_only_the_feeds_that_are_due(earshot, feed_server):
    set_up(earshot, feed_server)
    earshot.run("poll", "--once")
    assert len(earshot.json("queue", "list")) == 1
    feed_server.pages["/new.xml"] = rss([("2", "Late", "Lumenta sent me the wrong lamp. It is terrible.", "Noor")])
    earshot.run("feeds", "add", feed_server.address + "/new.xml", "--kind", "forum", "--as-is")
    before = list(feed_server.log)
    done = earshot.run("poll", "--once")
    assert done.stdout == "" and done.stderr == ""
    assert feed_server.log[len(before):] == [("/new.xml", 200)]
    assert len(earshot.json("queue", "list")) == 2
    earshot.start()
    before = len(feed_server.log)
    done = earshot.run("poll", "--once")
    assert done.stdout == "" and done.stderr == "" and len(feed_server.log) == before
    earshot.stop()


def test_one_poll_of_everything_gives_up_on_a_daemon_that_keeps_no_poll(earshot, feed_server):
    import threading

    answering = threading.Event()

    class Held(dict):
        def get(self, path):
            answering.wait(60)
            return super().get(path)

    set_up(earshot, feed_server)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    feed_server.pages = Held(feed_server.pages)
    done = earshot.run("poll", "--once", "--all", "--patience", "1", check=False)
    answering.set()
    assert done.returncode == 75 and done.stdout == ""
    assert "kept no poll for 1 seconds and 1 feeds still wait" in done.stderr and len(done.stderr.splitlines()) == 1
    assert earshot.run("poll", "--once", "--all").returncode == 0
    assert earshot.run("poll", "--once", "--all", "--patience", "0", check=False).returncode in (2, 64)
    earshot.stop()


def test_one_poll_of_everything_says_through_the_daemon_what_was_left_unasked(earshot, feed_server):
    import http.server
    import threading

    class Busy(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503)
            self.send_header("Retry-After", "3600")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.2", 0), Busy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        set_up(earshot, feed_server)
        earshot.run("feeds", "add", "http://127.0.0.2:%d/busy" % server.server_address[1], "--as-is")
        earshot.start()
        earshot.await_true(lambda: [f for f in earshot.json("feeds", "list", "--failing")], 30)
        done = earshot.run("poll", "--once", "--all", check=False)
        assert done.returncode == 3 and done.stderr.startswith("1 feeds were not asked")
    finally:
        server.shutdown()
        server.server_close()


def test_what_a_feed_lacks_is_told_in_words_and_its_secrets_are_not(earshot, feed_server):
    set_up(earshot, feed_server)
    address = feed_server.address + "/gone.xml?token=geheim"
    refused = earshot.run("feeds", "add", address, check=False)
    assert refused.returncode == 2 and "404" in refused.stderr and "geheim" not in refused.stderr
    earshot.run("feeds", "add", address, "--as-is")
    earshot.run("poll", "--once", "--all")
    [failing] = earshot.json("feeds", "list", "--failing")
    assert failing["problem"]["code"] == "http_404"
    shown = earshot.run("feeds", "show", address).stdout
    for words in ("State:", "error: the last poll failed", "Problem:", "Failing since:", "What to do:", "token=***"):
        assert words in shown
    assert earshot.run("feeds", "show", failing["id"]).stdout == shown
    for command in (["feeds", "list"], ["feeds", "list", "--json"], ["feeds", "show", address, "--json"],
                    ["feeds", "remove", address + "x"]):
        done = earshot.run(*command, check=False)
        assert "geheim" not in done.stdout + done.stderr, command
    assert "geheim" in earshot.run("feeds", "show", address, "--with-secrets").stdout
    assert ("/gone.xml?token=geheim", 404) in feed_server.log
    assert earshot.run("feeds", "show", "nonsense", check=False).returncode == 4


def test_one_record_is_text_for_people_and_json_for_programs(earshot, feed_server):
    polled(earshot, feed_server)
    [mention] = earshot.json("mentions", "list")
    shown = earshot.run("mentions", "show", mention["id"]).stdout
    assert "lexicon" in shown and "sum" in shown and "Broken again" in shown and "{" not in shown.replace("\\u{1b}", "")
    assert earshot.json("mentions", "show", mention["id"])[0]["points"] < 0
    case = earshot.run("case", "show", "1").stdout
    assert case.startswith("Case 1: complaint, unassigned") and "lexicon" in case
    assert earshot.json("case", "show", "1")[0]["number"] == 1
    policy = earshot.folder / "policy.yaml"
    policy.write_text(earshot.run("policy", "show").stdout)
    assert "  complaint: 8h\n" in policy.read_text()
    before = earshot.json("policy", "show")
    earshot.run("policy", "import", str(policy))
    assert earshot.json("policy", "show") == before
    assert all(len(line) <= 80 or "://" in line for line in (shown + case).splitlines())


def test_who_leaves_is_out_and_the_cases_are_handed_over(earshot, feed_server):
    polled(earshot, feed_server)
    earshot.run("queue", "claim", "1", "--as", "agent@example.com")
    earshot.run("staff", "add", "lead@example.com", "--name", "lead", "--role", "lead")
    token = earshot.folder / "token"
    token.write_text(earshot.run("token", "add", "ci", "--for", "agent@example.com").stdout)
    done = earshot.run("staff", "deactivate", "agent@example.com")
    assert "tokens 1" in done.stderr and "earshot case assign" in done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["CASE", "1"]
    assert earshot.json("token", "list") == []
    assert earshot.run("queue", "claim", "1", "--as", "agent@example.com", check=False).returncode == 2
    assert earshot.run("staff", "invite", "agent@example.com", check=False).returncode == 2
    assert {m["email"]: m["is_active"] for m in earshot.json("staff", "list")}["agent@example.com"] is False
    earshot.start()
    away = run("queue", "list", "--server", earshot.base, "--token-file", str(token))
    assert away.returncode == 5
    earshot.run("case", "assign", "1", "lead@example.com", "--reason", "left", "--as", "lead@example.com")
    assert earshot.run("staff", "deactivate", "agent@example.com").stdout == ""
    earshot.run("token", "add", "ci", "--for", "lead@example.com")
    earshot.run("token", "revoke", "ci")
    assert earshot.run("token", "revoke", "ci", check=False).returncode == 4
    earshot.run("staff", "activate", "agent@example.com")
    assert earshot.run("staff", "invite", "agent@example.com").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_root_s_first_command_leaves_a_store_that_the_service_s_user_can_open(earshot):
    earshot.data.mkdir()
    os.chown(earshot.data, 65534, 65534)
    earshot.run("staff", "add", "ann@example.com", "--name", "Ann")
    assert {path.stat().st_uid for path in earshot.data.iterdir()} == {65534}


def test_the_version_is_told():
    done = run("--version")
    assert done.returncode == 0 and done.stdout.startswith("earshot ") and done.stderr == ""


def test_a_command_asks_the_daemon_by_socket_or_by_address_with_a_token(earshot, feed_server):
    set_up(earshot, feed_server)
    token = earshot.folder / "token"
    token.write_text(earshot.run("token", "add", "ci", "--for", "agent@example.com").stdout)
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)

    def ask(*arguments):
        return run(*arguments, "--server", earshot.base, "--token-file", str(token))

    assert json.loads(ask("queue", "list", "--json").stdout)["number"] == 1
    assert ask("staff", "list").returncode == 5
    assert ask("queue", "claim", "1").returncode == 0
    assert earshot.json("case", "show", "1")[0]["owner"] == "agent"
    assert run("queue", "list", "--server", earshot.base).returncode == 5
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        away = run("queue", "list", "--server", "http://127.0.0.1:%d" % s.getsockname()[1])
    assert away.returncode == 75 and len(away.stderr.splitlines()) == 1


def test_foreign_text_changes_neither_a_terminal_nor_a_spreadsheet(earshot, feed_server):
    polled(earshot, feed_server)
    table = earshot.run("queue", "list").stdout
    assert "\x1b" not in table and "Mira" in table
    rows = earshot.run("queue", "list", "--csv").stdout.splitlines()
    assert rows[0].startswith("number,reason.text,")
    assert "'=Mira" in rows[1] and ",=Mira" not in rows[1]
    assert "\x1b" not in earshot.run("case", "show", "1").stdout


def test_trends_are_a_table_with_a_sparkline_on_a_terminal_only(earshot, feed_server):
    polled(earshot, feed_server)
    piped = earshot.run("trends", "--by", "week", "--since", "4w", "--zone", "UTC")
    assert "NEGATIVE" in piped.stdout and "1 in all" in piped.stdout
    assert not set(piped.stdout) & set("▁▂▃▄▅▆▇█") and "#" not in piped.stdout
    csv = earshot.run("trends", "--csv").stdout.splitlines()
    assert csv[0].startswith("name,positive,negative") and "Mentions" not in csv[-1]
    series = earshot.json("trends", "--since", "7d")[0]
    assert series["total"]["negative"] == 1 and sum(b["total"] for b in series["data"]) == 1
    arguments = [EARSHOT, "trends", "--config", str(earshot.config), "--data-dir", str(earshot.data)]
    assert set(on_terminal(arguments, LC_ALL="C.UTF-8")) & set("▁▂▃▄▅▆▇█")
    assert not set(on_terminal(arguments + ["--plain"], LC_ALL="C.UTF-8")) & set("▁▂▃▄▅▆▇█")
    shown = on_terminal(arguments, LC_ALL="C", NO_COLOR="1")
    assert shown.isascii() and "\x1b" not in shown


def with_customer(earshot):
    file = earshot.folder / "customers.csv"
    file.write_text("id,name,email\nC-7,Mira Talavasti,mira@talavasti.example\n")
    return file, earshot.run("customers", "import", str(file)).stdout


def test_a_customer_is_erased_when_the_reference_is_typed_and_stays_out(earshot):
    file, told = with_customer(earshot)
    assert told.startswith("1 customers added")
    command = [EARSHOT, "customers", "erase", "C-7", "--config", str(earshot.config), "--data-dir", str(earshot.data)]
    assert answering(command, "C-8") == 1
    assert earshot.run("customers", "erase", "C-7", check=False).returncode == 2
    assert earshot.run("customers", "erase", "C-7", "--no-input", check=False).returncode == 2
    assert earshot.run("customers", "show", "C-7").returncode == 0
    assert answering(command, "C-7") == 0
    assert earshot.run("customers", "show", "C-7", check=False).returncode == 4
    assert earshot.run("customers", "erase", "C-7", "--yes", check=False).returncode == 4
    again = earshot.run("customers", "import", str(file)).stdout
    assert again.startswith("0 customers added") and "1 left out" in again
    for path in earshot.data.rglob("earshot.db*"):
        assert b"Talavasti" not in path.read_bytes() and b"talavasti" not in path.read_bytes()


def answering(arguments, line):
    """The status of a command whose question is answered on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(arguments, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    asked = b""
    while b"confirm" not in asked:
        asked += os.read(ours, 65536)
    os.write(ours, line.encode() + b"\n")
    status = process.wait(30)
    os.close(ours)
    return status


def test_counts_are_verified_by_counting_again(earshot, feed_server):
    polled(earshot, feed_server)
    done = earshot.run("trends", "verify")
    assert done.stdout == "The counts agree with the mentions: 1.\n"
    assert earshot.json("trends", "verify")[0]["agrees"] is True
    with sqlite3.connect(next(earshot.data.glob("*.db"))) as store:
        store.execute("UPDATE counts_day SET n = n + 2")
    wrong = earshot.run("trends", "verify", check=False)
    assert wrong.returncode == 1 and "Wrong counts: 1." in wrong.stderr
    assert "Lumenta" in wrong.stdout and "KEPT" in wrong.stdout


def on_terminal(arguments, **environment):
    """What a command shows when its standard output is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(arguments, stdout=theirs, stderr=subprocess.DEVNULL,
                               env={**os.environ, "TERM": "xterm", **environment})
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:
        pass  # Linux ends a terminal whose other side is closed with EIO.
    os.close(ours)
    assert process.wait(30) == 0
    return shown.decode()


def test_an_empty_store_is_said_in_words(earshot):
    for command, words in ((["queue", "list"], "Nothing waits"), (["trends"], "no mentions"),
                           (["feeds", "list"], "no feeds yet"), (["mentions", "list"], "no such mentions")):
        done = earshot.run(*command)
        assert words in done.stderr and done.stdout == ""
    assert earshot.run("queue", "list", "--json").stdout == ""
    unknown = earshot.run("trends", "--brand", "Nobody", check=False)
    assert unknown.returncode == 2 and "Nobody" in unknown.stderr


def test_a_closed_pipe_is_no_crash():
    reader, writer = os.pipe()
    os.close(reader)
    questions = '{"id":1,"text":"I love it"}\n' * 5000
    done = subprocess.run([EARSHOT, "sentiment", "score"], input=questions, stdout=writer,
                          stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writer)
    assert done.returncode in (0, 1, -13)
    assert "Crash" not in done.stderr and "Fatal" not in done.stderr


def test_a_question_is_answered_before_the_next_is_asked():
    process = subprocess.Popen([EARSHOT, "sentiment", "score"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    for number in range(3):
        process.stdin.write('{"id":%d,"text":"I love it"}\n' % number)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait(20) == 0


def test_answers_before_a_broken_line_are_not_lost():
    done = run("sentiment", "score", stdin='{"id":1,"text":"good"}\nnonsense\n')
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]
    assert len(done.stderr.splitlines()) == 1 and "line 2" in done.stderr


def test_forms_work_where_the_browser_sends_no_fetch_metadata(earshot, feed_server, playwright):
    """Plain HTTP under a name of the local network: browsers then send Origin alone."""
    set_up(earshot, feed_server)
    link = earshot.run("staff", "invite", "agent@example.com").stdout.strip()
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[
        "--no-sandbox", "--host-resolver-rules=MAP earshot.lan 127.0.0.1"])
    page = browser.new_page()
    page.goto(link.replace("127.0.0.1", "earshot.lan"))
    page.fill("#password", "a long password")
    page.click("button.primary")
    page.wait_for_url("**/queue")
    assert page.locator(".row").count() == 1
    browser.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_fit_the_screen_and_work_by_keyboard(earshot, feed_server, chromium, width):
    set_up(earshot, feed_server)
    link = earshot.run("staff", "invite", "agent@example.com").stdout.strip()
    earshot.start()
    earshot.await_true(lambda: len(earshot.json("queue", "list")) == 1, 30)
    page = chromium.new_context(viewport={"width": width, "height": 844}).new_page()
    page.goto(link)
    page.fill("#password", "a long password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")
    for path in ("/queue", "/cases/1", "/nothing"):
        page.goto(earshot.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    # Four interactions from the opened case to the next: text, who can read it, record, open.
    page.goto(earshot.base + "/cases/1")
    page.fill("#body", "We are sorry.")
    page.check("input[value=private]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue?done=resolved")
    assert "Nothing waits" in page.locator("main").inner_text()


def test_a_site_is_searched_for_its_feeds(earshot, feed_server):
    feed_server.pages["/feed.xml"] = rss([COMPLAINT])
    feed_server.types.update({"/": "text/html", "/two": "text/html", "/none": "text/html"})
    link = "<link rel=alternate type='application/rss+xml' title='T%d' href='/%s'>"
    feed_server.pages["/"] = b"<!doctype html><title>Shop</title>"
    feed_server.pages["/two"] = ("<!doctype html>" + link % (1, "a") + link % (2, "b")).encode()
    added = earshot.run("feeds", "add", feed_server.address + "/")
    assert "/feed.xml is added" in added.stdout
    several = earshot.run("feeds", "add", feed_server.address + "/two", check=False)
    assert several.returncode == 2 and feed_server.address + "/b  T2" in several.stdout
    assert [feed["configured_address"] for feed in earshot.json("feeds", "list")] == [
        feed_server.address + "/feed.xml"]
    del feed_server.pages["/feed.xml"]
    nothing = earshot.run("feeds", "add", feed_server.address + "/", check=False)
    assert nothing.returncode == 4 and "--as-is" in nothing.stderr


def test_suggestions_are_a_list_that_can_be_imported(earshot):
    done = run("feeds", "suggest", "--brand", "Lumenta", "--lang", "sv", "--lang", "pl",
               "--set", "app=42", "--as-list")
    assert done.returncode == 0 and done.stderr == ""
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    earshot.run("rules", "import", str(brands))
    feeds = earshot.folder / "feeds.yaml"
    feeds.write_text(done.stdout)
    earshot.run("feeds", "import", str(feeds))
    added = earshot.json("feeds", "list")
    assert {feed.get("language") for feed in added} >= {"sv", "pl"}
    assert any("id=42" in feed["configured_address"] for feed in added)
    text = run("feeds", "suggest", "--brand", "Lumenta").stdout
    assert "Without a feed:" in text and "Trustpilot" in text and "--set app=" in text
