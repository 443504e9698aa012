"""What the end-to-end tests share: the built executable, a local feed server, a daemon, a browser."""
import http.server
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
EARSHOT = os.environ.get("EARSHOT_EXECUTABLE", str(ROOT / ".build/release/earshot"))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class FeedServer:
    """Serves texts by path on 127.0.0.1 with an ETag each, and remembers every request."""

    def __init__(self):
        self.pages, self.types, self.log = {}, {}, []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = outer.pages.get(self.path)
                if body is None:
                    outer.log.append((self.path, 404))
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                etag = '"%x"' % (hash(body) & 0xFFFFFFFF)
                status = 304 if self.headers.get("If-None-Match") == etag else 200
                outer.log.append((self.path, status))
                self.send_response(status)
                self.send_header("ETag", etag)
                self.send_header("Content-Type", outer.types.get(self.path, "application/rss+xml"))
                self.send_header("Content-Length", "0" if status == 304 else str(len(body)))
                self.end_headers()
                if status == 200:
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 256  # as many polls as there are slots may connect at once

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Earshot:
    """One Earshot with a data directory of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = free_port()
        self.base = "http://127.0.0.1:%d" % self.port
        self.process = None
        self.config = self.folder / "earshot.yaml"
        self.config.write_text(
            "listen: 127.0.0.1:%d\nnetworks:\n  - network: 127.0.0.0/8\n    allow: true\n"
            "    parallel: 50\n    spacing: 0s\n" % self.port)

    def run(self, *arguments, check=True, stdin=None):
        done = subprocess.run(
            [EARSHOT, *arguments, "--config", str(self.config), "--data-dir", str(self.data)],
            capture_output=True, text=True, timeout=120, input=stdin)
        assert not check or done.returncode == 0, done.stderr + done.stdout
        return done

    def json(self, *arguments):
        return [json.loads(line) for line in self.run(*arguments, "--json").stdout.splitlines()]

    def start(self, environment=None):
        self.process = subprocess.Popen(
            [EARSHOT, "serve", "--config", str(self.config), "--data-dir", str(self.data)],
            stderr=open(self.folder / "log", "ab"), env={**os.environ, **(environment or {})})
        self.await_true(self.is_ready, 30)

    def is_ready(self):
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            return urllib.request.urlopen(self.base + "/readyz", timeout=2).status == 200
        except OSError:
            return False

    def link_for(self, role, name="Vera"):
        """Adds somebody with a role; the link with which they sign in for the first time."""
        done = self.run("staff", "add", role + "@lumenta.example", "--name", name, "--role", role)
        return done.stdout.strip().split()[-1]

    def stop(self, sign=signal.SIGTERM, within=10):
        if self.process is None or self.process.poll() is not None:
            return None
        self.process.send_signal(sign)
        return self.process.wait(within)

    @staticmethod
    def await_true(condition, seconds):
        """Asks again and again until the condition holds; fails when it does not in time."""
        done = threading.Event()
        for _ in range(int(seconds * 20)):
            if condition():
                return
            done.wait(0.05)
        pytest.fail("it did not happen within %s s" % seconds)


@pytest.fixture
def feed_server():
    server = FeedServer()
    yield server
    server.close()


@pytest.fixture
def earshot(tmp_path):
    instance = Earshot(tmp_path)
    yield instance
    if instance.process is not None and instance.process.poll() is None:
        instance.process.kill()
        instance.process.wait(10)


@pytest.fixture(scope="session")
def playwright():
    """The one Playwright of the run: a second one in the same thread is refused."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    yield browser
    browser.close()


def rss(entries):
    """An RSS 2.0 feed of (guid, title, text, author) with dates of a moment ago."""
    import email.utils
    import html

    rows = "".join(
        "<item><guid isPermaLink='false'>%s</guid><title>%s</title><link>https://forum.example/%s</link>"
        "<dc:creator>%s</dc:creator><pubDate>%s</pubDate><description>%s</description></item>"
        % (html.escape(guid), html.escape(title), html.escape(guid), html.escape(author),
           email.utils.formatdate(), html.escape(text))
        for guid, title, text, author in entries)
    return ("<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            "<channel><title>Forum</title><link>https://forum.example/</link><description>d</description>"
            "%s</channel></rss>" % rows).encode()


def sign_in(page, link):
    """Follows a sign-in link in a browser and chooses a password by keyboard."""
    page.goto(link)
    page.fill("#password", "four plain words here")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def publish_site(feed_server, entries):
    """A site as people know it: a page that names its feed of entries; the site's host and port."""
    feed_server.pages["/feed.xml"] = rss(entries)
    feed_server.types["/"] = "text/html"
    feed_server.pages["/"] = (b"<!doctype html><title>Shop</title><link rel=alternate "
                              b"type='application/rss+xml' title='What people say' href='/feed.xml'>")
    return feed_server.address.removeprefix("http://")
