"""The contracts of the text commands, which other programs depend on."""
import json
import os
import random
import re
import subprocess

import pytest

from conftest import EARSHOT, ROOT

SCORE = ("sentiment", "score", "--format", "jsonl")


def run(*arguments, stdin=b""):
    return subprocess.run([EARSHOT, *arguments], input=stdin, capture_output=True, timeout=120)


def lines(*arguments, stdin):
    """What is answered to a text or to a list of values, one a line; lines end at LF only."""
    if not isinstance(stdin, str):
        stdin = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in stdin)
    done = run(*arguments, stdin=stdin.encode())
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def test_sentiment_answers_each_line_in_order():
    texts = ["I love it, excellent!", "Terrible, broken and late.\u2028Never again.", "The office opens at nine."]
    questions = "".join(json.dumps({"id": n, "text": t}, ensure_ascii=False) + "\n" for n, t in enumerate(texts))
    answers = lines("sentiment", "score", "--format", "jsonl", stdin=questions)
    assert [a["id"] for a in answers] == [0, 1, 2]
    assert [a["label"] for a in answers] == ["positive", "negative", "neutral"]
    assert all(-1 <= a["score"] <= 1 for a in answers)


def test_stars_that_contradict_the_words_and_what_nobody_can_read_are_told():
    texts = [("en", "★★★★★ Terrible, it broke and the support is awful."), ("en", "★★★★★ Wonderful."), ("fi", "tämä on talo")]
    questions = "".join(json.dumps({"id": n, "lang": lang, "text": t}) + "\n" for n, (lang, t) in enumerate(texts))
    contrary, agreed, unread = lines("sentiment", "score", "--format", "jsonl", stdin=questions)
    assert contrary["stars_disagree"] is True and contrary["confidence"] <= 0.6
    assert "stars_disagree" not in agreed
    assert unread["label"] == "neutral" and unread["language_assumed"] is True and unread["confidence"] == 0
    assert unread["confidence_limit"] == "language"


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


def test_the_speed_of_parsing_is_measured_on_the_files_that_are_named(tmp_path):
    parse = [EARSHOT, "feed", "parse", "--bench"]
    feeds = sorted(str(p) for p in (ROOT / "Feeds/samples").glob("*.xml"))
    for options in ([], ["--no-html"]):
        done = subprocess.run([*parse, *options, "0.2", *feeds], capture_output=True, text=True)
        name, speed = done.stdout.split()
        assert done.returncode == 0 and name == "MB/s" and float(speed) > 0
    for wrong in (["0.2"], ["x", *feeds], ["-1", *feeds], ["0.2", str(tmp_path / "none")]):
        done = subprocess.run([*parse, *wrong], capture_output=True, text=True)
        assert 0 < done.returncode < 128 and not done.stdout
    done = subprocess.run([EARSHOT, "feed", "parse", *feeds], capture_output=True, text=True)
    assert 0 < done.returncode < 128 and not done.stdout


def test_a_json_feed_is_read_and_printed_as_one(tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": "Kettles",
        "items": [{"id": "1", "url": "/1", "title": "Leaks (2 stars)", "content_html": "<p>It <b>leaks</b>.</p><script>x</script>"}]}))
    done = subprocess.run([EARSHOT, "feed", "parse", "--base-url", "https://a.example/", str(path)], capture_output=True, text=True)
    entry = json.loads(done.stdout)["items"][0]
    assert entry["id"] == "1" and entry["url"] == "https://a.example/1" and entry["_rating"] == {"max": 5, "value": 2}
    assert entry["content_html"] == "<p>It <b>leaks</b>.</p>"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\r", "\u000b", "\u000c", "\u001e"])
def test_only_a_line_feed_ends_a_line(sign):
    raw = '{"id":"%s","text":"good%sbad"}' % (sign, sign)
    if ord(sign) < 0x20:
        raw = json.dumps({"id": sign, "text": "good%sbad" % sign})
    answers = lines(*SCORE, stdin=raw + "\n" + raw + "\n")
    assert [a["id"] for a in answers] == [sign, sign]


def test_lines_may_end_in_crlf_be_blank_or_lack_the_last_line_feed():
    stdin = '{"id":1,"text":"good"}\r\n\r\n \n{"id":2,"text":"bad"}'
    assert [a["id"] for a in lines(*SCORE, stdin=stdin)] == [1, 2]


def test_an_answer_comes_before_the_next_question_is_asked():
    process = subprocess.Popen([EARSHOT, *SCORE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        for number in range(3):
            process.stdin.write(b'{"id":%d,"text":"good"}\n{"id":' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
            process.stdin.write(b'"x","text":""}\n')
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == "x"
    finally:
        process.stdin.close()
        assert process.wait(20) == 0


def test_many_answers_keep_their_order_and_ids_come_back_as_they_came():
    texts = ["good", "bad", "", "Is it open?", "★☆☆☆☆", "👍", "not \u0000 good", "\U0010ffff"]
    ids = [n if n % 2 else "id %d é" % n for n in range(4000)]
    answers = lines(*SCORE, stdin=[{"id": i, "text": texts[n % 8]} for n, i in enumerate(ids)])
    assert [a["id"] for a in answers] == ids
    assert {a["label"] for a in answers} == {"positive", "neutral", "negative"}
    labels = [a["label"] for a in answers]
    assert labels == labels[:8] * 500


@pytest.mark.parametrize("lang, assumed", [("en", False), ("en-GB", False), ("xx", True)])
def test_a_language_without_rules_is_judged_with_english_and_says_so(lang, assumed):
    answer = lines(*SCORE, stdin=[{"id": 1, "lang": lang, "text": "good"}])[0]
    assert answer["label"] == "positive"
    assert answer.get("language_assumed", False) is assumed
    assert answer["lang"] == lang


@pytest.mark.parametrize("lang", [None, ""])
def test_a_language_that_nobody_tells_is_guessed_where_there_is_a_choice(lang):
    answer = lines(*SCORE, stdin=[{"id": 1, "lang": lang, "text": "The people there are friendly and good."}])[0]
    assert answer["label"] == "positive"
    alone = len(list((ROOT / "Rules").glob("*/lexicon.tsv"))) == 1
    assert answer["lang"] == ("und" if alone else "en")
    assert answer.get("language_assumed", False) is alone


def test_a_mixed_text_takes_the_side_of_its_score_and_says_that_it_is_mixed():
    texts = ["Excellent coffee, awful cake.", "Awful coffee, awful cake, excellent and lovely tea.", "good"]
    answers = lines(*SCORE, stdin=[{"id": n, "lang": "en", "text": t} for n, t in enumerate(texts)])
    assert [a.get("mixed", False) for a in answers] == [True, True, False]
    for answer in answers:
        side = (answer["score"] > 0) - (answer["score"] < 0)
        assert answer["label"] == ["neutral", "positive", "negative"][side]


def test_a_target_decides_whose_side_is_told():
    text = "The food at Brontavia was great, but the food at Fjordwen was awful."
    answers = lines(*SCORE, stdin=[{"id": t, "text": text, "target": t} for t in ("Brontavia", "Fjordwen")])
    assert [a["label"] for a in answers] == ["positive", "negative"]


@pytest.mark.parametrize("piece", ["a", "!", "@", "\u0301", "👩‍", "good but ", "★"])
def test_a_huge_line_is_judged(piece):
    text = piece * (2_000_000 // len(piece.encode()))
    answers = lines(*SCORE, stdin=[{"id": 1, "text": text}, {"id": 2, "text": "good"}])
    assert [a["id"] for a in answers] == [1, 2] and answers[1]["label"] == "positive"


BROKEN = [
    (b"nonsense", "no JSON"), (b"[]", "wrong type"), (b'{"text":"x"}', '"id"'), (b'{"id":1,"text":7}', '"text"'),
    (b'{"id":null,"text":"x"}', '"id"'), (b'{"id":1,"text":"x"} {"id":2,"text":"x"}', "no JSON"),
    (b'{"id":1,"text":"\xff\xfe"}', ""), (b"\x00", "no JSON"),
]


@pytest.mark.parametrize("command, line, reason", [
    (command, *broken) for command in ("sentiment", "detect", "link") for broken in BROKEN
] + [("sentiment", b'{"id":1}', '"text"'), ("sentiment", b'{"id":1,"text":"x","lang":5}', '"lang"')])
def test_a_broken_line_is_named_and_those_before_it_are_answered(command, line, reason, tmp_path):
    (tmp_path / "brands.json").write_text('[{"name":"Brontavia"}]')
    (tmp_path / "customers.csv").write_text("id,name\nC1,Mira Sol\n")
    arguments = {"sentiment": SCORE, "detect": ("detect", "--brands", str(tmp_path / "brands.json")),
                 "link": ("link", "--customers", str(tmp_path / "customers.csv"))}[command]
    done = run(*arguments, stdin=b'{"id":1,"text":"a"}\n\n' + line + b'\n{"id":3,"text":"a"}\n')
    message = done.stderr.decode()
    assert done.returncode == 1 and "line 3" in message and reason in message and len(message.splitlines()) == 1
    assert [json.loads(x)["id"] for x in done.stdout.splitlines()] == [1]


def test_a_standard_input_that_cannot_be_read_is_an_error_and_no_crash():
    folder = os.open(str(ROOT), os.O_RDONLY)
    try:
        done = subprocess.run([EARSHOT, *SCORE], stdin=folder, capture_output=True, timeout=20)
        assert done.returncode == 1 and b"cannot be read" in done.stderr
    finally:
        os.close(folder)


def test_nothing_is_asked_and_nothing_answered():
    done = run(*SCORE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def write_brands(folder, form):
    brands = [("Brontavia", ["Brontavia AB"]), ("Fjordwen Bank", ["Fjordwen", "F&B"]), ("Ånglådal", []), ("北京", [])]
    if form == "json":
        path = folder / "brands.json"
        path.write_text(json.dumps([{"name": n, "aliases": a} for n, a in brands], ensure_ascii=False, indent=1))
    else:
        path = folder / "brands.yaml"
        path.write_text("brands:\n" + "".join("  - name: %s\n    aliases: %s\n    own: true\n" % (n, json.dumps(a))
                                             for n, a in brands))
    return brands, str(path)


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_detection_equals_a_search_by_word_boundaries(form, tmp_path):
    brands, path = write_brands(tmp_path, form)
    pieces = ["Brontavia", "brontavia AB", "Fjordwen Bank", "FJORDWEN", "F&B", "Ånglådal", "and", "x", " ", " ", ", ",
              "\n", "é", "😂", "Brontavian", "\u2028", "’s", "(", "5"]
    chance = random.Random(7)

    def text():
        return "".join(chance.choice(pieces) for _ in range(chance.randrange(30)))

    questions = [{"id": n, "title": text(), "text": text()} for n in range(300)]
    answers = lines("detect", "--format", "jsonl", "--brands", path, stdin=questions)
    assert [a["id"] for a in answers] == list(range(300))
    for question, answer in zip(questions, answers):
        expected = {}
        for name, aliases in brands[:3]:
            names = sorted([name] + aliases, key=len, reverse=True)
            pattern = r"(?<![\w])(?:%s)(?![\w])" % "|".join(re.escape(n).replace("\\ ", r"\s+") for n in names)
            for field in ("title", "text"):
                for found in re.finditer(pattern, question[field], re.IGNORECASE):
                    start = len(question[field][:found.start()].encode())
                    span = {"field": field, "start": start, "end": start + len(found.group().encode())}
                    expected.setdefault(name, []).append(span)
        assert {m["brand"]: m["spans"] for m in answer["mentions"]} == expected, question


def test_detection_reads_a_missing_title_and_names_each_brand_once(tmp_path):
    _, path = write_brands(tmp_path, "json")
    answers = lines("detect", "--brands", path, stdin=[
        {"id": "a", "text": "我在北京 😂 Brontavia, BRONTAVIA AB"}, {"id": "b", "title": None, "text": ""},
        {"id": "c", "title": "北京", "text": "x"}])
    assert answers[0]["mentions"] == [
        {"brand": "Brontavia", "spans": [{"field": "text", "start": 18, "end": 27}, {"field": "text", "start": 29, "end": 41}]},
        {"brand": "北京", "spans": [{"field": "text", "start": 6, "end": 12}]}]
    assert answers[1]["mentions"] == []
    assert answers[2]["mentions"] == [{"brand": "北京", "spans": [{"field": "title", "start": 0, "end": 6}]}]


@pytest.mark.parametrize("text, reason", [("", "no brand"), ("[{}]", "needs a name"), ("{", ""), ("[{\"name\":\"a\"},{\"name\":\"a\"}]", "twice")])
def test_a_brand_file_that_cannot_serve_is_told(text, reason, tmp_path):
    path = tmp_path / "brands.json"
    path.write_text(text)
    done = run("detect", "--brands", str(path), stdin=b'{"id":1,"text":"a"}\n')
    assert done.returncode == 1 and str(path) in done.stderr.decode() and reason in done.stderr.decode()


CUSTOMERS = """id,name,given_name,family_name,company,email,phone,city,country,language,handles,order_ids
C1,Mira Sol,Mira,Sol,,mira.sol@gmail.com; info@sol.example,,Lund,SE,sv,fedi:mira@social.example; reddit:mirasol,778812; AB-44117
C2,Noor Bay,Noor,Bay,"Bay, Sons",noor@bay.example,+46 70 123 45 67,Oslo,NO,nb,https://noor.example/,
C3,Noor Bay,Noor,Bay,,,,Bergen,NO,nb,,
"""


@pytest.mark.parametrize("mention, customer, decision", [
    ({"author": {"name": "m", "url": None, "email": "MiraSol+x@googlemail.com"}, "text": "hello"}, "C1", "linked"),
    ({"author": {"name": "M", "email": None, "url": "https://social.example/@mira"}, "text": ""}, "C1", "linked"),
    ({"author": None, "url": None, "title": "Order AB-44117", "text": "My order AB-44117 is late"}, "C1", None),
    ({"author": {"name": "Noor Bay"}, "url": "https://noor.example/2026/visit", "text": "x"}, "C2", None),
    ({"author": {"name": "Mira Sol", "url": None, "email": None}, "text": "nothing here"}, "C1", None),
    ({"author": {"name": "Noor Bay"}, "text": "nothing here"}, "C2", "none"),
    ({"author": {"name": "Somebody Else"}, "text": "nothing here"}, None, "none"),
    ({"author": {}, "text": "as @mira@social.example wrote"}, None, "none"),
    ({}, None, "none"),
])
def test_every_field_of_a_mention_is_read_and_the_best_candidate_is_named(mention, customer, decision, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS)
    answer = lines("link", "--format", "jsonl", "--customers", str(path), stdin=[{"id": "m", **mention}])[0]
    assert set(answer) == {"id", "customer_id", "probability", "decision", "why"}
    assert answer["customer_id"] == customer and 0 <= answer["probability"] <= 1
    assert answer["decision"] == decision or decision is None and answer["decision"] in ("linked", "suggested")
    assert bool(answer["why"]) == (customer is not None)
    assert all(set(w) == {"factor", "mention", "customer", "bits"} for w in answer["why"])


@pytest.mark.parametrize("text, reason", [
    ("", "column"), ("name\nMira\n", '"id"'), ("id,name\n,Mira\n", "csv:2:"), ("id,name\nC1,a\nC1,b\n", "twice")])
def test_a_customer_file_that_cannot_serve_is_told(text, reason, tmp_path):
    path = tmp_path / "customers.csv"
    path.write_text(text)
    done = run("link", "--customers", str(path), stdin=b'{"id":1,"text":"a"}\n')
    assert done.returncode == 1 and str(path) in done.stderr.decode() and reason in done.stderr.decode()
