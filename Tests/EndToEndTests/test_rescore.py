"""Stored mentions judged again after the words have changed: shown, done, stopped, taken back."""
import pytest

TEXTS = ["Brewbird is a blorp.", "Brewbird rained.", "Brewbird is excellent, I love it."]


@pytest.fixture
def judged(earshot):
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Brewbird\n")
    earshot.run("rules", "import", str(brands))
    for number, text in enumerate(TEXTS):
        earshot.run("mentions", "add", text, "--brand", "Brewbird", "--link", "https://shop.example/r/%d" % number)
    earshot.run("lexicon", "add", "blorp", "--value", "-3")
    return earshot


def labels(earshot):
    return {mention["text"]: mention["label"] for mention in earshot.json("mentions", "list")}


def test_a_dry_run_tells_each_flip_with_its_cause_and_writes_nothing(judged):
    before = labels(judged)
    shown = judged.run("rescore", "--dry-run")
    assert "neutral +0.000 becomes negative" in shown.stdout
    assert '"blorp" -3.000 (word) is new' in shown.stdout
    assert "3 mentions judged again: 1 flips" in shown.stderr and "Nothing was written." in shown.stderr
    *flips, total = judged.json("rescore", "--dry-run")
    assert [flip["causes"][0]["term"] for flip in flips] == ["blorp"]
    assert total["total"]["flips"] == 1 and total["total"]["seen"] == 3
    assert total["trends"][0]["after"]["negative"] == total["trends"][0]["before"]["negative"] + 1
    assert len(judged.json("rescore", "--dry-run", "--limit", "0")) == 1
    assert labels(judged) == before


def test_a_run_changes_the_labels_and_is_taken_back(judged):
    before = labels(judged)
    done = judged.run("rescore")
    assert done.stdout.startswith("3 mentions judged again: 1 changed, 1 flips.")
    assert labels(judged)[TEXTS[0]] == "negative"
    assert judged.json("trends", "verify")[0]["agrees"] is True
    assert judged.run("rescore").stdout.startswith("3 mentions judged again: 0 changed")
    runs = judged.json("rescore", "--runs")
    assert [run["state"] for run in runs] == ["done", "done"] and runs[1]["id"] in done.stdout
    back = judged.run("rescore", "--undo", runs[1]["id"]).stdout
    assert back == "Run %s is taken back: 1 of 1 mentions have their judgement of before.\n" % runs[1]["id"]
    assert labels(judged) == before
    assert judged.json("trends", "verify")[0]["agrees"] is True


def test_a_daemon_is_asked_and_says_that_it_has_not_read_new_words(judged):
    judged.start()
    assert "restart it first" not in judged.run("rescore", "--dry-run").stderr
    judged.run("lexicon", "add", "rained", "--value", "-2")
    assert "restart it first" in judged.run("rescore", "--dry-run").stderr
    assert judged.run("rescore").stdout.startswith("3 mentions judged again: 1 changed")


@pytest.mark.parametrize("arguments", [
    ["--limit", "3"], ["--dry-run", "--runs"], ["--undo", "7", "--brand", "Brewbird"], ["--dry-run", "--limit", "-1"]])
def test_options_that_do_not_go_together_are_status_2(judged, arguments):
    assert judged.run("rescore", *arguments, check=False).returncode == 2


def test_a_run_that_is_none_is_told_with_a_sentence(judged):
    done = judged.run("rescore", "--undo", "7", check=False)
    assert "there is no run" in done.stderr and done.returncode == judged.run("feeds", "show", "https://no.example/", check=False).returncode
