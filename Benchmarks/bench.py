"""What the benchmarks share: the release build, a running server, its CPU time, words to search for."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".build" / "benchmarks"


def need(command, package):
    """Installs a Debian package when its command is missing, and says so."""
    if shutil.which(command):
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Please install {package} (it has the command {command}) and run this again.")
    print(f"installing: {package}", flush=True)
    root = [] if os.geteuid() == 0 else ["sudo"]
    install = root + ["apt-get", "install", "-y", "--no-install-recommends", "-qq", package]
    if subprocess.run(install, stdout=subprocess.DEVNULL).returncode != 0:
        subprocess.run(root + ["apt-get", "update", "-qq"], check=True)
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL)


def build(other=None):
    """The release build's program, or the `other` one that was built before, to compare with."""
    if other:
        return other.resolve()
    print("building for release", flush=True)
    subprocess.run(["swift", "build", "-c", "release", "--product", "rockpool"], cwd=ROOT, check=True,
                   stdout=subprocess.DEVNULL)
    path = subprocess.run(["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True,
                          capture_output=True, text=True).stdout.strip()
    return Path(path) / "rockpool"


def ingest(program, archive, cache):
    """Fills the cache, so that what follows is warm."""
    subprocess.run([program, "ingest", "--archive", archive, "--cache", cache], check=True,
                   stdout=subprocess.DEVNULL)


def cpu_of(pid):
    """Seconds of CPU that a process has used, user and system, of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    """A server on a free port, until the end of the `with`."""

    def __init__(self, program, archive, cache):
        self.command = [program, "serve", "--archive", archive, "--cache", cache, "--templates", ROOT / "Templates",
                        "--port", "0", "--log-level", "error"]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://\S+", line):
                self.address = found.group()
                return self
        sys.exit("The server did not start.")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path):
        with urllib.request.urlopen(self.address + path) as answer:
            return answer.read()

    def cpu(self):
        return cpu_of(self.process.pid)

    def memory(self):
        """Resident memory in MB."""
        fields = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", fields).group(1)) / 1024


def vocabulary(archive):
    """The words of the archive's talks and decks, as often as they stand there."""
    words = []
    for file in sorted(Path(archive).rglob("talk.md")):
        words += re.findall(r"[A-Za-z_][A-Za-z0-9_:-]*[A-Za-z0-9_]", file.read_text())
    for file in sorted(Path(archive).rglob("*.pdf")):
        text = subprocess.run(["mutool", "draw", "-q", "-F", "txt", file], capture_output=True, text=True).stdout
        words += re.findall(r"[A-Za-z_][A-Za-z0-9_:-]*[A-Za-z0-9_]", text)
    return words


def queries(words, count, random):
    """Distinct queries of one to three words; every eighth has a typing error."""
    found = set()
    while len(found) < count:
        chosen = [random.choice(words) for _ in range(random.choice((1, 2, 2, 3)))]
        if random.random() < 0.125:
            index = random.randrange(len(chosen))
            word = chosen[index]
            place = random.randrange(len(word))
            chosen[index] = random.choice((
                word[:place] + word[place + 1:], word[:place] + random.choice("aeinrst") + word[place:],
                word[:place] + word[place:place + 2][::-1] + word[place + 2:]))
        found.add(" ".join(word for word in chosen if word))
    return sorted(found, key=lambda _: random.random())
