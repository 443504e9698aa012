"""Several daemons on one PostgreSQL: sites shared by lease, nothing lost or doubled whatever breaks."""
import collections
import json
import os
import pathlib
import random
import signal
import subprocess
import threading

import pytest
from conftest import Earshot, rss
from servers import Nginx, Postgres, postgres_program

pytestmark = pytest.mark.skipif(postgres_program("initdb") is None, reason="PostgreSQL is not installed")

LONG = os.environ.get("EARSHOT_SETTING") == "long"
SITES = 60
FEEDS = 180
ENTRIES = 20
BRANDS = ["Velmora", "Quintrell", "Ørskovia"]
# A poll may take so long; whoever holds a site and is silent for two of it has lost it.
TRANSFER = 4


class Load:
    """Feeds on sixty sites, and the mentions that must be found in them.

    The long setting takes the poll bench's load where EARSHOT_CORPORA has it.
    """

    def __init__(self, folder):
        self.root = folder / "www"
        corpora = os.environ.get("EARSHOT_CORPORA")
        if LONG and corpora:
            self.take_bench(folder, pathlib.Path(corpora) / "bench/gen_feeds.py")
        else:
            self.invent()

    def invent(self):
        self.root.mkdir()
        self.brands, self.truth, self.paths = BRANDS, set(), []
        for feed in range(FEEDS):
            entries = []
            for entry in range(ENTRIES):
                guid = "f%d-%d" % (feed, entry)
                text = "A day like any other, number %d." % entry
                if entry % 5 == 0:
                    brand = BRANDS[(feed + entry) % len(BRANDS)]
                    text = "%s sent a broken lamp and nobody answers. %d" % (brand, entry)
                    self.truth.add(("https://forum.example/" + guid, brand))
                entries.append((guid, "Entry %d" % entry, text, "Author %d" % (feed * ENTRIES + entry)))
            self.paths.append("%d.xml" % feed)
            (self.root / self.paths[-1]).write_bytes(rss(entries))
            (self.root / self.paths[-1]).chmod(0o644)

    def take_bench(self, folder, generator):
        subprocess.run(["python3", str(generator), str(folder / "load"), "--feeds", "2000"], check=True,
                       stdout=subprocess.DEVNULL, timeout=600)
        (folder / "load/www").rename(self.root)
        self.paths = (folder / "load/urls.txt").read_text().split()
        self.brands = json.loads((folder / "load/brands.json").read_text())
        rows = [json.loads(line) for line in (folder / "load/truth.jsonl").read_text().splitlines()]
        # The truth also names the entries of a third poll, which nobody serves here.
        self.truth = {(r["link"], r["brand"]) for r in rows if r["poll"] == 1}
        assert len(self.truth) > 8000


class Pollers:
    """Daemons on one store, each with a data directory and a user agent of its own."""

    def __init__(self, folder, store, poll="    minimum: 1h\n    usual: 1h\n"):
        self.members, self.folder, self.store, self.poll = [], folder, store, poll

    def add(self):
        number = len(self.members) + 1
        folder = self.folder / ("poller-%d" % number)
        folder.mkdir()
        member = Earshot(folder)
        member.config.write_text(
            "listen: 127.0.0.1:%d\nstore: \"%s\"\ncontact: poller-%d@example.com\n"
            "limits:\n  transfer: %ds\npoll:\n  slots: 20\n%s"
            "networks:\n  - network: 127.0.0.0/8\n    allow: true\n    parallel: 5\n    spacing: 0s\n"
            % (member.port, self.store, number, TRANSFER, self.poll.replace("    ", "  ")))
        self.members.append(member)
        return member

    def fill(self, nginx, load):
        first = self.members[0]
        brands = first.folder / "brands.json"
        brands.write_text(json.dumps([b if isinstance(b, dict) else {"name": b} for b in load.brands]))
        urls = first.folder / "urls.txt"
        urls.write_text("".join(nginx.address(n % SITES + 1, path) + "\n" for n, path in enumerate(load.paths)))
        first.run("rules", "import", str(brands))
        first.run("feeds", "import", str(urls))

    def stop(self):
        for member in self.members:
            if member.process is not None and member.process.poll() is None:
                member.process.kill()
                member.process.wait(10)


@pytest.fixture
def servers(tmp_path):
    load = Load(tmp_path)
    postgres, nginx = Postgres(tmp_path / "postgres"), Nginx(tmp_path / "nginx", load.root)
    pollers = Pollers(tmp_path, postgres.store())
    for _ in range(3):
        pollers.add()
    yield load, postgres, nginx, pollers
    pollers.stop()
    nginx.stop()
    postgres.stop()


def polled(postgres):
    return int(postgres.sql("earshot", "SELECT COUNT(*) FROM feeds WHERE state = 'ok'")[0])


def await_polls(postgres, count):
    """Waits for all polls, however long they take, as long as they go on."""
    reached = -1
    while reached < count:
        before = reached
        Earshot.await_true(lambda: polled(postgres) > before, 120)
        reached = polled(postgres)


def mentions(postgres):
    rows = postgres.sql("earshot", "SELECT e.link || '|' || b.name FROM mentions AS m JOIN entries AS e "
                        "ON e.id = m.entry_id JOIN brands AS b ON b.id = m.brand_id")
    return [tuple(row.split("|")) for row in rows]


def assert_exact(postgres, load):
    found = mentions(postgres)
    assert len(found) == len(set(found)), "a mention is there twice"
    assert set(found) == load.truth
    counted = int(postgres.sql("earshot", "SELECT SUM(n) FROM counts_quarter")[0])
    assert counted == len(load.truth), "the kept counts differ"


def test_three_pollers_share_the_sites(servers):
    load, postgres, nginx, pollers = servers
    # A poll rests for up to a second; bodies that take their time keep all three busy for longer.
    sizes = [(load.root / path).stat().st_size for path in load.paths]
    nginx.slow_down(sum(sizes) // len(sizes))
    for member in pollers.members:
        member.start()
    pollers.fill(nginx, load)
    Earshot.await_true(lambda: polled(postgres) == len(load.paths), 180)
    requests = nginx.requests()
    by_feed = collections.Counter(what for _, _, what, _ in requests)
    assert len(by_feed) == len(load.paths) and set(by_feed.values()) == {1}, "a feed was fetched twice in one interval"
    by_poller = collections.Counter(who for _, _, _, who in requests)
    assert len(by_poller) == 3 and min(by_poller.values()) >= 0.15 * len(load.paths), by_poller
    assert_exact(postgres, load)


def test_a_killed_poller_s_sites_are_taken_over(servers):
    load, postgres, nginx, pollers = servers
    pollers.fill(nginx, load)
    for member in pollers.members:
        member.start()
    Earshot.await_true(lambda: len(nginx.requests()) >= len(load.paths) // 10, 60)
    pollers.members[1].process.send_signal(signal.SIGKILL)
    pollers.members[1].process.wait(10)
    # Whatever it held is free after two poll time-outs at most; then one more round suffices.
    left = postgres.sql("earshot", "SELECT (MAX(lease_until) - EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint FROM sites")
    assert int(left[0]) <= 2 * TRANSFER * 1000
    Earshot.await_true(lambda: polled(postgres) == len(load.paths), 2 * TRANSFER + 60)
    assert_exact(postgres, load)


def test_nothing_is_lost_or_doubled_while_the_server_crashes(servers):
    load, postgres, nginx, pollers = servers
    seed = int(os.environ.get("EARSHOT_SEED", random.randrange(1 << 30)))
    print("seed", seed)
    moments = random.Random(seed)
    pollers.fill(nginx, load)
    for member in pollers.members:
        member.start()
    crashes, longest = (100, 2) if LONG else (10, 0.6)
    for _ in range(int(os.environ.get("EARSHOT_CRASHES", crashes))):
        # A random moment of the work, not a wait for anything.
        threading.Event().wait(moments.uniform(0.05, longest))
        postgres.crash_and_restart()
        if polled(postgres) == len(load.paths):
            pollers.members[0].run("feeds", "poll")
    await_polls(postgres, len(load.paths))
    assert all(member.process.poll() is None for member in pollers.members), "a daemon gave up"
    assert_exact(postgres, load)
