"""`file:` feeds are read from below one folder, and from nowhere else."""
from conftest import rss

ENTRY = ("1", "Late", "Lumenta is late again. Terrible.", "Mira")


def test_only_files_below_the_feeds_directory_are_read(earshot):
    inside, outside = earshot.folder / "feeds", earshot.folder / "secret.xml"
    inside.mkdir()
    outside.write_bytes(rss([ENTRY]))
    (inside / "good.xml").write_bytes(rss([ENTRY]))
    (inside / "link.xml").symlink_to(outside)
    with earshot.config.open("a") as config:
        config.write("feeds_directory: %s\n" % inside)
    addresses = {name: "file://%s/%s" % (inside, name) for name in ("good.xml", "link.xml", "../secret.xml")}
    addresses["secret.xml"] = "file://%s" % outside
    addresses["%2e%2e/secret.xml"] = "file://%s/%%2e%%2e/secret.xml" % inside
    for address in addresses.values():
        earshot.run("feeds", "add", address)
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Lumenta\n")
    earshot.run("rules", "import", str(brands))
    earshot.run("poll", "--once", "--all")
    states = {feed["configured_address"]: feed for feed in earshot.json("feeds", "list")}
    for name, address in addresses.items():
        if name == "good.xml":
            assert states[address]["state"] == "ok"
        else:
            assert states[address]["problem"]["code"] == "outside", name
    assert len(earshot.json("mentions", "list")) == 1


def test_without_a_feeds_directory_no_file_is_read(earshot):
    file = earshot.folder / "feed.xml"
    file.write_bytes(rss([ENTRY]))
    earshot.run("feeds", "add", "file://%s" % file)
    earshot.run("poll", "--once", "--all")
    problem = earshot.json("feeds", "list")[0]["problem"]
    assert problem["code"] == "outside" and "feeds_directory" in problem["sentence"]
