"""What the peers share: command line, documents, queries and answers of the protocol that `search-game` speaks.

    PEER_game.py DOCUMENTS.jsonl [--hits] [--time N]

A peer is a class with `build(ids, texts)`, `byte_count()`, `prepare(query)`, `count(prepared)`,
`top(prepared, limit)` and `ids(found)`. Queries are prepared before the clock starts, and what was found is turned into
ids after it has stopped.
"""

import gc
import json
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path


class Query:
    """Clauses that must, may or must not match: pairs of a kind (`word`, `prefix`, `phrase`) and its words."""

    def __init__(self, text):
        self.required, self.optional, self.excluded = [], [], []
        for sign, phrase, word in re.findall(r'([+-]?)(?:"([^"]*)"|(\S+))', text):
            if phrase:
                clause = ("phrase", phrase.lower().split())
            elif word.endswith("*"):
                clause = ("prefix", [word[:-1].lower()])
            else:
                clause = ("word", [word.lower()])
            {"+": self.required, "-": self.excluded}.get(sign, self.optional).append(clause)
        if self.required:
            self.optional = []


class Folder:
    """A folder for an index, in memory where the machine has such folders."""

    def __init__(self):
        memory = Path("/dev/shm")
        self.path = tempfile.mkdtemp(prefix="search-game-", dir=memory if memory.is_dir() else None)

    def byte_count(self):
        return sum(file.stat().st_size for file in Path(self.path).rglob("*") if file.is_file())

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def read(path):
    ids, texts = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip():
                document = json.loads(line)
                ids.append(document["id"])
                texts.append(document["text"])
    return ids, texts


def answer(peer, line, hits, times):
    """The line that answers a line."""
    command = re.fullmatch(r"(COUNT|TOP_([1-9]\d*)(_COUNT)?)\t(.*)", line)
    if not command:
        return "UNSUPPORTED"
    limit, counting = command.group(2), bool(command.group(3))
    prepared = peer.prepare(Query(command.group(4)))

    def find():
        found = peer.top(prepared, int(limit)) if limit else None
        return found, peer.count(prepared) if counting or not limit else None

    if times:
        best = None
        for _ in range(times):
            start = time.perf_counter_ns()
            find()
            taken = time.perf_counter_ns() - start
            best = taken if best is None else min(best, taken)
        return str(best)
    found, count = find()
    if not limit:
        return str(count)
    if hits:
        return " ".join(([str(count)] if counting else []) + peer.ids(found))
    return str(count) if counting else "1"


def play(peer):
    """Builds the peer's index and answers standard input until its end."""
    arguments = sys.argv[1:]
    hits = "--hits" in arguments
    times = int(arguments[arguments.index("--time") + 1]) if "--time" in arguments else None
    ids, texts = read(arguments[0])
    byte_count = sum(len(text.encode()) for text in texts)
    try:
        texts = [peer.normal(text) for text in texts] if hasattr(peer, "normal") else texts
        start = time.perf_counter()
        peer.build(ids, texts)
        seconds = time.perf_counter() - start
        print(f"built {len(ids)} {byte_count} {seconds:.3f} {peer.byte_count()}", file=sys.stderr, flush=True)
        del texts
        gc.disable()
        for line in sys.stdin:
            print(answer(peer, line.rstrip("\n"), hits, times), flush=True)
    finally:
        peer.close()
