#!/usr/bin/env python3
"""A WebSub hub that is down at first hears of a new talk, and the feeds name it."""

import os
import shutil
import subprocess
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import client
from client import ROCKPOOL, WORK, check, eventually, get

told = []


class Hub(BaseHTTPRequestHandler):
    answers = [503]

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status = Hub.answers.pop(0) if Hub.answers else 204
        if status == 204:
            told.append(urllib.parse.parse_qs(body))
        self.send_response(status)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def main():
    hub = HTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=hub.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{hub.server_port}/"
    archive = WORK / "Archive"
    shutil.copytree(client.ARCHIVE, archive)
    server = subprocess.Popen(
        [ROCKPOOL, "serve", "--archive", archive, "--cache", WORK / "cache", "--port", "0", "--hub", address,
         "--base-url", "https://tidepool.example"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ)
    try:
        site = next(line for line in server.stdout if "serves on" in line).split()[-1]
        client.SITE, client.ARCHIVE = site, archive
        feed = get(f"{site}/feed.atom")
        check(f'rel="hub"' in (feed.headers.get("Link") or ""), "the feed's answer does not name the hub")
        check(address.encode() in feed.body, "the feed does not name the hub")
        client.add_talk("2022/for-the-hub", "title: For the hub\nspeakers: []\npublished: 2026-11-20T10:00:00Z")
        eventually("the hub to be told", lambda: len(told) >= 2)
        check(all(notice["hub.mode"] == ["publish"] for notice in told), f"the hub was told {told}")
        feeds = [notice["hub.url"][0] for notice in told]
        check(feeds == ["https://tidepool.example/feed.atom", "https://tidepool.example/2022/feed.atom"],
              f"the hub was told of {feeds}")
    finally:
        server.terminate()
        server.wait()


main()
