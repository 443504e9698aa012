"""Real servers of a test's own on 127.0.0.1: a PostgreSQL that may be broken, an nginx on many addresses."""
import os
import pathlib
import pwd
import shutil
import signal
import subprocess

from conftest import Earshot, free_port


def postgres_program(name):
    """The newest installed PostgreSQL's program; None where none is installed."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/" + name), key=lambda p: int(p.parts[4]))
    return str(found[-1]) if found else None


class Postgres:
    """A PostgreSQL server in a folder of its own; root runs it as Debian's user postgres."""

    def __init__(self, folder):
        self.folder, self.port = pathlib.Path(folder), free_port()
        self.folder.mkdir(parents=True)
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.prefix = []
        if os.getuid() == 0:
            self.user, self.prefix = "postgres", ["runuser", "-u", "postgres", "--"]
            shutil.chown(self.folder, "postgres", "postgres")
        for parent in self.folder.parents:
            # The server's user must reach its folder through folders that belong to the test's user.
            if parent.stat().st_uid == os.getuid() and parent != pathlib.Path("/"):
                parent.chmod(parent.stat().st_mode | 0o011)
        self.control("initdb", "-D", self.folder / "data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()

    def control(self, program, *arguments, check=True):
        done = subprocess.run([*self.prefix, postgres_program(program), *map(str, arguments)], cwd=self.folder,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        assert not check or done.returncode == 0, (program, arguments, self.log_end())

    def log_end(self):
        log = self.folder / "log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

    def start(self):
        # Only the server crashes and never the machine, so what it wrote survives without being synced; else
        # every start after a crash would sync the whole folder first.
        self.control("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                     "-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off" % (self.port, self.folder), "start")

    def crash_and_restart(self):
        self.control("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "-t", "240",
                     "-l", self.folder / "log", "restart")

    def stop(self):
        self.control("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop", check=False)

    def store(self, database="earshot"):
        """Makes a database and gives the store's address."""
        self.sql("postgres", "CREATE DATABASE %s" % database)
        return "postgres:host=127.0.0.1 port=%d user=%s dbname=%s" % (self.port, self.user, database)

    def sql(self, database, text):
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-d", database, "-c", text],
            capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()


class Nginx:
    """An nginx that serves a folder on every loopback address and logs who asked for what."""

    def __init__(self, folder, root):
        self.folder, self.port = pathlib.Path(folder), free_port()
        self.folder.mkdir(parents=True)
        self.rate = self.folder / "rate.conf"
        self.rate.write_text("")
        places = "".join("%s_temp_path %s/%s; " % (n, self.folder, n) for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            "worker_processes 1; daemon off; pid %s/pid; error_log %s/error; events { worker_connections 2048; }\n"
            "http { types { application/rss+xml xml; } etag on; %s\n"
            " log_format who '$msec\\t$status\\t$host$uri\\t$http_user_agent'; access_log %s/access who; include %s;\n"
            " server { listen 127.0.0.1:%d; %s root %s; } }\n"
            % (self.folder, self.folder, places, self.folder, self.rate, self.port,
               " ".join("listen 127.0.0.%d:%d;" % (n, self.port) for n in range(2, 61)), root))
        for part in (self.folder, pathlib.Path(root), *pathlib.Path(root).parents):
            if part.stat().st_uid == os.getuid() and part != pathlib.Path("/"):
                part.chmod(part.stat().st_mode | 0o055 if part == pathlib.Path(root) else part.stat().st_mode | 0o011)
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf")], stderr=subprocess.DEVNULL)
        Earshot.await_true((self.folder / "pid").exists, 10)

    def address(self, number, path):
        return "http://127.0.0.%d:%d/%s" % (number, self.port, path)

    def slow_down(self, rate):
        """From now on sends a body at so many bytes a second."""
        self.rate.write_text("limit_rate %d;\n" % rate)
        self.process.send_signal(signal.SIGHUP)

    def requests(self):
        """The requests so far: (seconds, status, host and path, user agent)."""
        rows = [line.split("\t") for line in (self.folder / "access").read_text().splitlines()]
        return [(float(at), int(status), what, who) for at, status, what, who in rows]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)
