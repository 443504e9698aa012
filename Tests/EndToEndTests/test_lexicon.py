"""The words by which texts are judged, as people see, check and extend them."""
import json
import subprocess

import pytest

from conftest import EARSHOT


@pytest.fixture
def lexicon(tmp_path):
    def run(*arguments, status=0):
        done = subprocess.run([EARSHOT, "lexicon", *arguments, "--data-dir", str(tmp_path)],
                              capture_output=True, text=True, timeout=300)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout, done.stderr
    return run


def score(text, folder):
    done = subprocess.run([EARSHOT, "sentiment", "explain", "--json", "--language", "en", text, "--data-dir", str(folder)],
                          capture_output=True, text=True, timeout=120)
    return json.loads(done.stdout)["points"]


def test_an_own_word_is_added_changed_and_counts(lexicon, tmp_path):
    assert score("the blorp works", tmp_path) == 0
    lexicon("add", "blorp", "--value", "-2.5")
    assert score("the blorp works", tmp_path) == -2500
    lexicon("add", "blorp", "--value", "1")
    assert score("the blorp works", tmp_path) == 1000
    assert lexicon("list", "--own")[0].split("\t")[:2] == ["+1.00", "blorp"]


def test_a_dry_run_shows_what_changes_and_writes_nothing(lexicon, tmp_path):
    shown, _ = lexicon("add", "excellent", "--value", "-4", "--dry-run")
    assert "positive becomes negative: The support was excellent." in shown
    assert not (tmp_path / "words").exists()


@pytest.mark.parametrize("arguments", [("?!", "--value", "1"), ("fine", "--value", "9"), ("fine", "--value", "much"),
                                       ("fine", "--value", "1", "--guard", "sometimes"), ("fine", "--value", "1", "--language", "xx")])
def test_a_word_that_cannot_be_read_is_not_written(lexicon, tmp_path, arguments):
    lexicon("add", *arguments, status=1)
    assert not (tmp_path / "words").exists()


def test_a_list_from_elsewhere_serves_where_the_shipped_ones_say_nothing(lexicon, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("blorp\t-5\nexcellent\t-5\n")
    lexicon("import", str(file), "--format", "afinn", "--language", "en", "--source", "a friend", "--licence", "CC0", "--name", "friend")
    text = (tmp_path / "words" / "en" / "imported-friend.tsv").read_text()
    assert text.startswith("# source: a friend\n# licence: CC0\n")
    assert score("the blorp works", tmp_path) == -4000
    assert score("excellent", tmp_path) > 0


def test_a_folder_of_tables_and_a_table_with_other_headings_are_taken(lexicon, tmp_path):
    folder = tmp_path / "SentiStrength"
    folder.mkdir()
    source = ("--language", "en", "--source", "a friend", "--licence", "CC0")
    _, said = lexicon("import", str(folder), "--format", "sentistrength", *source, status=1)
    assert "EmotionLookupTable.txt" in said
    (folder / "EmotionLookupTable.txt").write_text("blorp*\t-4\n")
    (folder / "IdiomLookupTable.txt").write_text("over the zog\t3\n")
    lexicon("import", str(folder), "--format", "sentistrength", *source)
    assert score("blorped", tmp_path) == -3200 and score("I am over the zog", tmp_path) == 2400
    table = tmp_path / "table.csv"
    table.write_text('lemma;polarity\n"quux";-0.5\n')
    _, said = lexicon("import", str(table), "--format", "csv", *source, status=1)
    assert 'no heading is "word"; there are lemma, polarity' in said
    lexicon("import", str(table), "--format", "csv", "--term", "lemma", "--score", "polarity", *source)
    assert score("quux", tmp_path) == -2000


def test_a_tag_is_added_and_found_again(lexicon, tmp_path):
    lexicon("add", "#blorp", "--value", "-2.5")
    assert (tmp_path / "words" / "en" / "own.tsv").read_text() == "\\#blorp\t-2.5\n"
    assert score("what a day #blorp", tmp_path) == -2500
    assert score("what a day blorp", tmp_path) == 0
    lexicon("add", "#blorp", "--value", "1")
    assert lexicon("list", "--own")[0].split("\t")[:2] == ["+1.00", "#blorp"]


@pytest.mark.parametrize("arguments", [("blorp\nworse", "--value", "1"), ("blorp", "--value", "1\t2"),
                                       ("blorp", "--value", "1", "--guard", "before=a\nb")])
def test_a_word_that_would_break_its_line_is_refused(lexicon, tmp_path, arguments):
    _, said = lexicon("add", *arguments, status=1)
    assert "hold no tab and no end of a line" in said
    assert not (tmp_path / "words").exists()


def test_a_list_of_another_source_is_not_replaced(lexicon, tmp_path):
    file = tmp_path / "list.txt"
    file.write_bytes(b"\xef\xbb\xbfblorp\t-5\n")
    arguments = ("import", str(file), "--format", "afinn", "--language", "en", "--licence", "CC0", "--source")
    lexicon(*arguments, "a friend")
    file.write_text("blorp\t5\n")
    _, said = lexicon(*arguments, "a stranger", status=1)
    assert "came from a friend" in said and "--name" in said
    assert score("the blorp works", tmp_path) == -4000
    lexicon(*arguments, "a friend")
    assert score("the blorp works", tmp_path) == 4000
    lexicon(*arguments, "a stranger", "--name", "other")
    assert "imported-other.tsv" in lexicon("list", "--containing", "blorp")[0]


def test_files_that_are_no_text_are_refused_alike(lexicon, tmp_path):
    file = tmp_path / "list.txt"
    file.write_bytes(b"bl\xf6rp\t-5\n")
    for arguments in (("import", str(file), "--format", "afinn", "--language", "en", "--source", "x", "--licence", "y"),
                      ("test", "--language", "en", str(file)), ("lint", "--language", "en", "--texts", str(file))):
        assert "save it as UTF-8" in lexicon(*arguments, status=1)[1]


@pytest.mark.parametrize("arguments", [("--format", "odd"), ("--format", "afinn", "--name", "../x")])
def test_an_import_that_makes_no_sense_is_refused(lexicon, tmp_path, arguments):
    file = tmp_path / "list.txt"
    file.write_text("blorp\t-5\n")
    rest = ("--language", "en", "--source", "x", "--licence", "y")
    lexicon("import", str(file), *arguments, *rest, status=2 if "odd" in arguments else 1)
    assert not (tmp_path / "words").exists()


def test_the_shipped_examples_hold_and_one_s_own_may_be_judged(lexicon, tmp_path):
    lexicon("test", "--language", "en")
    own = tmp_path / "examples.tsv"
    own.write_text("The support was excellent.\tpositive\nThe support was excellent.\tnegative\n")
    shown, _ = lexicon("test", "--language", "en", str(own), status=1)
    assert shown.splitlines() == ['en/examples.tsv:2: "The support was excellent." is positive, not negative']


def test_lint_names_what_is_to_be_mended_and_what_no_text_holds(lexicon, tmp_path):
    lexicon("lint", "--language", "en")
    lexicon("add", "Splendidly", "--value", "2")
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": 1, "lang": "en", "text": "excellent"}) + "\n")
    shown, _ = lexicon("lint", "--language", "en", status=1)
    assert 'en/own.tsv:1: "Splendidly" should be written "splendidly"' in shown
    shown, _ = lexicon("lint", "--language", "en", "--texts", str(texts), status=1)
    assert '"outstanding*" stands in none of the texts' in shown


def test_lint_looks_for_the_terms_in_plain_and_labelled_texts_and_counts_them(lexicon, tmp_path):
    lexicon("add", "blorp|frib day|", "--value", "2")
    texts = tmp_path / "texts.txt"
    texts.write_text('A frib day!\n\n{"text": "blorp", "lang": "de"}\n{"text": "frib", "lang": "en-GB"}\n')
    shown, said = lexicon("lint", "--language", "en", "--texts", str(texts), status=1)
    assert 'en/own.tsv:1: "blorp" of "blorp|frib day|" in none of the texts' in shown
    assert "en/own.tsv: 2 of 4 terms stand in 2 texts." in said
    texts.write_text('fine\n{"id": 1}\n')
    assert "texts.txt:2: a line that begins with {" in lexicon("lint", "--texts", str(texts), status=1)[1]


def test_words_are_proposed_from_labelled_and_starred_texts_and_none_is_written(lexicon, tmp_path):
    file = tmp_path / "texts.jsonl"
    rows = [{"text": f"a blorpy thing {n}", "stars": 1, "lang": "en-GB"} for n in range(20)]
    rows += [{"text": f"a fribble thing {n}", "label": "positive"} for n in range(20)]
    rows += [{"text": "gut", "label": "positive", "lang": "de"}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    shown, said = lexicon("learn", str(file))
    assert shown.splitlines()[0] == "-2.10\tblorpy\t20 of 20 texts"
    assert "a blorpy thing 0" in shown and "40 texts, 2 words" in said
    found = [json.loads(line) for line in lexicon("learn", str(file), "--json", "--limit", "1")[0].splitlines()]
    assert [(row["word"], row["value"], row["texts"]) for row in found] == [("blorpy", -2.1, 20)]
    assert not (tmp_path / "words").exists()
    file.write_text('{"text": "x"}\n')
    assert "texts.jsonl:1: a line needs a text" in lexicon("learn", str(file), status=1)[1]
