"""Lists of feeds go out as OPML and come in again, whoever wrote them."""
import xml.etree.ElementTree as ElementTree

from conftest import ROOT, Earshot

LIST = """feeds:
  - {address: "https://a.example/feed?x=1&y=2", kind: review, title: "Kettles & <co>", language: sv, about: Brewbird}
  - {address: "https://b.example/feed", kind: news, title: "Nyheter på \\"ön\\" 😀"}
  - {address: "https://c.example/feed", kind: forum}
  - {address: "https://d.example/feed?token=geheim", kind: own, title: Ours}
"""
FACTS = ["configured_address", "kind", "title", "language", "about"]


def set_up(folder):
    earshot = Earshot(folder)
    (folder / "brands.yaml").write_text("brands:\n  - name: Brewbird\n")
    earshot.run("rules", "import", str(folder / "brands.yaml"))
    return earshot


def feeds(earshot):
    return sorted([row.get(fact) for fact in FACTS] for row in earshot.json("feeds", "list"))


def test_what_is_exported_and_imported_is_the_same_list(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = set_up(tmp_path / "one"), set_up(tmp_path / "two")
    (tmp_path / "list.yaml").write_text(LIST)
    one.run("feeds", "import", str(tmp_path / "list.yaml"))

    exported = one.run("feeds", "export", "--with-secrets").stdout
    assert ElementTree.fromstring(exported).get("version") == "2.0"
    (tmp_path / "list.opml").write_text(exported)
    assert two.run("feeds", "import", str(tmp_path / "list.opml")).stdout == "4 feeds added.\n"
    assert feeds(two) == feeds(one)
    assert two.run("feeds", "export", "--with-secrets").stdout == exported
    again = two.run("feeds", "import", str(tmp_path / "list.opml")).stdout
    assert again == "0 feeds added. 4 were there already.\n"


def test_secrets_stay_at_home_unless_somebody_asks(tmp_path):
    earshot = set_up(tmp_path)
    (tmp_path / "list.yaml").write_text(LIST)
    earshot.run("feeds", "import", str(tmp_path / "list.yaml"))
    done = earshot.run("feeds", "export")
    assert "geheim" not in done.stdout and done.stdout.count("xmlUrl=") == 3
    assert "1 left out" in done.stderr and "--with-secrets" in done.stderr


def test_lines_that_cannot_be_used_are_told_and_the_rest_is_imported(tmp_path):
    earshot = set_up(tmp_path)
    file = tmp_path / "reader.opml"
    file.write_text("""<?xml version="1.0"?>
<opml version="1.0">
<body>
<outline text="News"><outline text="Local">
<outline text="A" type="rss" xmlUrl="https://a.example/feed"/>
<outline text="No address" type="rss"/>
</outline></outline>
<outline text="B" xmlUrl="gopher://b.example/"/>
<outline text="C" xmlUrl="https://c.example/feed" about="Nobody"/>
<outline text="D" xmlUrl="https://d.example/feed"/>
</body></opml>""")
    trial = earshot.run("feeds", "import", str(file), "--dry-run", check=False)
    assert trial.returncode == 3 and "2 feeds would be added" in trial.stdout
    assert earshot.json("feeds", "list") == []
    done = earshot.run("feeds", "import", str(file), check=False)
    assert done.returncode == 3 and done.stdout == "2 feeds added.\n"
    told = [line.split(": ")[1].removeprefix(str(file)) for line in done.stderr.splitlines()]
    assert told == [":6", ":8", ":9"]
    assert [(row["title"], row["kind"]) for row in earshot.json("feeds", "list")] == [("A", "news"), ("D", "blog")]


def test_the_starter_lists_can_be_imported(tmp_path):
    earshot = set_up(tmp_path)
    lists = sorted((ROOT / "Feeds/starters").glob("*.opml"))
    assert len(lists) >= 5
    for file in lists:
        earshot.run("feeds", "import", str(file))
    kinds = {row["kind"] for row in earshot.json("feeds", "list")}
    assert kinds == {"blog", "review", "forum", "news", "social"}
