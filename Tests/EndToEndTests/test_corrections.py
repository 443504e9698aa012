"""Judgements that people correct, and the words that they teach: by commands, and on a page with keys alone."""
import json

import pytest
from conftest import Earshot, sign_in
from servers import Postgres, postgres_program

TEXTS = ["Brewbird is a blorp.", "The new Brewbird blorp came.", "My Brewbird is a blorp too.", "It rained on Brewbird."]


@pytest.fixture
def shop(earshot):
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Brewbird\n")
    earshot.run("rules", "import", str(brands))
    for number, text in enumerate(TEXTS):
        earshot.run("mentions", "add", text, "--brand", "Brewbird", "--author", "Mira %d" % number, "--link",
                    "https://shop.example/r/%d" % number)
    return earshot


def labels(shop):
    return [mention["label"] for mention in sorted(shop.json("mentions", "list"), key=lambda each: each["link"])]


def mention(shop, text=TEXTS[0]):
    (found,) = [each for each in shop.json("mentions", "list") if each["text"] == text]
    return found


def test_a_mention_and_its_words_are_corrected_and_taken_back(shop):
    shop.run("staff", "add", "ada@example.com", "--name", "Ada", "--role", "admin")
    ada = ["--as", "ada@example.com"]
    id = mention(shop)["id"]
    judge = ["mentions", "judge", id, "--label", "positive", *ada]
    assert shop.run("mentions", "judge", id, "--label", "positive", check=False).returncode != 0
    preview = shop.run(*judge, "--word", "blorp=praise", "--dry-run")
    assert "This changes 2 other mentions, of 2 that hold these words." in preview.stdout
    assert "Nothing was written." in preview.stderr and labels(shop) == ["neutral"] * 4
    done = shop.run(*judge, "--word", "blorp=praise")
    assert "2 other mentions judged otherwise" in done.stdout
    assert labels(shop) == ["positive"] * 3 + ["neutral"]
    (word,) = shop.json("lexicon", "corrections")
    assert (word["term"], word["language"], word["value"], word["author"]) == ("blorp", "en", 2, "Ada")
    assert shop.json("trends", "verify")[0]["agrees"] is True
    # What is added from now on is judged so too, without a restart of anything.
    shop.run("mentions", "add", "A Brewbird blorp.", "--brand", "Brewbird", "--link", "https://shop.example/r/9")
    assert labels(shop)[-1] == "positive"
    back = shop.run("lexicon", "corrections", "--remove", "blorp", "--language", "en")
    assert "means again what the word lists say" in back.stdout
    assert labels(shop) == ["positive"] + ["neutral"] * 4 and shop.json("lexicon", "corrections") == []
    assert "by Ada; Earshot said neutral" in shop.run("mentions", "show", id).stdout
    shop.run("mentions", "judge", id, "--by-rules", *ada)
    assert labels(shop) == ["neutral"] * 5
    assert shop.json("trends", "verify")[0]["agrees"] is True


def test_without_a_daemon_the_command_finishes_what_its_words_begin(shop):
    shop.run("staff", "add", "ada@example.com", "--name", "Ada", "--role", "admin")
    id = mention(shop)["id"]
    many = shop.folder / "many.jsonl"
    many.write_text("".join(json.dumps({"id": str(n), "text": "Brewbird blorp %d" % n, "language": "en"}) + "\n" for n in range(1500)))
    shop.run("mentions", "import", str(many), "--map", "plain", "--brand", "Brewbird")
    done = shop.run("mentions", "judge", id, "--label", "positive", "--word", "blorp=praise", "--as", "ada@example.com")
    assert "1502 other mentions judged otherwise (run" in done.stdout
    assert [run["state"] for run in shop.json("rescore", "--runs")] == ["done"]


def test_what_people_said_is_read_by_learn(shop):
    shop.run("staff", "add", "ada@example.com", "--name", "Ada", "--role", "lead")
    for text in TEXTS[:3]:
        shop.run("mentions", "judge", mention(shop, text)["id"], "--label", "negative", "--as", "ada@example.com")
    assert len(shop.json("mentions", "list", "--corrected")) == 3
    lines = shop.run("lexicon", "corrections", "--texts").stdout
    assert {(row["label"], row["lang"]) for row in map(json.loads, lines.splitlines())} == {("negative", "en")}
    said = shop.folder / "said.jsonl"
    said.write_text(lines)
    assert "3 texts, " in shop.run("lexicon", "learn", str(said), "--least", "2").stderr


@pytest.mark.parametrize("arguments", [["--word", "blorp=great"], ["--by-rules"], ["--word", "=1"]])
def test_options_that_make_no_sense_are_status_2(shop, arguments):
    assert shop.run("mentions", "judge", "7", "--label", "positive", *arguments, check=False).returncode == 2


def press_access_key(page, letter):
    """Presses Alt and a letter as a keyboard does; the shorthand of Playwright reaches no access key."""
    key = {"modifiers": 1, "key": letter, "code": "Key" + letter.upper(), "windowsVirtualKeyCode": ord(letter.upper())}
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, "unmodifiedText": letter, **key})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})


@pytest.mark.parametrize("width", [390, 1280])
def test_a_judgement_is_corrected_with_keys_alone(shop, chromium, width):
    id = mention(shop)["id"]
    shop.start()
    page = chromium.new_context(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()
    sign_in(page, shop.link_for("admin"))
    page.goto(shop.base + "/mentions/" + id)
    press_access_key(page, "c")
    positive = page.locator("[name=label][value=positive]")
    assert positive.is_visible()
    page.keyboard.press("Tab")  # the label that it has
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert positive.is_checked()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Enter")
    page.wait_for_url("**/correct")
    assert "Neutral becomes Positive, Praise." in page.locator("main").inner_text()
    assert labels(shop) == ["neutral"] * 4
    page.keyboard.press("Enter")  # the button has the focus
    page.wait_for_url("**done=corrected")
    assert "Corrected by Vera" in page.locator("main").inner_text()
    assert labels(shop)[0] == "positive"


def test_words_are_taught_on_a_page_and_the_others_follow(shop, chromium):
    shop.run("mentions", "add", "Brewbird is terrible.", "--brand", "Brewbird", "--link", "https://shop.example/r/8")
    shop.run("mentions", "add", "What a terrible Brewbird.", "--brand", "Brewbird", "--link", "https://shop.example/r/9")
    id = mention(shop, "Brewbird is terrible.")["id"]
    shop.start()
    page = chromium.new_context(java_script_enabled=False).new_page()
    sign_in(page, shop.link_for("admin"))
    page.goto(shop.base + "/mentions/" + id)
    page.click("summary[accesskey=c]")
    page.check("[name=label][value=positive]")
    page.select_option("[name=meaning_0]", label="praise")
    page.get_by_role("button", name="Show what changes").click()
    assert page.locator("h2", has_text="This changes 1 other mention").count() == 1
    page.get_by_role("button", name="Correct this mention, and these words").click()
    page.wait_for_url("**done=taught")
    assert labels(shop)[-2:] == ["positive", "positive"]
    page.click(".notice a")
    page.get_by_role("button", name="Take back").first.click()
    page.wait_for_url("**done=forgotten")
    assert labels(shop)[-2:] == ["positive", "negative"]


@pytest.fixture
def neighbours(tmp_path):
    """Two daemons on one PostgreSQL."""
    postgres = Postgres(tmp_path / "postgres")
    store, members = postgres.store(), []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        member = Earshot(tmp_path / name)
        member.config.write_text(member.config.read_text() + 'store: "%s"\n' % store)
        members.append(member)
        member.start()
    yield members
    for member in members:
        member.process.kill()
        member.process.wait(10)
    postgres.stop()


@pytest.mark.skipif(postgres_program("initdb") is None, reason="PostgreSQL is not installed")
def test_words_hold_at_once_for_every_daemon_on_one_store(neighbours):
    one, two = neighbours
    brands = one.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Brewbird\n")
    one.run("rules", "import", str(brands))
    one.run("staff", "add", "ada@example.com", "--name", "Ada", "--role", "admin")
    for number, text in enumerate(TEXTS[:2]):
        two.run("mentions", "add", text, "--link", "https://shop.example/r/%d" % number)
    one.run("mentions", "judge", mention(one)["id"], "--label", "negative", "--word", "blorp=blame",
            "--as", "ada@example.com")
    two.run("mentions", "add", TEXTS[2], "--link", "https://shop.example/r/2")
    assert labels(two) == ["negative"] * 3
    assert [word["term"] for word in two.json("lexicon", "corrections")] == ["blorp"]
    two.run("lexicon", "corrections", "--remove", "blorp")
    one.run("mentions", "add", "A Brewbird blorp.", "--link", "https://shop.example/r/3")
    assert labels(one) == ["negative", "neutral", "neutral", "neutral"]
    assert one.json("trends", "verify")[0]["agrees"] is True
