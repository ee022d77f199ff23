"""nginx as a peer: Debian's own build, two workers, serving what Rockpool answered as files."""

import gzip
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import bench

FOLDER = bench.WORK / "nginx"

CONFIGURATION = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; {caching}
    types {{ text/html html; application/atom+xml atom; text/plain txt; }}
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    server {{ listen 127.0.0.1:{port}; root {folder}/site; index index.html; gzip_static on; gzip_vary on; }}
}}
"""


def program():
    """nginx, unpacked from Debian's package when there is none; it is not installed, so no service starts."""
    if found := shutil.which("nginx"):
        return found
    unpacked = FOLDER / "package" / "usr" / "sbin" / "nginx"
    if not unpacked.exists():
        if not shutil.which("apt-get"):
            sys.exit("Please install nginx and run this again.")
        print("fetching: nginx", flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-qq", "nginx"], cwd=FOLDER, check=True, stderr=subprocess.DEVNULL)
        package = next(FOLDER.glob("nginx_*.deb"))
        subprocess.run(["dpkg", "-x", package, FOLDER / "package"], check=True)
    return unpacked


def write_site(server, paths):
    """The answers of a server as files, plain and as its own gzip."""
    for path in paths:
        file = FOLDER / "site" / (path.lstrip("/") if not path.endswith("/") else path.lstrip("/") + "index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(server.get(path))
        request = urllib.request.Request(server.address + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            body = answer.read()
            packed = file.with_name(file.name + ".gz")
            packed.unlink(missing_ok=True)
            if answer.headers["Content-Encoding"] == "gzip":
                packed.write_bytes(body)
                assert gzip.decompress(body) == file.read_bytes()


class Nginx:
    """A running nginx, until the end of the `with`. `caching`: whether it keeps files open, or opens one a request."""

    def __init__(self, caching):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        folder = FOLDER / ("cached" if caching else "plain")
        folder.mkdir(parents=True, exist_ok=True)
        site = folder / "site"
        if not site.exists():
            site.symlink_to(FOLDER / "site")
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(CONFIGURATION.format(
            folder=folder, port=port, user="user root;" if os.geteuid() == 0 else "",
            caching="open_file_cache max=1000 inactive=1h; open_file_cache_valid 1h;" if caching else ""))

    def __enter__(self):
        self.process = subprocess.Popen([program(), "-c", self.configuration, "-e", "/dev/null"])
        for _ in range(100):
            time.sleep(0.05)
            if self.cpu_pids():
                return self
        sys.exit("nginx did not start.")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def cpu_pids(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def cpu(self):
        return sum(bench.cpu_of(pid) for pid in self.cpu_pids())
