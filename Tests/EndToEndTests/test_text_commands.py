"""The contracts of the text commands, which other programs depend on."""
import json
import subprocess

from conftest import EARSHOT, ROOT


def lines(*arguments, stdin):
    done = subprocess.run([EARSHOT, *arguments], input=stdin, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_sentiment_answers_each_line_in_order():
    texts = ["I love it, excellent!", "Terrible, broken and late.\u2028Never again.", "The office opens at nine."]
    questions = "".join(json.dumps({"id": n, "text": t}, ensure_ascii=False) + "\n" for n, t in enumerate(texts))
    answers = lines("sentiment", "score", "--format", "jsonl", stdin=questions)
    assert [a["id"] for a in answers] == [0, 1, 2]
    assert [a["label"] for a in answers] == ["positive", "negative", "neutral"]
    assert all(-1 <= a["score"] <= 1 for a in answers)


def test_the_arithmetic_of_an_explanation_sums_up():
    done = subprocess.run([EARSHOT, "sentiment", "explain", "--json", "The food was not very good but I love the staff!"],
                          capture_output=True, text=True)
    answer = json.loads(done.stdout)
    parts = sum(p["base"] + sum(c["points"] for c in p["changes"]) for p in answer["parts"])
    assert answer["parts"] and parts == answer["points"]


def test_detection_counts_bytes(tmp_path):
    brands = tmp_path / "brands.json"
    brands.write_text(json.dumps([{"name": "Ånglådal", "aliases": ["Anglådal"]}]))
    text = "Så bra är ÅNGLÅDAL, inte Ånglådalen."
    answers = lines("detect", "--format", "jsonl", "--brands", str(brands), stdin=json.dumps({"id": "a", "text": text}) + "\n")
    spans = answers[0]["mentions"][0]["spans"]
    assert [text.encode()[s["start"]:s["end"]].decode() for s in spans] == ["ÅNGLÅDAL"]


def test_a_link_names_its_reason(tmp_path):
    customers = tmp_path / "customers.csv"
    customers.write_text("id,name,email,handles,order_ids\nC1,Mira Sol,mira.sol@gmail.com,,778812\nC2,Noor Bay,,,\n")
    mentions = [
        {"id": "m1", "author": {"name": "m", "email": "MiraSol+x@googlemail.com"}, "text": "hello"},
        {"id": "m2", "author": {"name": None}, "text": "My order 778812 is late"},
        {"id": "m3", "author": {"name": "Somebody Else"}, "text": "nothing here"},
    ]
    stdin = "".join(json.dumps(m) + "\n" for m in mentions)
    answers = lines("link", "--format", "jsonl", "--customers", str(customers), stdin=stdin)
    assert [a["customer_id"] for a in answers] == ["C1", "C1", None]
    assert answers[0]["decision"] == "linked" and answers[0]["why"]


def test_a_feed_becomes_json_feed_and_anything_else_an_error(tmp_path):
    done = subprocess.run([EARSHOT, "feed", "parse", str(ROOT / "Feeds/samples/forum.xml")], capture_output=True, text=True)
    feed = json.loads(done.stdout)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and len(feed["items"]) == 12
    junk = tmp_path / "junk"
    junk.write_bytes(bytes(range(256)) * 40)
    done = subprocess.run([EARSHOT, "feed", "parse", str(junk)], capture_output=True, text=True)
    assert 0 < done.returncode < 128 and len(done.stderr.splitlines()) == 1


def test_a_broken_line_is_named():
    done = subprocess.run([EARSHOT, "sentiment", "score"], input='{"id":1,"text":"a"}\nnonsense\n', capture_output=True, text=True)
    assert done.returncode == 1 and "line 2" in done.stderr
