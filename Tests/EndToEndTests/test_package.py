"""The Debian package: what is in it, and its life on a clean Debian 12 with a real systemd.

At the end a newcomer comes from the package to the first mention of a brand, without a file edited.
"""
import os
import pathlib
import re
import shutil
import subprocess
import time

import machine as machines
import pytest

from conftest import EARSHOT, ROOT, Earshot, rss

# The libraries of Debian 12 that the executable may need, and what the package needs besides.
LIBRARIES = {"libc6", "libcurl4", "libgcc-s1", "libpq5", "libpsl5", "libsqlite3-0", "libstdc++6", "libuchardet0", "libxml2", "zlib1g"}
OTHERS = {"ca-certificates", "systemd", "tzdata"}
MOST_EXPOSED = 1.3
COMPLAINT = "Lumenta sent me a broken router and nobody answers. Terrible."
SETTINGS = "networks:\n  - network: 127.0.0.0/8\n    allow: true\n    spacing: 0s\n"


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=300, **more)
    assert done.returncode == 0, "%s\n%s%s" % (command, done.stdout, done.stderr)
    return done.stdout


def is_static(executable):
    listed = subprocess.run(["readelf", "-d", str(executable)], capture_output=True, text=True).stdout
    return "NEEDED" in listed and "libswift" not in listed


def executable():
    """The statically linked executable; the reason where there is none."""
    if not shutil.which("dpkg-shlibdeps") or not shutil.which("readelf"):
        return None, "dpkg-dev or binutils is missing (packaging/install-dependencies package)"
    for place in (EARSHOT, ROOT / ".build-deb/release/earshot"):
        if pathlib.Path(place).exists() and is_static(place):
            return place, None
    return None, "there is no statically linked executable: make static"


class LocalFeed:
    """A folder with one feed, whose entry complains about a brand, and the file of that brand."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(exist_ok=True)
        (self.folder / "index.html").write_text(
            "<!doctype html><title>Forum</title><link rel=alternate type='application/rss+xml' href='/feed.xml'>")
        (self.folder / "feed.xml").write_bytes(rss([("1", "Help", COMPLAINT, "Ann")]))
        (self.folder / "brands.yaml").write_text("brands:\n  - name: Lumenta\n")


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """The package of today and the one that upgrades it, from the same executable; uncompressed, which is quick."""
    built, reason = executable()
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("packages")
    # apt reads the files as a user of its own.
    for place in (folder, *folder.parents):
        if place.stat().st_uid == os.getuid() and place != pathlib.Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    versions = {"today": "0.1.0", "next": "0.1.0+next"}
    made = {name: pathlib.Path(run(ROOT / "packaging/make-deb", built, folder, env={
        **os.environ, "PACKAGE_VERSION": version, "COMPRESSION": "none"}).strip()) for name, version in versions.items()}
    LocalFeed(folder / "feeds")
    yield made
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def unpacked(packages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    run("dpkg-deb", "--raw-extract", packages["today"], folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def tree(packages, tmp_path_factory):
    """A clean Debian 12; EARSHOT_DEBIAN_TREE names one that was made before, to save the minutes."""
    reason = machines.why_not()
    if reason:
        pytest.skip(reason)
    kept = os.environ.get("EARSHOT_DEBIAN_TREE")
    folder = pathlib.Path(kept) if kept else tmp_path_factory.mktemp("debian") / "tree"
    if not (folder / "usr/bin/apt-get").exists():
        reason = machines.make_tree(folder)
        if reason:
            pytest.skip("Debian 12 could not be fetched: " + reason)
    reason = machines.fetch_dependencies(folder, packages["today"])
    if reason:
        pytest.skip("the package's dependencies could not be fetched: " + reason)
    yield folder
    if not kept:
        shutil.rmtree(folder)


@pytest.fixture
def machine(tree, packages, tmp_path):
    booted = machines.Machine(tree, tmp_path, packages["today"].parent)
    yield booted
    booted.stop()


@pytest.fixture
def installed(machine, packages):
    said = install(machine, packages["today"])
    assert "error" not in said.lower(), said
    Earshot.await_true(lambda: is_ready(machine), 30)
    return machine


def install(machine, package):
    return machine.run("apt-get", "install", "-q", "-y", "--no-install-recommends", "/packages/" + package.name).stdout


def is_ready(machine):
    return machine.fetch("http://127.0.0.1:8470/readyz")[0] == 200


# --- What is in the package ---


def field(package, name):
    return run("dpkg-deb", "--field", package, name).strip()


def test_the_package_depends_on_debian_s_own_libraries_by_their_names(packages):
    names = {re.match(r"\S+", part.strip())[0] for part in field(packages["today"], "Depends").split(",")}
    assert OTHERS <= names <= LIBRARIES | OTHERS
    assert {"libcurl4", "libpq5", "libpsl5", "libsqlite3-0", "libxml2"} <= names


def test_the_executable_is_stripped_and_finds_its_shipped_files(unpacked):
    inside = unpacked / "usr/bin/earshot"
    assert ".symtab" not in run("readelf", "-S", inside)
    assert is_static(inside)
    assert inside.stat().st_size < 120 << 20
    done = run(inside, "check", env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"})
    assert done.startswith("No mistakes.")


def test_nothing_in_the_package_is_writable_by_others_or_belongs_to_a_person(packages):
    rows = [line.split(None, 5) for line in run("dpkg-deb", "--contents", packages["today"]).splitlines()]
    assert len(rows) > 60
    assert [row for row in rows if row[1] != "root/root" or row[0][8] == "w"] == []
    paths = {row[5] for row in rows}
    wanted = ["usr/bin/earshot", "etc/earshot/earshot.yaml", "usr/lib/systemd/system/earshotd.service",
              "usr/lib/systemd/system/earshot-poller@.service", "usr/lib/sysusers.d/earshot.conf",
              "usr/lib/tmpfiles.d/earshot.conf", "usr/share/earshot/Rules/en/lexicon.tsv",
              "usr/share/earshot/Phrases/en.phrases", "usr/share/man/man1/earshot.1.gz",
              "usr/share/man/man5/earshot.yaml.5.gz", "usr/share/bash-completion/completions/earshot",
              "usr/share/zsh/vendor-completions/_earshot", "usr/share/fish/vendor_completions.d/earshot.fish",
              "usr/share/doc/earshot/copyright", "usr/share/doc/earshot/changelog.gz"]
    assert [path for path in wanted if "./" + path not in paths] == []


def test_the_settings_are_the_administrator_s_own(unpacked):
    assert (unpacked / "DEBIAN/conffiles").read_text().split() == ["/etc/earshot/earshot.yaml"]
    sums = (unpacked / "DEBIAN/md5sums").read_text()
    assert "usr/bin/earshot" in sums and "etc/" not in sums


@pytest.mark.parametrize("script", ["postinst", "prerm", "postrm"])
def test_the_maintainer_scripts_are_shell(unpacked, script):
    path = unpacked / "DEBIAN" / script
    run("sh", "-n", path)
    assert os.access(path, os.X_OK)


# --- Installed by hand ---


def test_an_installation_elsewhere_starts_its_own_executable_and_keeps_settings(unpacked, tmp_path):
    inside = unpacked / "usr/bin/earshot"
    settings = tmp_path / "etc/earshot/earshot.yaml"

    def install():
        run(ROOT / "packaging/install", inside, env={**os.environ, "DESTDIR": str(tmp_path), "PREFIX": "/usr/local"})

    install()
    for unit in (tmp_path / "usr/local/lib/systemd/system").iterdir():
        assert "\nExecStart=/usr/local/bin/earshot serve " in unit.read_text()
    settings.write_text("log_level: debug\n")
    install()
    assert settings.read_text() == "log_level: debug\n"
    assert (tmp_path / "usr/local/share/zsh/site-functions/_earshot").exists()
    assert run(tmp_path / "usr/local/bin/earshot", "check", "--config", settings).startswith("No mistakes.")
    # pytest would keep its ninety megabytes for three runs.
    shutil.rmtree(tmp_path / "usr")


# --- On a clean machine ---


def queue(machine):
    return [line for line in machine.run("earshot", "queue", "list", "--json").stdout.splitlines() if "Lumenta" in line]


def hear_a_mention(machine, packages):
    """Lets the daemon poll a feed of a local server that mentions a brand, after a reload that allows it."""
    before = machine.unit("MainPID")
    machine.write("/etc/earshot/earshot.yaml", SETTINGS)
    machine.run("systemctl", "reload", "earshotd")
    Earshot.await_true(lambda: machine.unit("StatusText") == "serving with the settings read again", 20)
    assert machine.unit("MainPID") == before
    address = machine.serve(packages["today"].parent / "feeds")
    machine.run("earshot", "rules", "import", "/packages/feeds/brands.yaml")
    machine.run("earshot", "feeds", "add", address + "/feed.xml", "--kind", "forum")
    machine.run("earshot", "poll", "--once", "--all")
    assert len(queue(machine)) == 1


def restart_by_watchdog(machine):
    """Stops the daemon's threads and waits for systemd to put another daemon in its place."""
    # The shipped limit is a minute; the way is the same.
    machine.run("mkdir", "-p", "/etc/systemd/system/earshotd.service.d")
    machine.write("/etc/systemd/system/earshotd.service.d/test.conf", "[Service]\nWatchdogSec=3\nRestartSec=100ms\n")
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "restart", "earshotd")
    hung = machine.unit("MainPID")
    machine.run("systemctl", "kill", "--signal=STOP", "earshotd")
    Earshot.await_true(lambda: machine.unit("MainPID") not in ("0", hung) and is_ready(machine), 60)
    assert machine.unit("NRestarts") == "1"
    assert "Watchdog timeout" in machine.run("journalctl", "--no-pager", "-u", "earshotd").stdout
    assert len(queue(machine)) == 1


def doctor(machine):
    done = machine.run("earshot", "doctor", "--csv", check=False)
    rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
    return done.returncode, {row[1]: row[0] for row in rows}, done.stdout


def check_unit(machine):
    """Asks systemd what it thinks of the installed units, and who may look into the folders."""
    checked = machine.run("systemd-analyze", "verify", "--man=no", "earshotd.service", "earshot-poller@a.service")
    assert "earshot" not in checked.stdout + checked.stderr
    told = machine.run("systemd-analyze", "security", "--no-pager", "earshotd.service").stdout
    exposure = re.search(r"Overall exposure level for earshotd.service: ([\d.]+)", told)
    assert exposure and float(exposure[1]) <= MOST_EXPOSED, told
    for place, mode in (("/etc/earshot", "750 root earshot"), ("/var/lib/earshot", "750 earshot earshot")):
        assert machine.run("stat", "--format=%a %U %G", place).stdout.strip() == mode


def upgrade(machine, package):
    """Installs the next version over the running one, and waits for its daemon."""
    before = machine.unit("MainPID")
    install(machine, package)
    Earshot.await_true(lambda: machine.unit("MainPID") not in ("0", before) and is_ready(machine), 30)
    assert machine.run("dpkg-query", "-W", "-f", "${Version}", "earshot").stdout == "0.1.0+next"
    assert machine.run("cat", "/etc/earshot/earshot.yaml").stdout == SETTINGS
    assert len(queue(machine)) == 1


def purge(machine):
    """Takes the package away with all that it brought and made."""
    files = machine.run("dpkg", "-L", "earshot").stdout.split()
    machine.run("apt-get", "purge", "-q", "-y", "earshot")
    left = machine.run("sh", "-c", 'for f; do [ -f "$f" ] && echo "$f"; done; true', "sh", *files).stdout
    assert left == ""
    gone = ["/var/lib/earshot", "/usr/share/earshot", "/etc/earshot/earshot.yaml", "/run/earshot"]
    assert machine.run("sh", "-c", 'for f; do [ -e "$f" ] && echo "$f"; done; true', "sh", *gone).stdout == ""
    assert machine.unit("LoadState") == "not-found"


def test_the_package_lives_on_a_clean_machine_from_installing_to_purging(installed, packages):
    assert installed.unit("ActiveState") == "active" and installed.unit("UnitFileState") == "enabled"
    check_unit(installed)
    status, states, report = doctor(installed)
    assert status == 0 and states["daemon"] == states["store"] == states["watchdog"] == "ok", report
    assert "/etc/earshot/earshot.yaml has no mistake" in report
    hear_a_mention(installed, packages)
    restart_by_watchdog(installed)
    upgrade(installed, packages["next"])

    installed.run("systemctl", "stop", "earshotd")
    assert installed.unit("ActiveState") == "inactive" and installed.unit("Result") == "success"
    status, states, report = doctor(installed)
    assert status == 0 and states["daemon"] == states["watchdog"] == "warn" and states["store"] == "ok", report
    purge(installed)


# --- The newcomer ---


class Steps:
    """The steps of a way, each with its seconds."""

    def __init__(self):
        self.taken = []

    def take(self, name, act):
        began = time.monotonic()
        result = act()
        self.taken.append((name, time.monotonic() - began))
        return result

    @property
    def seconds(self):
        return sum(seconds for _, seconds in self.taken)

    def __str__(self):
        rows = self.taken + [("together", self.seconds)]
        return "".join("%7.1f s  %s\n" % (seconds, name) for name, seconds in rows)


def test_a_newcomer_hears_of_the_brand_within_five_minutes_and_edits_no_file(machine, packages, capsys):
    site = machine.publish(packages["today"].parent / "feeds")
    steps = Steps()
    steps.take("apt-get install ./earshot.deb", lambda: install(machine, packages["today"]))
    steps.take("the daemon answers", lambda: Earshot.await_true(lambda: is_ready(machine), 60))
    # A site as people type it: its page names the feed.
    found = steps.take("earshot init, with the first poll", lambda: machine.run(
        "earshot", "init", "--no-input", "--no-suggested", "--brand", "Lumenta", "--feed", site, "--kind", "forum",
        "--email", "vera@lumenta.example")).stdout
    assert "Found 1 in the last 7 days." in found and "/sign-in" in found, found
    waiting = steps.take("earshot queue list", lambda: queue(machine))
    assert len(waiting) == 1
    status, page = machine.fetch(re.search(r"http://\S*sign-in\S*", found)[0])
    assert status == 200 and "Choose a password" in page
    # Not a byte of the package's files, nor of its settings, was touched.
    assert machine.run("dpkg", "--verify", "earshot").stdout == ""
    with capsys.disabled():
        print("\nFrom the package to the first mention:\n%s" % steps)
    assert steps.seconds < 300
