"""What the clients here share: where the site is, requests, and telling what is wrong.

The environment is made by Scripts/check-clients (see README.md here).
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SITE = os.environ["SITE"].rstrip("/")
ARCHIVE = Path(os.environ["ARCHIVE"])
ROCKPOOL = os.environ["ROCKPOOL"]
WORK = Path(os.environ["WORK"])
# The longest wait for something that a server does within seconds; machines that run tests are busy.
PATIENCE = 120


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body


def get(address, **headers):
    """GET without following redirects' errors: every status is an answer."""
    request = urllib.request.Request(
        address if "://" in address else SITE + address,
        headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Reply(error.code, error.headers, error.read())


def check(is_so, what):
    """Ends with what is wrong."""
    if not is_so:
        sys.exit(f"{Path(sys.argv[0]).name}: {what}")


def eventually(what, question):
    """Asks until the answer is true, and gives it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := question():
            return answer
        time.sleep(0.2)
    check(False, f"in vain waited for {what}")


def rockpool(*arguments, **variables):
    """Runs the program and gives what it prints."""
    done = subprocess.run(
        [ROCKPOOL, *arguments], capture_output=True, text=True, env={**os.environ, **variables}, timeout=PATIENCE)
    check(done.returncode == 0, f"rockpool {' '.join(arguments)} failed: {done.stderr or done.stdout}")
    return done.stdout


def add_talk(key, front, text=""):
    """Puts a talk into the folder, whole at one moment, as a person would who knows how."""
    folder = ARCHIVE / key
    folder.mkdir(parents=True)
    (folder / "talk.md.new").write_text(f"---\n{front}\n---\n{text}\n")
    (folder / "talk.md.new").rename(folder / "talk.md")
    eventually(f"the talk {key} to be shown", lambda: get(f"/{key}/").status == 200)


def upload(deck, key):
    """Hands a deck in."""
    token = rockpool("token", "create", "Client", "--archive", str(ARCHIVE)).strip()
    rockpool("upload", str(deck), "--to", key, "--server", SITE, ROCKPOOL_TOKEN=token)
