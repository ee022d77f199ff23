"""The corpus: pages of the RFCs, from Debian's `doc-rfc`, as lines of {"id", "text"}.

All RFCs together are more than twice as large; those of the standards track and the experimental ones make about
100,000 pages of 245 MB.

The packages are fetched and unpacked below the work folder; nothing is installed. They stand in `non-free`, which the
machine's package sources need not list: a copy of these sources with that component added is used for the fetching only.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path


PACKAGES = ["doc-rfc-experimental", "doc-rfc-std", "doc-rfc-std-proposed"]


def release():
    """The machine's distribution: its ID and the code name of its release."""
    fields = dict(line.rstrip().split("=", 1) for line in open("/etc/os-release") if "=" in line)
    return fields.get("ID", "debian").strip('"'), fields.get("VERSION_CODENAME", "").strip('"')


def sources():
    """The distribution's own package sources with the component of `doc-rfc` added: texts by file ending."""
    distribution, code_name = release()
    component = "multiverse" if distribution == "ubuntu" else "non-free"
    folder = Path("/etc/apt/sources.list.d")
    lists, stanzas = [], []
    for file in [Path("/etc/apt/sources.list"), *sorted(folder.glob("*.list"))]:
        for line in file.read_text().splitlines() if file.exists() else []:
            if re.match(rf"deb\s+(\[.*?\]\s+)?\S+\s+{code_name}\S*\s", line):
                lists.append(f"{line} {component}\n")
    for file in sorted(folder.glob("*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text()):
            if re.search(rf"(?m)^Suites:.*\b{code_name}\b", stanza):
                stanzas.append(re.sub(r"(?m)^(Components:.*)$", rf"\1 {component}", stanza).strip() + "\n\n")
    return {"list": "".join(lists), "sources": "".join(stanzas)}


def apt_options(folder):
    """Options by which apt uses package sources, lists and caches below `folder` instead of the machine's."""
    parts = folder / "sources.d"
    for path in (parts, folder / "lists" / "partial", folder / "cache" / "archives" / "partial"):
        path.mkdir(parents=True, exist_ok=True)
    for ending, text in sources().items():
        if text:
            (parts / f"rfc.{ending}").write_text(text)
    settings = {
        "Dir::Etc::sourcelist": "/dev/null", "Dir::Etc::sourceparts": parts, "Dir::State::lists": folder / "lists",
        "Dir::Cache": folder / "cache", "APT::Sandbox::User": "root",
    }
    return [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]


def unpack(folder):
    """Fetches the packages of RFCs and unpacks them; returns the folder of what is in them."""
    root = folder / "root"
    done = folder / "unpacked"
    if done.exists():
        return root
    options = apt_options(folder)
    print("fetching the RFCs (Debian's doc-rfc)", file=sys.stderr, flush=True)
    subprocess.run(["apt-get", *options, "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
    downloads = folder / "packages"
    downloads.mkdir(exist_ok=True)
    subprocess.run(["apt-get", *options, "download", "-qq", *PACKAGES], cwd=downloads, check=True)
    for package in sorted(downloads.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    done.touch()
    return root


def rfcs(root):
    """The texts by number, each once, in order of the numbers."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if match := re.fullmatch(r"rfc(\d+)\.txt(\.gz)?", name):
                path = Path(folder) / name
                if not path.is_symlink():
                    found.setdefault(int(match.group(1)), path)
    for number in sorted(found):
        opened = gzip.open(found[number]) if found[number].suffix == ".gz" else open(found[number], "rb")
        with opened as file:
            yield number, file.read().decode("utf-8", errors="replace")


def pages(work):
    """The file of the corpus, made when it is missing."""
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / "rfc-pages.jsonl"
    if corpus.exists():
        return corpus
    root = unpack(work / "doc-rfc")
    partial = corpus.with_suffix(".partial")
    with open(partial, "w") as out:
        for number, text in rfcs(root):
            for page, content in enumerate(text.split("\f"), start=1):
                if content.strip():
                    out.write(json.dumps({"id": f"rfc{number}#{page}", "text": content}, ensure_ascii=False) + "\n")
    partial.rename(corpus)
    return corpus


def texts(path, limit=None):
    """The texts of a corpus, the first `limit` ones."""
    opened = gzip.open(path, "rt") if str(path).endswith(".gz") else open(path)
    with opened as file:
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                return
            if line.strip():
                yield json.loads(line)["text"]
