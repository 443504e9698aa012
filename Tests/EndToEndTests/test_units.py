"""The files for the service manager: right in the eyes of systemd's own checks."""
import pathlib
import re
import shutil
import stat
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
UNITS = ROOT / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
# 1.2 is what is left with an address family for the network and no address denied but the cloud's.
MOST_EXPOSED = 1.3

needs_analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="systemd-analyze is missing (Debian package systemd)")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def staged(folder):
    """A root with our units and the executables they name, so that nothing of this machine counts."""
    for place in ("usr/bin", "bin", "etc/systemd/system", "usr/lib/systemd/system"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for name in ("usr/bin/earshot", "bin/sh"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(stat.S_IRWXU)
    for unit in UNITS.glob("*.*"):
        shutil.copy(unit, folder / "etc/systemd/system")
    for target in ("multi-user", "network-online", "sysinit", "basic", "shutdown", "network"):
        (folder / "usr/lib/systemd/system" / (target + ".target")).write_text(
            "[Unit]\nDescription=%s\n" % target)
    return folder


@needs_analyze
@pytest.mark.parametrize("unit", SERVICES)
def test_systemd_finds_no_mistake_in_the_unit(unit, tmp_path):
    root = staged(tmp_path)
    done = run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
               "--root=%s" % root, unit)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"earshot\S*\.service:?\d*:", done.stderr), done.stderr


@needs_analyze
@pytest.mark.parametrize("unit", SERVICES)
def test_the_unit_is_as_closed_as_it_can_be(unit):
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", str(UNITS / unit))
    # systemd invents an instance for a template.
    name = re.escape(unit).replace("@", "@\\w*")
    found = re.search(r"Overall exposure level for %s: ([\d.]+)" % name, done.stdout)
    assert found, done.stdout + done.stderr
    print("%s: %s" % (unit, found[1]))
    assert float(found[1]) <= MOST_EXPOSED, done.stdout


def settings(unit):
    pairs = [line.split("=", 1) for line in (UNITS / unit).read_text().splitlines()
             if "=" in line and not line.startswith("#")]
    values = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    return values


def test_the_daemon_is_watched_stopped_and_reloaded_as_it_answers():
    unit = settings("earshotd.service")
    assert unit["Type"] == ["notify"] and unit["NotifyAccess"] == ["main"]
    assert int(unit["WatchdogSec"][0]) >= 30
    assert unit["ExecReload"] == ["/bin/sh -c 'kill -HUP $MAINPID'"]
    assert int(unit["TimeoutStopSec"][0]) > 5
    assert unit["Restart"] == ["on-failure"]


def test_the_cloud_s_metadata_service_cannot_be_reached():
    assert "169.254.0.0/16" in settings("earshotd.service")["IPAddressDeny"][0].split()


@pytest.mark.skipif(
    shutil.which("systemd-sysusers") is None,
    reason="systemd-sysusers is missing (Debian package systemd)")
def test_the_user_of_the_unit_is_made(tmp_path):
    (tmp_path / "etc").mkdir()
    done = run("systemd-sysusers", "--root=%s" % tmp_path, str(UNITS / "earshot.sysusers"))
    assert done.returncode == 0, done.stderr
    users = (tmp_path / "etc/passwd").read_text()
    user = settings("earshotd.service")["User"][0]
    assert re.search(r"^%s:x:\d+:\d+:Earshot:/var/lib/earshot:\S*nologin$" % user, users, re.M)


@pytest.mark.skipif(
    shutil.which("systemd-tmpfiles") is None,
    reason="systemd-tmpfiles is missing (Debian package systemd)")
def test_the_folder_of_the_settings_is_made_for_root_to_write_and_the_daemon_to_read(tmp_path):
    (tmp_path / "etc").mkdir()
    run("systemd-sysusers", "--root=%s" % tmp_path, str(UNITS / "earshot.sysusers"))
    done = run("systemd-tmpfiles", "--create", "--root=%s" % tmp_path,
               str(UNITS / "earshot.tmpfiles"))
    assert done.returncode == 0, done.stderr
    folder = (tmp_path / "etc/earshot").stat()
    assert stat.S_IMODE(folder.st_mode) == 0o750
    assert folder.st_uid == 0
