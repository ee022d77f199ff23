#!/usr/bin/env python3
"""feedparser reads every feed that the site names, and is told the second time that nothing has changed."""

import re

import feedparser

from client import SITE, check, get


def feeds():
    page = get("/feeds/").body.decode()
    found = sorted(set(re.findall(r'href="(/[^"]*feed\.atom)"', page)))
    check(len(found) > 20, f"the page of feeds names only {len(found)}")
    return found + ["/search.atom?q=pin", "/search.atom?q=nothing+has+this+zzz"]


def check_entry(feed, entry):
    for key in ("id", "title", "link", "published", "updated", "content"):
        check(entry.get(key), f"{feed}: an entry has no {key}")
    check(entry.id.startswith("tag:"), f"{feed}: {entry.id} is no tag URI")
    check(entry.updated_parsed and entry.published_parsed, f"{feed}: {entry.id} has no times")
    check(entry.updated_parsed >= entry.published_parsed, f"{feed}: {entry.id} was updated before it was published")
    check(entry.link.startswith(SITE), f"{feed}: {entry.id} leads to {entry.link}")
    for enclosure in entry.enclosures:
        check(enclosure.type == "application/pdf", f"{feed}: an enclosure is {enclosure.type}")
        reply = get(enclosure.href, Range="bytes=0-0")
        size = reply.headers.get("Content-Range", "/").split("/")[1]
        check(size == enclosure.length, f"{feed}: {enclosure.href} has {size} bytes, not {enclosure.length}")
    html = entry.content[0].value
    check(entry.content[0].type == "text/html", f"{feed}: content is {entry.content[0].type}")
    check(not re.search(r'(?:href|src)="(?!https?://)', html), f"{feed}: {entry.id} has a relative address")


def main():
    for feed in feeds():
        parsed = feedparser.parse(SITE + feed)
        check(parsed.status == 200, f"{feed} answers {parsed.status}")
        check(not parsed.bozo, f"{feed} is not well-formed: {parsed.get('bozo_exception')}")
        check(parsed.version == "atom10", f"{feed} is {parsed.version}")
        check(parsed.encoding == "utf-8", f"{feed} is in {parsed.encoding}")
        for key in ("id", "title", "updated", "author"):
            check(parsed.feed.get(key), f"{feed} has no {key}")
        own = [link.href for link in parsed.feed.links if link.rel == "self"]
        check(own == [SITE + feed.replace("+", "%20")], f"{feed} calls itself {own}")
        ids = [entry.id for entry in parsed.entries]
        check(len(ids) == len(set(ids)), f"{feed} has an entry twice")
        for entry in parsed.entries:
            check_entry(feed, entry)
        again = feedparser.parse(SITE + feed, etag=parsed.etag, modified=parsed.get("modified"))
        check(again.status == 304, f"{feed}: the second time it answers {again.status}")


main()
