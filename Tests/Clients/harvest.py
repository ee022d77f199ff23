#!/usr/bin/env python3
"""Harvests a running Rockpool with Sickle, a client of OAI-PMH 2.0: all six verbs, lists in parts, selective
harvests, a withdrawn talk, and every error.

Environment: SITE is the server's base URL, ARCHIVE the folder that it serves, which is changed and put back.
"""
import os
import shutil
import sys
import time
from pathlib import Path

from sickle import Sickle, oaiexceptions

SITE = os.environ["SITE"].rstrip("/")
ARCHIVE = Path(os.environ["ARCHIVE"])
ENDPOINT = SITE + "/oai"
# More than two pages, in an edition that the shipped archive does not have.
MANY, EDITION = 250, "1999"
WITHDRAWN = "2022/rust-gcc"

get = Sickle(ENDPOINT)
post = Sickle(ENDPOINT, http_method="POST")
failures = []


def check(what, holds):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


def raises(name, ask, **arguments):
    """The client turns the protocol's error codes into exceptions of these names."""
    for client in (get, post):
        try:
            answer = getattr(client, ask)(**arguments)
            if hasattr(answer, "__next__"):
                next(answer)
            check(f"{ask} {arguments} is refused", False)
        except getattr(oaiexceptions, name):
            pass


def eventually(what, holds, seconds=120):
    """The server looks at the folder every so often."""
    end = time.time() + seconds
    while time.time() < end:
        if holds():
            return
        time.sleep(0.3)
    check(what, False)


def identifiers(client=get, **arguments):
    try:
        return [h.identifier for h in client.ListIdentifiers(metadataPrefix="oai_dc", **arguments)]
    except oaiexceptions.NoRecordsMatch:
        return []


def add_edition():
    folder = ARCHIVE / f".{EDITION}"
    for number in range(MANY):
        talk = folder / f"talk-{number}"
        talk.mkdir(parents=True)
        moment = f"1999-{number // 28 + 1:02}-{number % 28 + 1:02}T12:00:00Z"
        (talk / "talk.md").write_text(
            f"---\ntitle: 'Wave {number}: <&>'\nspeakers: [Ada Low]\ntags: [waves]\n"
            f"published: {moment}\nupdated: {moment}\n---\nOf *wave* {number}.\n")
    (folder / "edition.yaml").write_text("name: Waves\nstarts: 1999-01-01\n")
    folder.rename(ARCHIVE / EDITION)


def shipped_archive():
    identity = get.Identify()
    check("Identify names its own address", identity.baseURL == ENDPOINT)
    check("Identify has a mail address", "@" in identity.adminEmail)
    check("deleted records are transient", identity.deletedRecord == "transient")
    check("times go to the second", identity.granularity == "YYYY-MM-DDThh:mm:ssZ")
    formats = list(get.ListMetadataFormats())
    check("oai_dc is the one format", [f.metadataPrefix for f in formats] == ["oai_dc"])
    check("a talk has it", len(list(get.ListMetadataFormats(identifier=identifiers()[0]))) == 1)
    sets = {s.setSpec: s.setName for s in get.ListSets()}
    folders = {p.parent.name for p in ARCHIVE.glob("*/edition.yaml")}
    check("editions are sets", set(sets) == folders and all(sets.values()))

    records = list(get.ListRecords(metadataPrefix="oai_dc"))
    talks = {f"{p.parent.parent.name}/{p.parent.name}" for p in ARCHIVE.glob("*/*/talk.md")}
    keys = {r.header.identifier.split(":", 2)[2] for r in records}
    check("every talk is harvested once", keys == talks and len(records) == len(talks))
    check("the earliest time holds", min(r.header.datestamp for r in records) >= identity.earliestDatestamp)
    check("each record has title, type and page", all(
        r.metadata["title"] and r.metadata["type"] and r.metadata["identifier"][0].startswith(SITE) for r in records))
    check("records come by POST, too", sorted(identifiers(post)) == sorted(r.header.identifier for r in records))
    for name in sets:
        own = identifiers(set=name)
        check(f"the set {name} has its talks", len(own) == sum(t.startswith(name + "/") for t in talks))
    one = get.GetRecord(identifier=records[0].header.identifier, metadataPrefix="oai_dc")
    check("a record alone is as in the list", one.metadata == records[0].metadata)
    for moment in {r.header.datestamp for r in records}:
        same = sorted(r.header.identifier for r in records if r.header.datestamp == moment)
        arguments = {"from": moment, "until": moment}
        check(f"what changed at {moment}", sorted(identifiers(**arguments)) == same)
        day = {"from": moment[:10], "until": moment[:10]}
        check(f"what changed on {moment[:10]}", set(identifiers(**day)) >= set(same))
    return len(records)


def lists_in_parts(before):
    add_edition()
    eventually("the new edition is seen", lambda: len(identifiers(set=EDITION)) == MANY)
    for client in (get, post):
        records = list(client.ListRecords(metadataPrefix="oai_dc"))
        names = [r.header.identifier for r in records]
        check("pages have all records, each once", len(names) == len(set(names)) == before + MANY)
        stamps = [r.header.datestamp for r in records]
        check("in the order of their changes", stamps == sorted(stamps))
    titles = [r.metadata["title"] for r in get.ListRecords(metadataPrefix="oai_dc", set=EDITION)]
    check("titles come whole", ["Wave 7: <&>"] in titles and len(titles) == MANY)
    check("selective over pages", len(identifiers(set=EDITION, **{"from": "1999-02-01", "until": "1999-12-31"})) == 222)
    tokens = get.ListIdentifiers(metadataPrefix="oai_dc")
    token = tokens.resumption_token
    check("a token tells cursor and size", token.cursor == "0" and token.complete_list_size == str(before + MANY))
    raises("BadResumptionToken", "ListRecords", resumptionToken=token.token)
    raises("BadResumptionToken", "ListIdentifiers", resumptionToken=token.token[:-1])
    raises("BadArgument", "ListIdentifiers", resumptionToken=token.token, metadataPrefix="oai_dc")


def withdrawn():
    file = ARCHIVE / WITHDRAWN / "talk.md"
    name = next(i for i in identifiers() if i.endswith(":" + WITHDRAWN))
    head, rest = file.read_text().split("\n", 1)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    lines = f"visibility: withdrawn\nwithdrawn: {moment}\nwithdrawal_reason: its speaker asked\n"
    beside = file.with_name(".talk.md.new")
    beside.write_text(f"{head}\n{lines}{rest}")
    beside.rename(file)
    eventually("the withdrawal is told", lambda: get.GetRecord(identifier=name, metadataPrefix="oai_dc").deleted)
    since = list(get.ListRecords(metadataPrefix="oai_dc", **{"from": moment}))
    check("those who come again hear of it", [(r.header.identifier, r.deleted) for r in since] == [(name, True)])
    check("it is among all, too", name in identifiers())
    check("clients may leave it out", name not in [
        h.identifier for h in get.ListIdentifiers(metadataPrefix="oai_dc", ignore_deleted=True)])
    # Sickle 0.7 misspells its own name of noMetadataFormats, and raises what it raises for unknown codes.
    raises("OAIError", "ListMetadataFormats", identifier=name)


def errors():
    raises("BadArgument", "ListRecords")
    raises("BadArgument", "ListRecords", metadataPrefix="oai_dc", junk="1")
    raises("BadArgument", "ListRecords", metadataPrefix=["oai_dc", "oai_dc"])
    raises("BadArgument", "ListRecords", metadataPrefix="oai_dc", **{"from": "yesterday"})
    raises("BadArgument", "ListRecords", metadataPrefix="oai_dc", **{"from": "2022-09-08", "until": "2022-09-07"})
    raises("BadArgument", "ListRecords", metadataPrefix="oai_dc",
           **{"from": "2022-09-07", "until": "2022-09-08T00:00:00Z"})
    raises("BadArgument", "GetRecord", metadataPrefix="oai_dc")
    raises("BadResumptionToken", "ListRecords", resumptionToken="made-up")
    raises("BadResumptionToken", "ListSets", resumptionToken="made-up")
    raises("CannotDisseminateFormat", "ListRecords", metadataPrefix="marc21")
    raises("IdDoesNotExist", "GetRecord", metadataPrefix="oai_dc", identifier="oai:elsewhere.example:1")
    raises("NoRecordsMatch", "ListRecords", metadataPrefix="oai_dc", **{"from": "2998-01-01"})
    raises("NoRecordsMatch", "ListRecords", metadataPrefix="oai_dc", set="nothing")
    for client in (get, post):
        text = client.harvest(verb="Nothing").raw
        check("an unknown verb is told", 'code="badVerb"' in text and "Nothing" not in text.split("<error")[0])


original = (ARCHIVE / WITHDRAWN / "talk.md").read_bytes()
try:
    count = shipped_archive()
    errors()
    lists_in_parts(count)
    withdrawn()
finally:
    (ARCHIVE / WITHDRAWN / "talk.md").write_bytes(original)
    for leftover in (EDITION, f".{EDITION}"):
        shutil.rmtree(ARCHIVE / leftover, ignore_errors=True)
print("harvested" if not failures else f"{len(failures)} checks failed")
sys.exit(1 if failures else 0)
