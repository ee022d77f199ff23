#!/usr/bin/env python3
"""An organizer's and a speaker's whole way in a real browser, from an empty folder, with and without JavaScript.

Starts servers of its own in WORK.
"""
import atexit
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
if "WORK" not in os.environ:
    sys.exit("Run it by Scripts/check-clients organize.py")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402

from browser import Browser  # noqa: E402
from client import ROCKPOOL, WORK, check, eventually, rockpool  # noqa: E402
from pdf import pdf  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent


class Server:
    """A server on a folder of its own."""

    def __init__(self, name):
        self.archive, self.cache = WORK / name, WORK / f"{name}.cache"
        self.archive.mkdir()
        self.log = open(WORK / f"{name}.log", "w+")
        self.process = None

    def start(self, *arguments):
        self.process = subprocess.Popen(
            [ROCKPOOL, "serve", "--archive", self.archive, "--cache", self.cache, "--templates", ROOT / "Templates",
             *(arguments or ("--port", "0"))], stdout=subprocess.PIPE, stderr=self.log, text=True)
        atexit.register(self.process.kill)
        for line in self.process.stdout:
            if found := re.search(r"serves on (http://\S+)", line):
                self.site = found[1]
                return self
        self.log.seek(0)
        check(False, f"the server did not start: {self.log.read()}")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        with urllib.request.urlopen(self.site + path) as answer:
            return answer.read().decode()


def git(server, *arguments):
    return subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", server.archive, *arguments],
        capture_output=True, text=True, check=True).stdout


def changed(server):
    """The files that differ from the last commit, and a commit of them."""
    git(server, "add", "--all")
    names = git(server, "diff", "--cached", "--name-only").split()
    git(server, "commit", "--quiet", "--allow-empty", "--message", "next")
    return names


def whole_way(script):
    server = Server(f"archive-{'script' if script else 'plain'}")
    git(server, "init", "--quiet")
    token = rockpool("token", "create", "Olga", "--archive", str(server.archive)).strip()
    server.start()
    with Browser(server.site, script) as organizer, Browser(server.site, script, 390, 1200) as speaker:
        sign_in(organizer, token)
        set_up(organizer, server)
        make_edition(organizer, server)
        make_talks(organizer, server)
        drag(organizer, server)
        put_several_up(organizer, server)
        hand_in(organizer, speaker, server)
        correct(organizer, server)
        for who, browser in (("organizer", organizer), ("speaker", speaker)):
            browser.screenshot(WORK / f"{who}-{'script' if script else 'plain'}.png")
            complaints = browser.complaints()
            check(not complaints, f"the {who}'s browser complains: {complaints}")
    server.stop()


def sign_in(browser, token):
    browser.open("/organize/")
    browser.fill("Token", "rp_aaaaaaaa_" + "A" * 43)
    browser.press("Sign in")
    browser.sees("This token is not valid")
    browser.fill("Token", token)
    browser.press("Sign in")
    browser.sees("Signed in as Olga")


def set_up(browser, server):
    browser.sees("A new archive")
    browser.fill("Name of the series", "Tidepool")
    browser.fill("One line under the name", "Small waters: a workshop")
    browser.fill("Address of this site", server.site)
    browser.fill("Name for feeds", "tidepool.example")
    browser.press("Make the archive")
    browser.sees("is no tag authority")
    browser.fill("Name for feeds", "tidepool.example,2030")
    browser.press("Make the archive")
    browser.sees("There is no edition yet")
    check("Small waters" in server.get("/"), "the home page does not have the new name")
    changed(server)


def make_edition(browser, server):
    browser.press("New edition")
    browser.fill("Address", "2031")
    browser.fill("Name", "Tidepool 2031")
    browser.fill("First day", "2031-05-02")
    browser.fill("Last day", "2031-05-03")
    browser.fill("Place", "Tideway")
    browser.press("Make the edition")
    browser.sees("There is no talk yet")
    names = changed(server)
    check(names == ["2031/edition.yaml", "audit.log"], f"a new edition changed {names}")


def make_talks(browser, server):
    for title, speaker in (("Limpets and their grip", "Ada Low"), ("Kelp forests", "Bo Reed"), ("Crabs", "Cy Wharf")):
        browser.open("/organize/editions/2031/")
        browser.press("New talk")
        browser.fill("Title", title)
        browser.fill("Speakers", speaker)
        browser.fill("Text", f"All about *{title}*.")
        browser.press("Preview")
        browser.sees(f"All about {title}.")
        browser.press("Make the talk")
        browser.sees("It is made")
    names = changed(server)
    talks = [f"2031/{slug}/talk.md" for slug in ("crabs", "kelp-forests", "limpets-and-their-grip")]
    check(names == talks + ["audit.log"], f"three talks changed {names}")
    browser.open("/organize/editions/2031/")
    browser.press("Move up: Crabs")
    browser.sees("The programme has the new order")
    names = changed(server)
    check(len(names) <= 3, f"another order changed {names}")


def drag(browser, server):
    """The last talk of the programme is pulled above the first."""
    if not browser.script:
        return
    browser.open("/organize/editions/2031/")
    talks = browser.driver.find_elements(By.CSS_SELECTOR, ".desk-programme .desk-talk")
    moved = talks[-1].get_attribute("data-talk")
    mouse = ActionChains(browser.driver)
    mouse.move_to_element_with_offset(talks[-1], 0, 15).click_and_hold()
    mouse.move_to_element(talks[0]).move_to_element_with_offset(talks[0], 0, -20).release().perform()
    browser.sees("Not saved yet.")
    browser.press("Save the order")
    browser.sees("The programme has the new order")
    first = browser.driver.find_element(By.CSS_SELECTOR, ".desk-programme .desk-talk")
    check(first.get_attribute("data-talk") == moved, "a talk that was dragged to the top is not there")
    changed(server)


def put_several_up(browser, server):
    """Dropped with a script, chosen without; a person gives the one that no name fits to its talk."""
    decks = {"Kelp forests (final).pdf": "holdfastword", "IMG_0042.pdf": "pincerword"}
    for name, word in decks.items():
        (WORK / name).write_bytes(pdf("Slides", f"All about the {word}"))
    browser.open("/organize/editions/2031/")
    if browser.script:
        # The mouse of WebDriver cannot bring files from outside of the browser.
        browser.driver.execute_script("""
            const files = new DataTransfer();
            for (const [name, bytes] of arguments[0])
                files.items.add(new File([Uint8Array.from(bytes)], name, {type: 'application/pdf'}));
            document.querySelector('main').dispatchEvent(
                new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: files}));
            """, [[name, list((WORK / name).read_bytes())] for name in decks])
    else:
        browser.fill("PDFs of at most", "\n".join(str(WORK / name) for name in decks))
        browser.press("Upload")
    browser.sees("Which slides are of which talk?", "no talk found: choose")
    check(changed(server) == [], "files that nobody has given to a talk changed the archive")
    browser.fill("IMG_0042.pdf", "Crabs")
    browser.press("Put them up")
    for word, slug in (("holdfastword", "kelp-forests"), ("pincerword", "crabs")):
        eventually("the decks to be found", lambda: f"/2031/{slug}/slides/2" in server.get(f"/search?q={word}"))
    names = changed(server)
    check(sorted(Path(name).suffix for name in names) == [".log", ".md", ".md", ".pdf", ".pdf"],
          f"two decks changed {names}")


def make_link(browser, slug, name):
    browser.open(f"/organize/editions/2031/{slug}/")
    browser.press("Links for its speakers")
    browser.fill("For whom", name)
    browser.press("Make a link")
    browser.sees("The link for")
    return re.search(r"\S+/hand-in/#?\S*rl_\S+", browser.text)[0]


def hand_in(organizer, speaker, server):
    """A deck that waits, is refused, handed in again and accepted; and a text."""
    slug = "limpets-and-their-grip"
    link = make_link(organizer, slug, "Ada")
    changed(server)
    if speaker.script:
        speaker.open(link)
    else:
        # A fragment goes nowhere without a script.
        speaker.open(link)
        speaker.fill("Your link", link)
        speaker.press("Open")
    speaker.sees("Limpets and their grip", "There are none yet")
    check("rl_" not in speaker.driver.current_url, "the link's secret stays in the address bar")

    first, second = WORK / "first.pdf", WORK / "second.pdf"
    first.write_bytes(pdf("Limpets", "A draftword that nobody wants"))
    second.write_bytes(pdf("Limpets", "They hold by suctionword", "Thanks"))
    wrong = WORK / "wrong.pdf"
    wrong.write_text("This is no PDF.")
    speaker.fill("A PDF of at most", str(wrong))
    speaker.press("Hand in the slides")
    speaker.sees("This is not a PDF")
    speaker.open("/hand-in/talk")
    speaker.fill("A PDF of at most", str(first))
    speaker.press("Hand in the slides")
    speaker.sees("Waiting for an organizer")
    check("/slides/" not in server.get("/search?q=draftword"), "a proposed deck is found")
    check("draftword" not in server.get("/feed.atom"), "a proposed deck is in the feed")
    names = changed(server)
    check(names == ["audit.log"], f"what waits changed {names}")

    organizer.open("/organize/")
    organizer.press("1 ")
    organizer.sees("What speakers handed in", "Ada")
    organizer.fill("Why not?", "Please without the draft page.")
    organizer.press("Refuse")
    organizer.sees("Nothing waits")

    speaker.open("/hand-in/talk")
    speaker.sees("Please without the draft page.")
    speaker.fill("A PDF of at most", str(second))
    speaker.fill("What changed", "No draft page")
    speaker.press("Hand in the slides")
    speaker.sees("Waiting for an organizer")
    speaker.fill("Title", "Limpets and how they hold")
    speaker.fill("Abstract", "How a limpet **holds** its rock.")
    speaker.press("Hand in the text")
    speaker.sees("slides", "Waiting for an organizer")

    # It waits over a restart, and both stay signed in.
    port = server.site.rsplit(":", 1)[1]
    server.stop()
    server.start("--port", port)
    organizer.open("/organize/proposals/")
    organizer.sees("Limpets and how they hold")
    organizer.press("Accept")
    organizer.sees("Nothing waits")
    eventually("the deck to be found", lambda: f"/2031/{slug}/slides/2" in server.get("/search?q=suctionword"))
    check("Limpets and how they hold" in server.get("/feed.atom"), "the feed does not have the new title")
    names = changed(server)
    check(len(names) == 3 and f"2031/{slug}/talk.md" in names and names[0].endswith(".pdf"),
          f"an accepted proposal changed {names}")
    speaker.open("/hand-in/talk")
    speaker.sees("Limpets and how they hold")

    # A link that is taken back ends the session.
    organizer.open("/organize/links/")
    organizer.press("Revoke")
    organizer.sees("There are none.")
    speaker.open("/hand-in/talk")
    speaker.sees("Your link")
    changed(server)


def correct(browser, server):
    """A correction is a small difference, and comments stay."""
    file = server.archive / "2031/kelp-forests/talk.md"
    file.write_text(file.read_text().replace("---\n", "---\n# Checked by hand\n", 1))
    changed(server)
    eventually("the change by hand", lambda: True)
    browser.open("/organize/editions/2031/kelp-forests/")
    browser.fill("Title", "Kelp forests: revisited")
    browser.press("Save")
    browser.sees("Saved")
    git(server, "add", "--all")
    lines = [line for line in git(server, "diff", "--cached", "-U0", "2031/").splitlines()
             if re.match(r"[+-][^+-]", line)]
    check(len(lines) <= 4 and all("title" in line or "updated" in line for line in lines),
          f"a correction changed {lines}")


for script in (True, False):
    whole_way(script)
print("an organizer's and a speaker's way, with JavaScript and without")
