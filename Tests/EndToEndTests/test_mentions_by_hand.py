"""What no feed brings: written down one by one, or taken from the exports of review sites."""
import datetime
import json

import pytest
from conftest import sign_in

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
TODAY = (NOW - datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
TRUSTPILOT = """Review Id,Review Created (UTC),Review Username,Review Title,Review Content,Review Stars
t1,%s,Mira Sol,Leaks,"It leaks, and ""nobody"" answers.
Terrible.",1
t2,%s,Noor Bay,Great,Boils fast. I love it.,5
t3,2023-05-02 10:00:00,Old Timer,Awful,It broke. Awful.,1
t4,%s,Bad Row,Odd,Odd stars,9
""" % (TODAY, TODAY, TODAY)
PLAY = """Package Name,Reviewer Language,Review Submit Date and Time,Star Rating,Review Title,Review Text,Review Link
com.example.app,en,%s,1,,The app crashes all the time. Terrible.,https://play.example/r/1
com.example.app,ta,%s,5,,மிக அருமை,https://play.example/r/2
com.example.app,en,%s,4,,,https://play.example/r/3
""" % (TODAY, TODAY, TODAY)
GOOGLE = json.dumps({"reviews": [{
    "reviewId": "g1", "reviewer": {"displayName": "Mira Sol"}, "starRating": "TWO",
    "comment": "Rude staff.", "createTime": TODAY}]})
APPLE = json.dumps({"data": [{"id": "a1", "type": "customerReviews", "attributes": {
    "rating": 5, "title": "Lovely", "body": "Works perfectly. I love it.", "reviewerNickname": "noor",
    "createdDate": TODAY, "territory": "SWE"}}]})


@pytest.fixture
def shop(earshot):
    brands = earshot.folder / "brands.yaml"
    brands.write_text("brands:\n  - name: Brewbird\n  - name: Kordell\n    own: false\n")
    earshot.run("rules", "import", str(brands))
    return earshot


def write(earshot, name, text, encoding="utf-8"):
    file = earshot.folder / name
    file.write_bytes(text.encode(encoding))
    return str(file)


def mentions(earshot):
    return earshot.json("mentions", "list", "--limit", "500")


def test_a_review_that_somebody_writes_down_is_judged_and_waits_for_an_answer(shop):
    line = ["mentions", "add", "It leaks after a week. Terrible.", "--brand", "Brewbird", "--stars", "1",
            "--link", "https://shop.example/r/77", "--author", "Mira Sol"]
    first = shop.run(*line).stdout
    assert first.startswith("The mention is added. See: earshot mentions show ")
    assert shop.run(*line).stdout.startswith("It was there already. See: ")
    (mention,) = mentions(shop)
    assert (mention["label"], mention["nature"], mention["triage"]) == ("negative", "complaint", "in_case")
    assert mention["text"].startswith("★☆☆☆☆\n") and mention["author"]["name"] == "Mira Sol"
    assert mention["id"] in first and mention["feed"] == "By hand"
    assert len(shop.json("queue", "list")) == 1 and shop.json("feeds", "list") == []


def test_a_text_without_a_brand_is_refused_with_what_to_do(shop):
    done = shop.run("mentions", "add", "It rained all day.", check=False)
    assert done.returncode == 1 and "--brand" in done.stderr
    assert shop.run("mentions", "add", "-", stdin="Kordell is slow.").returncode == 0
    assert [row["brand"] for row in mentions(shop)] == ["Kordell"]
    assert shop.json("queue", "list") == []


def test_an_export_is_taken_in_once_however_often_it_is_imported(shop):
    file = write(shop, "reviews.csv", TRUSTPILOT)
    line = ["mentions", "import", file, "--map", "trustpilot", "--brand", "Brewbird"]
    trial = shop.run(*line, "--dry-run", check=False)
    assert trial.returncode == 3 and "3 reviews would be taken in" in trial.stdout
    assert mentions(shop) == []
    done = shop.run(*line, check=False)
    assert done.returncode == 3 and done.stdout == "3 reviews taken in.\n"
    assert done.stderr == 'earshot: %s:6: "9" is no rating from 1 to 5\n' % file
    before = mentions(shop)
    assert shop.run(*line, check=False).stdout == "0 reviews taken in, 3 there already.\n"
    assert mentions(shop) == before and len(before) == 3
    old = next(row for row in before if row["author"]["name"] == "Old Timer")
    assert old["is_history"] and old["triage"] == "noted"
    assert len(shop.json("queue", "list")) == 2
    write(shop, "reviews.csv", TRUSTPILOT.replace("It broke. Awful.", "It broke and they mended it."))
    assert "1 brought up to date" in shop.run(*line, check=False).stdout
    assert len(mentions(shop)) == 3


@pytest.mark.parametrize("map_name, name, text, encoding, labels", [
    ("play-console", "r.csv", PLAY, "utf-16", ["negative", "positive"]),
    ("google-business", "reviews.json", GOOGLE, "utf-8", ["negative"]),
    ("app-store-connect", "reviews.json", APPLE, "utf-8", ["positive"]),
])
def test_the_exports_of_other_sites_are_read(shop, map_name, name, text, encoding, labels):
    file = write(shop, name, text, encoding)
    done = shop.run("mentions", "import", file, "--map", map_name, "--brand", "Brewbird")
    found = mentions(shop)
    assert sorted(row["label"] for row in found) == labels
    assert all(row["published_at"][:16] == TODAY[:16] and row["feed_kind"] == "review" for row in found)
    assert ("1 ratings without a word left out" in done.stdout) == (map_name == "play-console")
    if map_name == "play-console":
        assert {row["language"] for row in found} == {"en", "ta"}


def test_a_map_of_ones_own_is_a_file(shop):
    shop_map = write(shop, "mine.yaml", "title: My shop\ncolumns: {text: Body, date: When, author: Who}\ndates: day_first\n")
    file = write(shop, "mine.csv", "Who;Body;When\nMira;Brewbird is great, I love it.;%s\n" % NOW.strftime("%d/%m/%Y"))
    shop.run("mentions", "import", file, "--map", shop_map)
    (mention,) = mentions(shop)
    assert (mention["feed"], mention["published_at"][:10]) == ("My shop", NOW.strftime("%Y-%m-%d"))
    done = shop.run("mentions", "import", file, "--map", "nonsense", check=False)
    assert done.returncode == 1 and "trustpilot" in done.stderr


def test_a_mention_is_entered_on_a_page(shop, chromium):
    link = shop.run("staff", "add", "anna@example.com", "--name", "Anna", "--role", "agent").stdout.splitlines()[-1]
    shop.start()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, link)
    page.click("text=Enter a mention")
    page.fill("#text", "Brewbird sent me a broken kettle. Terrible.")
    page.fill("#author", "Mira Sol")
    page.fill("#link", "https://shop.example/r/5")
    page.click("button.primary")
    page.wait_for_url("**/cases/1")
    assert "Mira Sol" in page.locator("main").inner_text()
    assert page.locator("mark.negative").count() >= 1
    context.close()
