"""A Debian 12 of a test's own with a real systemd, in systemd-nspawn: made once a run, booted in two seconds."""
import itertools
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

from conftest import Earshot

CGROUPS = pathlib.Path("/sys/fs/cgroup")
# Debian without Earshot's libraries: what the package needs must come by its own dependencies.
PACKAGES = "systemd,systemd-sysv,dbus"
number = itertools.count()


def mirror():
    """The mirror of this machine's own apt, else Debian's."""
    places = [pathlib.Path("/etc/apt/sources.list"), *pathlib.Path("/etc/apt").glob("sources.list.d/*")]
    for place in places:
        text = place.read_text() if place.is_file() else ""
        found = re.search(r"^(?:deb .*?|URIs:.*?)(https?://\S+/debian)/?(?:\s|$)", text, re.M)
        if found:
            return found[1]
    return "http://deb.debian.org/debian"


def why_not():
    """Why no machine can be booted here; nothing when one can."""
    if os.getuid() != 0:
        return "booting a machine needs root"
    for program in ("debootstrap", "systemd-nspawn", "nsenter", "dpkg-shlibdeps"):
        if not shutil.which(program):
            return "%s is missing (packaging/install-dependencies test)" % program
    if subprocess.run(["unshare", "--mount", "--pid", "--net", "--fork", "true"], capture_output=True).returncode != 0:
        return "this machine makes no namespaces"
    if not hierarchies():
        return "there are no control groups to boot a machine in"
    return None


def hierarchies():
    """The hierarchies in which systemd wants a group of its own."""
    named = [CGROUPS / name for name in ("systemd", "unified") if (CGROUPS / name / "cgroup.procs").exists()]
    whole = [CGROUPS] if (CGROUPS / "cgroup.procs").exists() else []
    return [place for place in named or whole if can_hold_a_group(place)]


def can_hold_a_group(place):
    probe = place / ("earshot-probe-%d" % os.getpid())
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError:
        return False
    return True


def attempt(*command):
    """Runs a command that needs the network; the reason when that failed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "%s took too long" % command[0]
    said = (done.stdout + done.stderr).strip().splitlines() or [command[0] + " failed"]
    return None if done.returncode == 0 else said[-1]


def make_tree(folder):
    """Installs Debian 12 into a folder; the reason when that failed."""
    return attempt("debootstrap", "--variant=minbase", "--include=" + PACKAGES, "bookworm", str(folder), mirror())


def fetch_dependencies(tree, package):
    """Fetches what the package depends on into the tree's apt, which installs it later without a network."""
    shutil.copy(package, tree / "fetch.deb")
    reason = attempt("chroot", str(tree), "apt-get", "update", "-q") or attempt(
        "chroot", str(tree), "apt-get", "install", "-q", "-y", "--no-install-recommends", "--download-only", "/fetch.deb")
    (tree / "fetch.deb").unlink()
    return reason


class Machine:
    """A running machine: a copy of the tree that vanishes with it, and a network of its own."""

    def __init__(self, tree, folder, shared):
        name = "earshot-test-%d-%d" % (os.getpid(), next(number))
        self.groups = [place / name for place in hierarchies()]
        for group in self.groups:
            group.mkdir()
        enter = "".join("echo $$ > %s/cgroup.procs; " % group for group in self.groups)
        self.log = pathlib.Path(folder) / "console"
        self.nspawn = subprocess.Popen(
            ["sh", "-c", enter + 'exec "$@"', "sh", "systemd-nspawn", "--directory=%s" % tree, "--ephemeral",
             "--boot", "--register=no", "--keep-unit", "--private-network", "--console=passive", "--quiet",
             "--machine=" + name, "--bind-ro=%s:/packages" % shared],
            stdin=subprocess.DEVNULL, stdout=open(self.log, "wb"), stderr=subprocess.STDOUT)
        self.leader = None
        self.servers = []
        Earshot.await_true(self.is_up, 60)

    def is_up(self):
        assert self.nspawn.poll() is None, self.log.read_text(errors="replace")[-2000:]
        children = pathlib.Path("/proc/%d/task/%d/children" % (self.nspawn.pid, self.nspawn.pid)).read_text().split()
        if not children:
            return False
        self.leader = children[0]
        return self.run("systemctl", "is-system-running", check=False).stdout.strip() in ("running", "degraded")

    def run(self, *command, check=True, stdin=None):
        """Runs a command in the machine."""
        done = subprocess.run(
            ["nsenter", "--target", self.leader, "--all", "--wdns=/root", "env", "-i", "HOME=/root", "LC_ALL=C.UTF-8",
             "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive", *command],
            capture_output=True, text=True, timeout=180, **({"input": stdin} if stdin else {"stdin": subprocess.DEVNULL}))
        assert not check or done.returncode == 0, "%s\n%s%s" % (" ".join(command), done.stdout, done.stderr)
        return done

    def write(self, path, text):
        """Writes a file in the machine."""
        self.run("tee", path, stdin=text)

    def fetch(self, address):
        """The status and the body that an address of the machine's own network gives; 0 for no answer."""
        script = ("import sys, urllib.request, urllib.error\n"
                  "try: answer = urllib.request.urlopen(sys.argv[1], timeout=5)\n"
                  "except urllib.error.HTTPError as error: answer = error\n"
                  "except OSError as error: print(0, error); sys.exit()\n"
                  "print(answer.status, answer.read().decode())")
        done = self.beside(script, address)
        status, _, body = subprocess.run(done, capture_output=True, text=True, timeout=30).stdout.partition(" ")
        return int(status or 0), body.strip()

    def publish(self, folder, address="9.10.11.12"):
        """Serves a folder in the other machine's network at an address of the public internet, which ends there."""
        subprocess.run(["nsenter", "--target", self.leader, "--net", "ip", "address", "add", address + "/32", "dev", "lo"],
                       check=True, timeout=30)
        return self.serve(folder, 80, address)

    def serve(self, folder, port=8000, host="127.0.0.1"):
        """Serves a folder of this machine at an address of the other, its own unless another is named."""
        self.servers.append(subprocess.Popen(
            ["nsenter", "--target", self.leader, "--net", sys.executable, "-m", "http.server", str(port),
             "--bind", host, "--directory", str(folder)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        address = "http://%s:%d" % (host, port)
        Earshot.await_true(lambda: self.fetch(address + "/")[0] == 200, 20)
        return address

    def beside(self, script, *arguments):
        """The command that runs a script with this machine's Python in the other's network."""
        return ["nsenter", "--target", self.leader, "--net", sys.executable, "-c", script, *arguments]

    def unit(self, name, unit="earshotd"):
        """A property of a unit, as systemd has it."""
        return self.run("systemctl", "show", "--value", "--property=" + name, unit).stdout.strip()

    def stop(self):
        for server in self.servers:
            server.terminate()
            server.wait(10)
        if self.leader and self.nspawn.poll() is None:
            self.run("systemctl", "poweroff", "--force", check=False)
        try:
            self.nspawn.wait(30)
        except subprocess.TimeoutExpired:
            self.nspawn.send_signal(signal.SIGKILL)
            self.nspawn.wait(10)
        for group in self.groups:
            # The kernel lets go of an empty group a moment after its last process.
            Earshot.await_true(lambda: self.is_gone(group), 10)

    @staticmethod
    def is_gone(group):
        try:
            for place in sorted((p for p in group.rglob("*") if p.is_dir()), reverse=True):
                place.rmdir()
            group.rmdir()
        except OSError:
            return not group.exists()
        return True
