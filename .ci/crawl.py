#!/usr/bin/env python3
"""Follows every link of a built site: served at /, served at /some/repo/, and from the disk.

usage: crawl.py FOLDER

Starts at index.html, and at 404.html, which nothing links to. Exits with status 1 if a page, a file
or an anchor is missing, an id appears twice on a page, or a page cannot be reached.
"""
import functools, http.server, pathlib, shutil, sys, tempfile, threading, urllib.error, urllib.parse, urllib.request
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.twice = [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for key, value in attributes:
            if key in ("href", "src") and value is not None:
                self.links.append(value)
            if key == "id":
                (self.twice if value in self.ids else self.ids).add(value)


def crawl(root):
    """Follows all links below the address `root`; returns the pages' paths and the faults."""
    faults, pages, files = [], {}, set()
    todo = [urllib.parse.urljoin(root, name) for name in ("index.html", "404.html")]
    while todo:
        address = todo.pop()
        if address in pages or address in files:
            continue
        try:
            with urllib.request.urlopen(address) as answer:
                content = answer.read()
        except (urllib.error.URLError, OSError) as error:
            faults.append(f"{address}: {error}")
            files.add(address)
            continue
        if not address.endswith(".html"):
            files.add(address)
            continue
        page = pages[address] = Page(content.decode("utf-8"))
        faults += [f"{address}: the id {name} stands twice" for name in page.twice]
        for link in page.links:
            to = urllib.parse.urljoin(address, link).split("#")[0]
            if to.startswith(root):
                todo.append(to)
            elif urllib.parse.urlsplit(to).netloc == urllib.parse.urlsplit(root).netloc:
                faults.append(f"{address}: {link} leads out of the site")
    for address, page in pages.items():
        for link in page.links:
            to, _, anchor = urllib.parse.urljoin(address, link).partition("#")
            if anchor and to in pages and urllib.parse.unquote(anchor) not in pages[to].ids:
                faults.append(f"{address}: {link} leads to no place on its page")
    return {page[len(root):] for page in pages}, faults


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def main(site):
    wanted = {str(path.relative_to(site)) for path in site.rglob("*.html")}
    failed = False

    def judge(root):
        nonlocal failed
        reached, faults = crawl(root)
        faults += [f"{page} cannot be reached" for page in sorted(wanted - reached)]
        print(f"{root}: {len(reached)} pages, {len(faults)} faults")
        for fault in faults:
            print(f"  {fault}")
        failed |= bool(faults)

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(site, pathlib.Path(folder, "some", "repo"))
        for served, path in ((site, "/"), (folder, "/some/repo/")):
            handler = functools.partial(Quiet, directory=str(served))
            with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                judge(f"http://127.0.0.1:{server.server_port}{path}")
                server.shutdown()
    judge(site.resolve().as_uri() + "/")
    return failed


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
