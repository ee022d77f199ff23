"""The engines: how each is installed and started, and one run of one of them over a list of queries."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent


@dataclass
class Built:
    """What an engine said of building its index."""

    documents: int
    text_bytes: int
    seconds: float
    index_bytes: int


def rockpool(product="search-game"):
    """Builds a program of the benchmarks' package for release."""
    print(f"building {product} for release", file=sys.stderr, flush=True)
    build = ["swift", "build", "-c", "release", "--package-path", BENCHMARKS, "--product", product]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    shown = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
    return [Path(shown.stdout.strip()) / product]


def tantivy(work):
    """Tantivy from PyPI, in a virtual environment below the work folder."""
    python = work / "venv" / "bin" / "python"
    if subprocess.run([python, "-c", "import tantivy"], stderr=subprocess.DEVNULL).returncode if python.exists() else 1:
        print("installing: tantivy", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", work / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "tantivy"], check=True)
    return [python, BENCHMARKS / "peers" / "tantivy_game.py"]


def xapian():
    """Xapian's Python module from Debian, which is for Debian's own Python."""
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import xapian"], stderr=subprocess.DEVNULL).returncode:
        print("installing: python3-xapian", file=sys.stderr, flush=True)
        root = [] if os.geteuid() == 0 else ["sudo"]
        install = [*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "python3-xapian"]
        if subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            subprocess.run([*root, "apt-get", "update", "-qq"], check=True)
            subprocess.run(install, check=True, stdout=subprocess.DEVNULL)
    return [python, BENCHMARKS / "peers" / "xapian_game.py"]


def sqlite():
    return [sys.executable, BENCHMARKS / "peers" / "sqlite_game.py"]


def version(name, command):
    """The version of a peer, for the heading of the table."""
    ask = {
        "tantivy": "import importlib.metadata; print(importlib.metadata.version('tantivy'))",
        "xapian": "import xapian; print(xapian.version_string())",
        "sqlite": "import sqlite3; print(sqlite3.sqlite_version)",
    }.get(name)
    if not ask:
        return ""
    return subprocess.run([command[0], "-c", ask], capture_output=True, text=True).stdout.strip()


def commands(names, work):
    """The command line of each engine by name, in the order given."""
    makers = {"rockpool": rockpool, "tantivy": lambda: tantivy(work), "xapian": xapian, "sqlite": sqlite}
    return {name: makers[name]() for name in names}


def play(command, documents, lines, arguments=()):
    """One run: what was built, and the answer to each line."""
    run = subprocess.run(
        [*command, documents, *arguments], input="".join(line + "\n" for line in lines), capture_output=True, text=True)
    answers = run.stdout.splitlines()
    built = [line.split() for line in run.stderr.splitlines() if line.startswith("built ")]
    if run.returncode or len(answers) != len(lines) or not built:
        sys.exit(f"{command[-1]} failed:\n{run.stderr[-2000:]}")
    _, count, text_bytes, seconds, index_bytes = built[0]
    return Built(int(count), int(text_bytes), float(seconds), int(index_bytes)), answers
