#!/usr/bin/env python3
"""A real newsboat subscribes to each kind of feed: a new talk is one new entry, whatever happens to it later.

newsboat knows an entry by its id alone, over all feeds, so each kind of feed has a newsboat of its own here, and one
more follows them all.
"""

import sqlite3
import subprocess

from client import ARCHIVE, SITE, WORK, add_talk, check, eventually, get, upload

FEEDS = {
    "everything": ["/feed.atom"],
    "edition": ["/2022/feed.atom"],
    "speaker": ["/speakers/philip-herron/feed.atom"],
    "tag": ["/tags/gcc/feed.atom"],
    "search": ["/search.atom?q=whelkproof"],
}
FEEDS["all of them"] = [feeds[0] for feeds in FEEDS.values()]


def database(kind):
    return sqlite3.connect(WORK / f"{kind}.db")


def reload(kind):
    """Lets newsboat look, and gives what it has, by id."""
    (WORK / "urls").write_text("".join(f"{SITE}{feed}\n" for feed in FEEDS[kind]))
    (WORK / "config").write_text("reload-threads 1\n")
    subprocess.run(
        ["newsboat", "-u", WORK / "urls", "-c", WORK / f"{kind}.db", "-C", WORK / "config", "-x", "reload"], check=True,
        timeout=300, capture_output=True,
        env={"HOME": str(WORK), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "dumb"})
    with database(kind) as opened:
        rows = opened.execute("select guid, unread, title, content from rss_item where deleted = 0").fetchall()
        opened.execute("update rss_item set unread = 0")
    return {row[0]: row[1:] for row in rows}


def main():
    first = {kind: reload(kind) for kind in FEEDS}
    for kind in FEEDS:
        check(bool(first[kind]) != (kind == "search"), f"{kind}: newsboat found {len(first[kind])} entries")
        check(reload(kind).keys() == first[kind].keys(), f"{kind}: a second look found something else")

    add_talk(
        "2022/odd-title",
        "title: 'A <whelkproof> \"deck\" & more 🦀'\nspeakers: [Philip Herron]\ntags: [gcc]\n"
        "published: 2026-11-20T10:00:00Z")
    upload(ARCHIVE / "2022/rust-gcc/slides.pdf", "2022/odd-title")
    eventually("the slides in the feed", lambda: b"/files/" in get("/search.atom?q=whelkproof").body)
    entry = ""
    for kind in FEEDS:
        told = reload(kind)
        new = told.keys() - first[kind].keys()
        check(len(new) == 1, f"{kind}: {len(new)} new entries instead of 1")
        entry = new.pop()
        unread, title, content = told[entry]
        check(sum(item[0] for item in told.values()) == 1, f"{kind}: not just the new entry is unread")
        check("whelkproof" in title and "🦀" in title, f"{kind}: the title has become {title!r}")
        check("/files/" in content and ".pdf" in content, f"{kind}: the entry has no link to the slides")

    upload(ARCHIVE / "2022/pin-init/slides.pdf", "2022/odd-title")
    eventually("the replaced slides in the feed", lambda: b"replaced" in get("/feed.atom").body)
    for kind in FEEDS:
        replaced = reload(kind)
        check(len(replaced) == len(first[kind]) + 1, f"{kind}: replaced slides made a new entry")
        check("replaced" in replaced[entry][2], f"{kind}: the entry does not say that its slides were replaced")


main()
