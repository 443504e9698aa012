"""Stored mentions judged again after the words have changed: shown, done, stopped, taken back."""
import json

import pytest

TEXTS = ["Brewbird is a blorp.", "Brewbird rained.", "Brewbird is excellent, I love it."]


@pytest.fixture
def judged(earshot):
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Brewbird\n")
    earshot.run("rules", "import", str(brands))
    for number, text in enumerate(TEXTS):
        earshot.run("mentions", "add", text, "--brand", "Brewbird", "--link", "https://shop.example/r/%d" % number)
    earshot.run("lexicon", "add", "blorp", "--value", "-3", "--data-dir", str(earshot.data))
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
