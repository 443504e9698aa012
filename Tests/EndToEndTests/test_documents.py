"""Holds the documents against reality: links, commands, routes, files, dependencies."""
import functools
import glob
import re
import subprocess
import urllib.request

import pytest

from conftest import EARSHOT, ROOT

# Folders that are not ours, or hold what programs made.
FOREIGN = {".build", ".venv", ".git", "var", "node_modules"}
DOCUMENTS = sorted(
    path for path in ROOT.rglob("*.md")
    if not any(part in FOREIGN or part.startswith(".build") for part in path.relative_to(ROOT).parts))
# Where documents may lead besides names that are reserved for examples (RFC 2606).
PUBLIC_HOSTS = {"www.swift.org", "github.com", "keepachangelog.com", "semver.org"}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~)[^\n]*\n(.*?)^\1", re.M | re.S)
ROUTE = re.compile(r"^\| (GET|POST|PUT|PATCH|DELETE) \| `/api/v1/([^`?]+)` \|", re.M)


def name(path):
    return str(path.relative_to(ROOT))


def prose(text):
    """The text without its blocks of code."""
    return FENCE.sub("", text)


def anchors(text):
    """The anchors of a document's headings, as the forges make them."""
    found = set()
    for heading in re.findall(r"^#{1,6} +(.+?)\s*$", prose(text), re.M):
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        repeated = 0
        while (anchor if not repeated else "%s-%d" % (anchor, repeated)) in found:
            repeated += 1
        found.add(anchor if not repeated else "%s-%d" % (anchor, repeated))
    return found


def code(text):
    """Every line of code of a document: of its blocks, and between back-ticks."""
    blocks = [block for _, block in FENCE.findall(text)] + re.findall(r"^    (.+)$", text, re.M)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return lines + re.findall(r"`([^`]+)`", " ".join(prose(text).split("\n")))


@functools.cache
def help_of(*words):
    """The help of a command; nothing when there is no such command."""
    done = subprocess.run([EARSHOT, *words, "--help"], capture_output=True, text=True, timeout=60)
    return done.stdout if done.returncode == 0 else ""


@functools.cache
def commands_below(*words):
    rows = help_of(*words).partition("SUBCOMMANDS:")[2]
    return set(re.findall(r"^  ([a-z-]+)(?: |$)", rows, re.M))


def commands(text):
    """The commands of a document: the words behind `earshot`, and the options behind those."""
    for line in code(text):
        for match in re.finditer(r"(?:^|[\s$#/(])earshot ((?:[a-z][a-z-]*|--help)\b.*)", line):
            words = re.split(r"\s[|>#;]|;|\s{2,}#", match.group(1))[0]
            # What people type as a text is no command.
            yield re.sub(r'"[^"]*"', "TEXT", words).split()


def test_the_documents_are_found():
    names = {name(path) for path in DOCUMENTS}
    wanted = ["README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG", "SECURITY"]
    pages = ["Install", "Configuration", "Operations", "Rules", "API", "ThreatModel", "Dependencies",
             "Requirements", "Measurements", "Scaling"]
    assert {w + ".md" for w in wanted} | {"Documentation/%s.md" % p for p in pages} <= names


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_leads_somewhere(document):
    lost = []
    for target in LINK.findall(prose(document.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or not file.is_relative_to(ROOT):
            lost.append(target)
        elif anchor and anchor not in anchors(file.read_text()):
            lost.append(target)
    assert not lost


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_file_that_is_named_exists(document):
    named = [span for span in re.findall(r"`([^`\s]+)`", prose(document.read_text()))
             if re.match(r"(Sources|Tests|Rules|Feeds|Benchmarks|Documentation|packaging|systemd)/", span)
             and not re.search(r"[<>…]|XTests|/X/", span)]
    assert [span for span in named if not glob.glob(str(ROOT / span))] == []


@pytest.mark.parametrize("document", [
    path for path in DOCUMENTS if path.parent.name == "Documentation" or path.name == "README.md"], ids=name)
def test_every_command_is_one_that_the_executable_takes(document):
    refused = []
    for words in commands(document.read_text()):
        path = []
        for word in words:
            if word not in commands_below(*path):
                break
            path.append(word)
        rest = words[len(path):]
        # Behind a command with subcommands a plain word would have to be one of them.
        lost = rest and commands_below(*path) and not rest[0].startswith("-")
        if lost or not path or not help_of(*path):
            refused.append(" ".join(words))
        for option in re.findall(r"(?<!\S)--[a-z-]+", " ".join(rest)):
            if option not in help_of(*path):
                refused.append("%s: %s" % (" ".join(words), option))
    assert not refused


def test_every_command_that_a_message_names_exists():
    """What the program tells people to run, in errors, hints and phrases."""
    texts = [path.read_text() for pattern in ("*.swift", "*.phrases", "*.mustache")
             for path in sorted((ROOT / "Sources").rglob(pattern))]
    named = {" ".join(match.split()) for text in texts
             for match in re.findall(r'(?:"|: )earshot ([a-z][a-z-]*(?: [a-z][a-z-]*)?)', text)}
    assert len(named) > 8
    wrong = []
    for words in sorted(named):
        first, *rest = words.split()
        if first not in commands_below() or rest and commands_below(first) and rest[0] not in commands_below(first):
            wrong.append(words)
    assert not wrong


def test_the_pages_of_commands_are_not_empty():
    assert sum(1 for _ in commands((ROOT / "README.md").read_text())) >= 8


def test_the_api_page_has_every_route_and_no_other():
    sources = "\n".join(
        path.read_text() for path in sorted((ROOT / "Sources/WebConsole/API").glob("*.swift")))
    served = {(method.upper(), route) for method, route in re.findall(
        r'\bapi\.(get|post|put|patch|delete)\(\s*"([^"]+)"', sources)}
    written = re.findall(ROUTE, (ROOT / "Documentation/API.md").read_text())
    assert len(served) > 20
    assert sorted(written) == sorted(served)


def test_the_api_page_has_every_problem_and_no_other():
    sources = "\n".join(path.read_text() for path in sorted((ROOT / "Sources/WebConsole").rglob("*.swift")))
    codes = set(re.findall(r'Problem\(\s*status: [^"]*?\bcode: "([a-z-]+)"', sources))
    answers = re.search(r"private static func answer\(to.*?\n    }\n", sources, re.S).group(0)
    codes |= set(re.findall(r'\(\.\w+, "([a-z-]+)", "', answers))
    codes |= set(re.findall(r'\.internalServerError, "([a-z-]+)"', answers))
    written = set(re.findall(r"^\| `([a-z-]+)` \| \d{3} \|", (ROOT / "Documentation/API.md").read_text(), re.M))
    assert codes == written


def test_the_api_page_grants_what_the_table_of_roles_grants():
    source = (ROOT / "Sources/CaseRules/Permission.swift").read_text()
    always, _, unless_approved = source.partition("holdersWithoutApproval")
    rows = r"^ +\.(\w+): \[([^\]]*)\],$"
    holders = {act: set(re.findall(r"\w+", roles)) for act, roles in re.findall(rows, always, re.M)}
    for act, roles in re.findall(rows, unless_approved, re.M):
        holders[act] |= set(re.findall(r"\w+", roles))
    roles = ["viewer", "agent", "lead", "analyst", "admin", "auditor"]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|(.*)\|$", (ROOT / "Documentation/API.md").read_text(), re.M)
    rows = [(names, cells.split("|")) for names, cells in rows if len(cells.split("|")) == len(roles)]
    assert len(rows) >= 8
    for names, cells in rows:
        granted = {role for role, cell in zip(roles, cells) if cell.strip() == "yes"}
        for act in re.findall(r"`(\w+)`", names):
            case = re.sub(r"_(\w)", lambda letter: letter.group(1).upper(), act)
            assert granted == holders[case], act


def swift():
    """The sources of the program in one text."""
    return "\n".join(path.read_text() for path in sorted((ROOT / "Sources").rglob("*.swift")))


def operations():
    return (ROOT / "Documentation/Operations.md").read_text()


def test_every_metric_that_is_counted_is_told(earshot):
    earshot.start()
    with urllib.request.urlopen(earshot.base + "/metrics", timeout=10) as answer:
        printed = set(re.findall(r"^# TYPE (\S+)", answer.read().decode(), re.M))
    named = set(re.findall(r'"(earshot_[a-z_]+)"', swift())) - {"earshot_session"}
    assert [metric for metric in sorted(printed | named) if "`%s`" % metric not in operations()] == []
    told = set(re.findall(r"`(earshot_[a-z_]+)`", operations()))
    assert told <= printed | named


def test_every_message_of_the_log_is_told_and_no_other():
    sources = swift()
    logged = set(re.findall(r'\blogger\.(?:notice|warning|error)\(\s*"([^"]+)"', sources))
    rows = re.findall(r"^\| (?:notice|warning|error) \| (.+?) \|", operations(), re.M)
    told = {message for row in rows for message in re.findall(r"`([^`]+)`", row) if " " in message}
    assert len(logged) > 5
    assert logged - told == set()
    assert {message for message in told if '"%s"' % message not in sources} == set()


def test_every_exit_status_is_told():
    told = {int(status) for status in re.findall(r"^\| (\d+) \|", operations(), re.M)}
    source = (ROOT / "Sources/earshot/ExitStatus.swift").read_text()
    used = {int(status) for status in re.findall(r"ExitCode\((\d+)\)", source)}
    wrong = subprocess.run([EARSHOT, "no-such-command"], capture_output=True, timeout=60).returncode
    assert used and used | {0, wrong} == told
    assert re.search(r"^\| %d \| .*the command line itself is wrong" % wrong, operations(), re.M)


def test_every_dependency_has_its_reason():
    page = (ROOT / "Documentation/Dependencies.md").read_text()
    manifest = (ROOT / "Package.swift").read_text()
    packages = re.findall(r'url: "https://github\.com/([^"]+?)(?:\.git)?"', manifest)
    libraries = re.findall(r'\.apt\(\["([^"]+)"\]\)', manifest)
    installed = re.search(r'^build="([^"]+)"', (ROOT / "packaging/install-dependencies").read_text(), re.M)
    wanted = set(packages) | set(libraries) | set(installed.group(1).split())
    assert len(packages) > 5 and sorted(w for w in wanted if w not in page) == []
    told = {row for row in re.findall(r"^\| ([\w.-]+/[\w.-]+) \|", page, re.M)}
    assert told == set(packages)


def test_the_readme_opens_with_the_package_then_the_source_then_the_picture():
    text = (ROOT / "README.md").read_text()
    package, run, test, picture = (
        text.index(part) for part in ("apt install ./earshot_", "make run", "make test", "](Documentation/queue.png)"))
    assert package < run < test < picture
    assert package < 50 and test < 700 and "```" not in text[:picture]
    version = re.search(r'static let text = "([^"]+)"', (ROOT / "Sources/earshot/Workplace.swift").read_text())[1]
    assert set(re.findall(r"earshot_([\d.]+)_amd64\.deb", text)) == {version}
    assert len(re.search(r"!\[([^\]]*)\]\(Documentation/queue\.png\)", text).group(1)) > 60
    for target in ("run", "test", "deb", "install"):
        assert re.search(r"^%s:" % target, (ROOT / "Makefile").read_text(), re.M)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_no_document_names_a_place_of_somebody_s_own(document):
    text = document.read_text()
    assert not re.findall(r"(?<![\w.])/(?:work|root|home|tmp|Users|mnt|opt)/\S*", text)
    hosts = {host.lower() for host in re.findall(r"https?://(?:[^\s/@]+@)?\[?([\w.:-]+?)\]?(?::\d+)?(?=[/\s)`'\"?#,;|]|$)", text)}
    strange = [host for host in hosts - PUBLIC_HOSTS
               if not re.search(r"(^|\.)(example|test|localhost)$|(^|\.)example\.(com|org|net)$|^127\.0\.0\.1$", host)]
    assert not strange
    # An address of a private network may be named as a network only.
    private = r"\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.\d+\.\d+\b(?!/\d)"
    assert not re.findall(private, text)
