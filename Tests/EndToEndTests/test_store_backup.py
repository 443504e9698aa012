"""The store's backups through the real executable: beside a daemon, killed, restored, refused."""
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess

import pytest
from conftest import EARSHOT, Earshot, rss
from servers import Postgres, postgres_program

COMPLAINTS = [("%d" % n, "Broken", "Lumenta sent me a broken router %d. Terrible." % n, "Mira %d" % n) for n in range(40)]
OTHERS = [(guid + "b", title, text, author) for guid, title, text, author in COMPLAINTS]


@pytest.fixture
def heard(earshot, feed_server):
    """A store with mentions, and feeds that can be asked again."""
    feed_server.pages["/feed.xml"] = rss(COMPLAINTS)
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "add", feed_server.address + "/feed.xml", "--kind", "forum")
    earshot.run("poll", "--once", "--all")
    return earshot


def stats(earshot):
    return earshot.run("store", "stats").stdout


def store(earshot):
    return earshot.data / "earshot.db"


def set_version(earshot, version):
    with sqlite3.connect(store(earshot)) as database:
        database.execute("UPDATE store_info SET value = ? WHERE key = 'schema_version'", (str(version),))
    database.close()


def test_a_backup_beside_the_polling_daemon_brings_everything_back(heard, feed_server):
    heard.start()
    feed_server.pages["/feed.xml"] = rss(COMPLAINTS + OTHERS)
    heard.run("feeds", "poll", feed_server.address + "/feed.xml")
    copy = heard.folder / "copy"
    assert "bytes" in heard.run("store", "backup", str(copy)).stdout
    assert copy.stat().st_mode & 0o777 == 0o600
    heard.await_true(lambda: "mentions: 80" in stats(heard), 30)
    full = heard.folder / "full"
    heard.run("store", "backup", str(full))
    before = stats(heard)
    checked = heard.run("store", "check")
    assert checked.stdout.startswith("CHECKED")
    assert heard.stop() == 0
    store(heard).unlink()
    assert "is the store now" in heard.run("store", "restore", str(full)).stdout
    assert stats(heard) == before
    restored = heard.json("store", "restore", str(copy))
    assert restored[0]["kept"] == str(store(heard)) + ".before-restore"
    with sqlite3.connect(store(heard)) as database:
        count, = database.execute("SELECT COUNT(*) FROM mentions").fetchone()
    database.close()
    assert 40 <= count <= 80
    heard.run("store", "check")
    heard.start()
    heard.await_true(lambda: "mentions:" in stats(heard), 30)


def with_customer(earshot, number):
    """Mira number so-and-so is a customer, with a mention."""
    file = earshot.folder / "customers.csv"
    file.write_text("id,name,email\nC-7,Mira Talavasti,mira%d@talavasti.example\n" % number)
    earshot.run("customers", "import", str(file))
    return file


def test_a_restored_backup_does_not_bring_an_erased_person_back(earshot, feed_server):
    entry = ("1", "Broken", "Lumenta sent me a quibblesome router.", "mira7@talavasti.example (Mira Talavasti)")
    page = rss([entry]).replace(b"dc:creator", b"author")
    feed_server.pages["/feed.xml"] = page
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    customers = with_customer(earshot, 7)
    earshot.run("rules", "import", str(brands))
    earshot.run("feeds", "add", feed_server.address + "/feed.xml", "--kind", "forum")
    earshot.run("poll", "--once", "--all")
    old, lists = earshot.folder / "old", earshot.data / "erasures.jsonl"
    earshot.run("store", "backup", str(old))
    assert b"quibblesome" in old.read_bytes()
    earshot.run("customers", "erase", "C-7", "--yes")
    assert lists.stat().st_mode & 0o777 == 0o600 and b"alavasti" not in lists.read_bytes()
    told = earshot.run("store", "restore", str(old)).stdout
    assert "Erased again: 1 customers, 1 entries." in told
    kept_away = earshot.folder / "list"
    shutil.move(lists, kept_away)

    def assert_erased():
        assert earshot.run("customers", "show", "C-7", check=False).returncode == 4
        assert "1 left out" in earshot.run("customers", "import", str(customers)).stdout
        feed_server.pages["/feed.xml"] = page + b"\n"
        earshot.run("poll", "--once", "--all")
        for path in earshot.data.glob("earshot.db*"):
            if "before-restore" not in path.name:
                assert b"alavasti" not in path.read_bytes() and b"quibblesome" not in path.read_bytes(), path
        earshot.run("store", "check")
        assert earshot.run("audit", "verify").returncode == 0

    assert_erased()
    assert lists.exists(), "the store did not write its list again"
    # All is lost but a backup and a list that was kept elsewhere.
    shutil.rmtree(earshot.data)
    assert earshot.run("store", "restore", str(old), "--erasures", str(kept_away) + "x", check=False).returncode == 1
    restored = earshot.json("store", "restore", str(old), "--erasures", str(kept_away))[0]
    assert (restored["customers_erased_again"], restored["entries_erased_again"]) == (1, 1)
    assert_erased()


def test_a_killed_backup_leaves_nothing_under_its_name(heard):
    with sqlite3.connect(store(heard)) as database:
        database.execute("CREATE TABLE ballast (bytes BLOB)")
        database.executemany("INSERT INTO ballast VALUES (randomblob(1000000))", [() for _ in range(100)])
    database.close()
    copy = heard.folder / "copy"
    part = heard.folder / "copy.part"
    killed = 0
    for megabytes in (0, 5, 20, 40, 60, 80):
        process = subprocess.Popen([EARSHOT, "store", "backup", str(copy), "--data-dir", str(heard.data)],
                                   stdout=subprocess.DEVNULL)
        Earshot.await_true(lambda: process.poll() is not None or copy.exists()
                           or part.exists() and part.stat().st_size >= megabytes << 20, 60)
        process.send_signal(signal.SIGKILL)
        if process.wait(10) == -signal.SIGKILL and not copy.exists():
            killed += 1
            continue
        # It was faster than we: then the copy is whole.
        database = sqlite3.connect(copy)
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.close()
        copy.unlink()
    assert killed >= 3
    heard.run("store", "backup", str(copy))
    assert not part.exists()
    heard.run("store", "restore", str(copy))
    heard.run("store", "check")


def test_an_older_earshot_refuses_a_newer_store_and_prints_what_restores_it(heard):
    backup = pathlib.Path(str(store(heard)) + ".before-v2")
    before = stats(heard)
    heard.run("store", "backup", str(backup))
    set_version(heard, 99)
    refused = heard.run("queue", "list", check=False)
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1
    assert "schema version 99" in refused.stderr
    served = subprocess.run([EARSHOT, "serve", "--config", str(heard.config), "--data-dir", str(heard.data)],
                            capture_output=True, text=True, timeout=60)
    assert served.returncode == 1
    command = served.stderr[served.stderr.index("earshot store restore"):].strip()
    assert command.endswith(str(backup)) and str(heard.data) in command
    done = subprocess.run(["sh", "-c", command.replace("earshot", "'%s'" % EARSHOT, 1)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert stats(heard) == before
    assert (heard.data / "earshot.db.before-restore").exists()


def test_every_status_says_how_it_ended(heard):
    copy = heard.folder / "copy"
    heard.run("store", "backup", str(copy))
    for arguments in (["backup", str(copy)], ["backup", str(heard.folder / "no/folder/copy")],
                      ["restore", str(heard.folder / "missing")], ["restore", str(heard.config)],
                      ["check", "--server", "http://127.0.0.1:1"]):
        done = heard.run("store", *arguments, check=False)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, arguments
    assert heard.run("store", "backup", check=False).returncode == 2
    heard.start()
    assert heard.run("store", "restore", str(copy), check=False).returncode == 75
    assert heard.run("store", "check").returncode == 0
    heard.stop()
    with sqlite3.connect(store(heard)) as database:
        database.execute("UPDATE mentions SET current_judgement_id = 1 WHERE id = (SELECT MIN(id) FROM mentions)")
    database.close()
    checked = heard.run("store", "check", check=False)
    assert checked.returncode == 1 and "1 mentions have none" in checked.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_is_told_in_words(heard):
    disk = heard.folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)], check=True)
    try:
        done = heard.run("store", "backup", str(disk / "copy"), check=False)
        assert done.returncode == 1 and "the disk is full" in done.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    heard.run("store", "check")


@pytest.mark.skipif(postgres_program("initdb") is None or shutil.which("pg_dump") is None,
                    reason="PostgreSQL is not installed")
def test_a_postgresql_store_goes_into_a_file_and_into_an_empty_database(heard, tmp_path):
    postgres = Postgres(tmp_path / "postgres")
    try:
        address = postgres.store()
        with_customer(heard, 7)
        heard.run("store", "migrate", "--to", address)
        heard.config.write_text(heard.config.read_text() + "store: '%s'\n" % address)
        before = stats(heard)
        copy = heard.folder / "copy"
        heard.start()
        heard.run("store", "backup", str(copy))
        heard.run("store", "check")
        erased = heard.run("customers", "erase", "C-7", "--yes")
        assert "Traces" not in erased.stderr, "the server's tables were not vacuumed"
        heard.stop()
        assert copy.stat().st_mode & 0o777 == 0o600
        refused = heard.run("store", "restore", str(copy), check=False)
        assert refused.returncode == 1 and "not empty" in refused.stderr
        heard.config.write_text(heard.config.read_text().replace("dbname=earshot", "dbname=second"))
        postgres.sql("postgres", "CREATE DATABASE second")
        assert "Erased again: 1 customers" in heard.run("store", "restore", str(copy)).stdout
        assert postgres.sql("second", "SELECT COUNT(*) FROM customers") == ["0"]
        assert stats(heard).replace("customers: 0", "customers: 1") == before
        heard.run("store", "check")
        postgres.sql("second", "UPDATE store_info SET value = '99' WHERE key = 'schema_version'")
        (heard.data / "backups").mkdir()
        shutil.copy(copy, heard.data / "backups" / "second.before-v2")
        refused = heard.run("queue", "list", check=False)
        assert refused.returncode == 1 and "backups/second.before-v2" in refused.stderr
        missing = subprocess.run([EARSHOT, "store", "backup", str(heard.folder / "none"), "--config", str(heard.config),
                                  "--data-dir", str(heard.data)], capture_output=True, text=True, timeout=60,
                                 env={**os.environ, "PATH": "/nonexistent"})
        assert missing.returncode == 1 and "pg_dump is not installed" in missing.stderr
    finally:
        postgres.stop()


@pytest.mark.skipif(postgres_program("initdb") is None or shutil.which("pg_dump") is None,
                    reason="PostgreSQL is not installed")
def test_a_password_comes_from_a_file_or_a_credential_and_the_owner_of_the_tables_is_enough(earshot, tmp_path):
    postgres = Postgres(tmp_path / "postgres")
    password = "pa's wörd"
    try:
        postgres.sql("postgres", "CREATE ROLE keeper LOGIN PASSWORD '%s'" % password.replace("'", "''"))
        postgres.sql("postgres", "CREATE DATABASE guarded OWNER keeper")
        rules = postgres.folder / "data/pg_hba.conf"
        rules.write_text("host all keeper 127.0.0.1/32 scram-sha-256\n" + rules.read_text())
        postgres.sql("postgres", "SELECT pg_reload_conf()")
        plain = earshot.config.read_text() + "store: 'postgres:host=127.0.0.1 port=%d user=keeper dbname=guarded'\n" % postgres.port
        earshot.config.write_text(plain)
        refused = earshot.run("queue", "list", check=False)
        assert refused.returncode == 1 and "password" in refused.stderr and len(refused.stderr.splitlines()) == 1
        folder = earshot.folder / "credentials"
        folder.mkdir()
        (folder / "store_password").write_text(password + "\n")
        done = subprocess.run([EARSHOT, "queue", "list", "--config", str(earshot.config), "--data-dir", str(earshot.data)],
                              capture_output=True, text=True, timeout=60,
                              env={**os.environ, "CREDENTIALS_DIRECTORY": str(folder)})
        assert done.returncode == 0, done.stderr
        earshot.config.write_text(plain + "store_password_file: %s\n" % (folder / "store_password"))
        with_customer(earshot, 7)
        earshot.run("store", "backup", str(earshot.folder / "copy"))
        assert "Traces" not in earshot.run("customers", "erase", "C-7", "--yes").stderr
    finally:
        postgres.stop()
