"""The manual and the completions: they name every command and every setting, and their readers take them."""
import re
import shutil
import subprocess

import pytest

from conftest import EARSHOT, ROOT
from test_documents import commands_below, help_of

PAGES = ["earshot.1", "earshot.yaml.5"]
SHELLS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}


def manual(page):
    done = subprocess.run([EARSHOT, "manual", page], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def shown(page, tmp_path):
    """The page as people read it."""
    path = tmp_path / page
    path.write_text(manual(page))
    return subprocess.run(["mandoc", "-T", "ascii", "-O", "width=1000", str(path)], capture_output=True, text=True,
                          timeout=60, check=True).stdout.replace("\b", "")


def leaves(*path):
    below = commands_below(*path) - {"help"}
    return [leaf for word in sorted(below) for leaf in leaves(*path, word)] if below else [path]


needs_mandoc = pytest.mark.skipif(
    not shutil.which("mandoc"), reason="mandoc is missing (packaging/install-dependencies test)")


@needs_mandoc
@pytest.mark.parametrize("page", PAGES)
def test_the_page_has_no_mistake_in_the_eyes_of_its_reader(page, tmp_path):
    path = tmp_path / page
    path.write_text(manual(page))
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(path)], capture_output=True, text=True, timeout=60)
    # A page without a date says the same at every build.
    lines = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert lines == []


def test_the_page_of_commands_has_every_command_with_its_options():
    text = manual("earshot.1").replace("\\-", "-")
    found = leaves()
    assert len(found) > 40
    for words in found:
        section = re.search(r"^\.SS earshot %s(?: .*)?\n((?:(?!\.S[SH]).*\n)*)" % " ".join(words), text, re.M)
        assert section, words
        own = set(re.findall(r"^  .*?(--[a-z-]+)", help_of(*words), re.M)) - {"--help", "--version"}
        shared = set(re.findall(r"--[a-z-]+", text.partition(".SH OPTIONS OF EVERY COMMAND")[2]))
        assert own - shared <= set(re.findall(r"--[a-z-]+", section[1])), words


def test_the_page_of_commands_has_no_command_that_is_hidden():
    assert "earshot manual" not in manual("earshot.1")
    assert "manual" not in commands_below()


def test_the_page_of_settings_has_every_key_with_its_default_and_its_sentence():
    text = manual("earshot.yaml.5").replace("\\-", "-")
    configuration = (ROOT / "Documentation/Configuration.md").read_text()
    section = configuration.partition("## earshot.yaml")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", section, re.M)
    assert len(rows) > 10
    for key, usual, sentence in rows:
        assert "\\fB%s\\fR\n%s. Default: %s.\n" % (key, sentence, usual.strip("`")) in text, key


def test_the_page_of_commands_has_the_environment_and_the_statuses_of_the_documents():
    text = manual("earshot.1")
    configuration = (ROOT / "Documentation/Configuration.md").read_text()
    names = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", configuration, re.M)
    told = [name for row in names for name in re.findall(r"`([A-Z_]+)`", row)]
    # What a service manager tells a daemon concerns no one at a keyboard.
    spoken = {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_FDS", "LISTEN_PID"}
    assert told and [name for name in told if name not in text and name not in spoken] == []
    operations = (ROOT / "Documentation/Operations.md").read_text()
    statuses = re.findall(r"^\| (\d+) \| ", operations, re.M)
    assert re.findall(r"^\\fB(\d+)\\fR$", text, re.M) == statuses


@needs_mandoc
def test_what_looks_like_an_escape_is_shown_as_it_is(tmp_path):
    text = shown("earshot.1", tmp_path)
    assert 'earshot sentiment explain "TEXT"' in text
    assert "--data-dir" in text


def test_the_shipped_settings_name_every_key_and_each_line_can_be_taken(tmp_path):
    shipped = (ROOT / "packaging/earshot.yaml").read_text()
    keys = re.findall(r"^\| `([^`]+)` \|", (ROOT / "Documentation/Configuration.md").read_text()
                      .partition("## earshot.yaml")[2].partition("\n## ")[0], re.M)
    assert [key for key in keys if not re.search(r"^#.*\b%s:" % re.split(r"\.|\[\]", key)[-1], shipped, re.M)] == []
    # Without the marks it is a file of settings: whoever takes one away gets what stands there.
    taken = re.sub(r"^#(?=\w| {2})", "", shipped, flags=re.M)
    assert "\npoll:\n  slots: 200\n" in taken
    (tmp_path / "p").write_text("secret")
    for place, ours in (("/etc/earshot/store_password", tmp_path / "p"),
                        ("/etc/earshot/office-authority.pem", tmp_path / "p"), ("/var/lib/earshot/feeds", tmp_path)):
        assert place in taken
        taken = taken.replace(place, str(ours))
    path = tmp_path / "earshot.yaml"
    path.write_text(taken)
    done = subprocess.run([EARSHOT, "check", "--config", str(path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", SHELLS)
def test_the_completion_is_understood_by_its_shell_and_names_every_command(shell, tmp_path):
    if not shutil.which(shell):
        pytest.skip("%s is missing (packaging/install-dependencies test)" % shell)
    done = subprocess.run([EARSHOT, "--generate-completion-script", shell], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    script = tmp_path / shell
    script.write_text(done.stdout)
    checked = subprocess.run([*SHELLS[shell], str(script)], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0 and checked.stderr == "", checked.stderr
    assert [word for word in commands_below() if not re.search(r"\b%s\b" % word, done.stdout)] == []


def test_bash_completes_a_word_that_was_begun(tmp_path):
    script = subprocess.run([EARSHOT, "--generate-completion-script", "bash"], capture_output=True, text=True,
                            timeout=60).stdout
    path = tmp_path / "completion"
    path.write_text(script)
    asked = ("source %s; COMP_WORDS=(earshot que); COMP_CWORD=1; COMP_LINE='earshot que'; COMP_POINT=11; "
             "$(complete -p earshot | sed 's/.*-F \\([^ ]*\\).*/\\1/') earshot que earshot; "
             "printf '%%s\\n' \"${COMPREPLY[@]}\"" % path)
    done = subprocess.run(["bash", "--norc", "-c", asked], capture_output=True, text=True, timeout=60)
    assert [word.strip() for word in done.stdout.split()] == ["queue"], done.stderr
