"""The first page of an installed daemon: from no brand to the first mentions, with and without JavaScript."""
import json

import pytest
from conftest import publish_site, sign_in

ENTRIES = [("1", "Broken lamp", "Lumenta sent me a broken lamp. Terrible.", "Mira"),
           ("2", "Praise", "I love my Lumenta lamp, it is excellent.", "Noor"),
           ("3", "Lumenta moths", "Lumenta is a family of moths, and an awful one.", "Ines"),
           ("4", "Weather", "It rained.", "Ida")]


@pytest.fixture
def site(feed_server):
    return publish_site(feed_server, ENTRIES)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def answer(page, site, brand="Lumenta"):
    """Answers the questions without the proposals of recipes, which would ask the web."""
    page.fill("#brand", brand)
    page.fill("#domain", "http://" + site)
    for kind in ("blog", "review", "forum", "news"):
        page.uncheck("[name=kind_%s]" % kind)


def uncheck_others(page):
    """Takes away what does not stand on this machine."""
    for box in page.locator(".choice").all():
        if "127.0.0.1" not in box.inner_text():
            box.locator("input").uncheck()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_page_leads_to_the_first_mentions(earshot, site, chromium, scripts):
    earshot.start()
    page = chromium.new_context(java_script_enabled=scripts).new_page()
    sign_in(page, earshot.link_for("admin"))
    assert page.url == earshot.base + "/set-up"
    answer(page, site)
    press(page, "Look for feeds")
    assert page.locator("h1").inner_text() == "Places to listen at"
    assert "What people say" in page.locator("main").inner_text()
    assert earshot.json("rules", "list") == [] and earshot.json("feeds", "list") == []
    uncheck_others(page)
    press(page, "Listen to these")
    # It looks again by itself, with and without scripts.
    page.wait_for_selector(".sample", timeout=30_000)
    assert "Found 3 in the last 7 days." in page.locator("main").inner_text()
    assert page.locator(".sample").count() == 3
    (feed,) = earshot.json("feeds", "list")
    assert feed["configured_address"].endswith("/feed.xml") and feed["kind"] == "own"
    moth = page.locator(".sample", has_text="moths")
    moth.get_by_role("button", name="Not us").click()
    page.wait_for_selector(".decided")
    assert "put aside" in page.locator(".sample", has_text="moths").inner_text()
    for _ in range(2):
        with page.expect_navigation():
            page.keyboard.press("Enter")  # the next sample's "Right" has the focus
    assert page.locator(".decided").count() == 3
    assert {row["title"]: row["triage"] for row in earshot.json("mentions", "list")}["Lumenta moths"] == "dismissed"
    page.goto(earshot.base + "/")
    assert page.url == earshot.base + "/queue"
    assert "moths" not in page.locator("main").inner_text()
    page.context.close()


def test_wrong_answers_and_silent_places_have_a_friendly_next_step(earshot, site, chromium):
    earshot.start()
    page = chromium.new_context(java_script_enabled=False).new_page()
    sign_in(page, earshot.link_for("admin"))
    press(page, "Look for feeds")
    assert "Name your brand first" in page.get_by_role("alert").inner_text()
    answer(page, site)
    page.fill("#domain", "not a domain")
    press(page, "Look for feeds")
    assert "That is no site" in page.get_by_role("alert").inner_text()
    assert page.input_value("#brand") == "Lumenta"
    page.fill("#domain", "127.0.0.1:1")
    page.uncheck("[name=kind_social]")
    page.check("[name=kind_review]")
    press(page, "Look for feeds")
    assert "127.0.0.1:1" in page.locator("main").inner_text()
    page.fill("#places", "http://" + site)
    press(page, "Look again with these places")
    assert "What people say" in page.locator("main").inner_text()
    press(page, "Change the answers")
    assert page.input_value("#brand") == "Lumenta"
    assert earshot.json("rules", "list") == []
    page.context.close()


def test_a_network_that_the_settings_do_not_allow_is_not_asked(earshot, feed_server, site, chromium):
    earshot.config.write_text("listen: 127.0.0.1:%d\n" % earshot.port)
    earshot.start()
    page = chromium.new_context().new_page()
    sign_in(page, earshot.link_for("admin"))
    answer(page, site)
    press(page, "Look for feeds")
    assert site.split(":")[0] in page.locator(".problem").inner_text()
    assert feed_server.log == []
    page.context.close()


@pytest.mark.parametrize("role", ["lead", "analyst"])
def test_only_administrators_are_asked(earshot, chromium, role):
    earshot.start()
    page = chromium.new_context().new_page()
    sign_in(page, earshot.link_for(role))
    assert page.url == earshot.base + "/queue"
    assert "An administrator sets it up" in page.locator("main").inner_text()
    assert page.goto(earshot.base + "/set-up").status == 403
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_a_phone_and_a_desk(earshot, site, chromium, width):
    earshot.start()
    page = chromium.new_context(viewport={"width": width, "height": 800}).new_page()
    sign_in(page, earshot.link_for("admin"))

    def fits():
        return page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    assert fits()
    assert page.evaluate("document.activeElement.id") == "brand"
    answer(page, site)
    press(page, "Look for feeds")
    assert fits()
    uncheck_others(page)
    press(page, "Listen to these")
    page.wait_for_selector(".sample", timeout=30_000)
    assert fits()
    targets = page.locator("button").evaluate_all("all => all.map(b => b.getBoundingClientRect().height)")
    assert min(targets) >= 24
    page.context.close()


def test_the_commands_take_the_same_way(earshot, site):
    done = earshot.run("init", "--no-input", "--no-suggested", "--brand", "Lumenta", "--spelling", "@lumenta",
                       "--feed", "http://" + site, "--json")
    assert json.loads(done.stdout)["found"] == 3
    assert earshot.json("rules", "list")[0]["aliases"] == ["@lumenta"]
    again = earshot.run("init", "--no-input", "--no-suggested", "--brand", "Lumenta", "--json")
    assert json.loads(again.stdout)["found"] == 3
    assert earshot.json("rules", "list")[0]["aliases"] == ["@lumenta"]
