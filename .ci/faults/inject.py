#!/usr/bin/env python3
"""Makes each system call by which a rebuild touches the project fail once.

After each failure, the site must be either the complete old one or the complete new one.

    inject.py DOSSIER PROJECT [--errors EIO,ENOSPC] [--jobs N] [--stride N]

DOSSIER is the program. PROJECT is a valid dossier with a topic `content/topics/closure.md`. The calls
are those that `strace -e trace=file,desc` shows for paths of the project, in a run with one worker.
Each call fails with each error, once on a system that can exchange two names (`renameat2`) and once
on one that cannot. Afterwards this must hold:

- the output is the old site or the new one, byte for byte;
- the exit status is 0 with the new site and 3 with the old one, and with 3 the message names a path of the project;
- the sources are unchanged, and the next build publishes the new site and leaves nothing beside it.

Needs Linux and `strace`. Prints the number of runs in which a call failed, and each run in which
something did not hold.
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TOPIC = "content/topics/closure.md"
CALL = re.compile(r"^\d+ +(\w+)\((.*)")
WITHOUT_EXCHANGE = "inject=renameat2:error=ENOSYS"
# Calls that are not made to fail: a thread waits in them, or they concern only the process itself.
NOT_FAILED = {"execve", "mmap", "futex", "fcntl", "ioctl", "poll", "epoll_wait"}


def tree(folder: Path) -> dict[str, bytes] | None:
    if not folder.is_dir():
        return None
    files = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


class Check:
    def __init__(self, dossier: str, project: str, work: Path):
        self.dossier = os.path.abspath(dossier)
        self.environment = {**os.environ, "RAYON_NUM_THREADS": "1", "RUST_BACKTRACE": "0"}
        self.work = work
        self.pattern = work / "pattern"
        shutil.copytree(project, self.pattern)
        settings = self.pattern / "site.toml"
        settings.write_text(settings.read_text().replace("search = false", "search = true"))
        static = self.pattern / "content/static"
        static.mkdir(parents=True)
        (static / "plan.txt").write_text("a plan\n")
        self.run(self.pattern)
        self.old = tree(self.pattern / "public")
        topic = self.pattern / TOPIC
        topic.write_text(topic.read_text() + "\nThat is new.\n")
        self.sources = {name: text for name, text in tree(self.pattern).items() if not name.startswith("public/")}
        again = work / "again"
        shutil.copytree(self.pattern, again)
        self.run(again)
        self.new = tree(again / "public")
        assert self.old != self.new

    def run(self, project: Path, trace: list[str] | None = None) -> subprocess.CompletedProcess:
        command = [self.dossier, "build", "--root", str(project)]
        if trace is not None:
            command = ["strace", "-f", "-qq", "-y", *trace, *command]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, errors="replace", timeout=120)

    def copy(self, name: str) -> Path:
        project = self.work / name
        # Symbolic links stay links. Hard links between files become copies, which makes no
        # difference here.
        shutil.copytree(self.pattern, project, symlinks=True)
        return project

    def calls(self, exchange: bool) -> tuple[list[str], Counter]:
        """The paths of the project that a rebuild touches, and the most times that one thread makes each call on them."""
        project = self.copy("calls")
        log = self.work / "log"
        extra = [] if exchange else ["-e", WITHOUT_EXCHANGE]
        done = self.run(project, ["-e", "trace=file,desc", *extra, "-o", str(log)])
        assert done.returncode == 0, done.stderr
        root = str(project)
        paths, counts = set(), Counter()
        for line in log.read_text().splitlines():
            call = CALL.match(line)
            if not call:
                continue
            name, rest = call.groups()
            quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
            found = {path for path in quoted if path.startswith(root)}
            # A descriptor of a file in the project. For `openat2`, also the path relative to it.
            descriptor = re.match(r"\d+<(" + re.escape(root) + r"[^>]*)>", rest)
            if descriptor:
                found.add(descriptor.group(1))
                if name == "openat2":
                    found.add(quoted[0])
            if found:
                paths |= found
                thread = line.split(" ", 1)[0]
                counts[thread, name] += 1
        shutil.rmtree(project)
        most = Counter()
        for (_, name), count in counts.items():
            most[name] = max(most[name], count)
        for name in NOT_FAILED:
            most.pop(name, None)
        return [path.replace(root, "{root}", 1) for path in sorted(paths)], most

    def one(self, number: int, paths: list[str], call: str, at: int, error: str, exchange: bool) -> tuple[bool, list[str]]:
        project = self.copy(f"run-{number}")
        root = str(project)
        log = self.work / f"log-{number}"
        trace = [part for path in paths for part in ("-P", path.replace("{root}", root, 1))]
        calls = call if exchange else f"{call},renameat2"
        trace += ["-e", f"trace={calls}", "-e", f"inject={call}:error={error}:when={at}", "-o", str(log)]
        if not exchange:
            trace += ["-e", WITHOUT_EXCHANGE]
        wrong = []
        try:
            done = self.run(project, trace)
            fired = [line for line in log.read_text(errors="replace").splitlines() if "(INJECTED)" in line and f"E{error[1:]}" in line]
            site = tree(project / "public")
            status, told = done.returncode, done.stderr
            state = "new" if site == self.new else "old" if site == self.old else "neither"
            if state == "neither":
                wrong.append("the site is neither the old one nor the new one")
            if status != (0 if state == "new" else 3):
                wrong.append(f"exit status {status} with the {state} site")
            if status == 3 and root not in told and not re.search(r"^ *--> \S", told, re.M):
                wrong.append("no path is named")
            if "panicked" in told:
                wrong.append("a panic")
            after = {name: text for name, text in tree(project).items() if not name.startswith(("public/", ".public.dossier/"))}
            if after != self.sources:
                wrong.append("sources have changed")
            again = self.run(project)
            if again.returncode != 0 or tree(project / "public") != self.new:
                wrong.append(f"the next build ends with {again.returncode}: {again.stderr.strip()[:300]}")
            if (project / ".public.dossier").exists():
                wrong.append("something is left beside the output")
            if wrong:
                wrong.append("printed: " + told.strip()[:600])
                wrong += [f"call: {line[:300]}" for line in fired]
        except subprocess.TimeoutExpired:
            fired, wrong = [""], ["it hangs"]
        finally:
            shutil.rmtree(project, ignore_errors=True)
            log.unlink(missing_ok=True)
        return bool(fired), wrong

    def lost(self) -> list[str]:
        """If names cannot be exchanged and every rename after the first fails, the site is missing. Any next command restores it."""
        wrong = []
        for command in (["check"], ["lock"], ["build"]):
            project = self.copy("lost")
            # `strace` compares only the first path of a rename.
            places = [".public.dossier/new", ".public.dossier/old", "public"]
            trace = [part for place in places for part in ("-P", str(project / place))]
            trace += ["-e", "trace=rename,renameat2", "-e", WITHOUT_EXCHANGE, "-e", "inject=rename:error=EIO:when=2+"]
            done = self.run(project, [*trace, "-o", str(self.work / "log")])
            if done.returncode != 3 or str(project) not in done.stderr or "put" not in done.stderr:
                wrong.append(f"exit status {done.returncode}: {done.stderr.strip()[:300]}")
            if tree(project / "public") is not None:
                wrong.append("the site was not missing, so that this run proves nothing")
            subprocess.run([self.dossier, *command, "--root", str(project)], env=self.environment, capture_output=True)
            if tree(project / "public") != (self.new if command == ["build"] else self.old):
                wrong.append(f"`{command[0]}` did not put the site back")
            shutil.rmtree(project)
        return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossier")
    parser.add_argument("project")
    parser.add_argument("--errors", default="EIO,ENOSPC")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--stride", type=int, default=1, help="try only every Nth position of each call")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        check = Check(arguments.dossier, arguments.project, Path(folder))
        runs = []
        for exchange in (True, False):
            paths, counts = check.calls(exchange)
            for call, count in sorted(counts.items()):
                if call == "renameat2" and not exchange:
                    continue
                for error in arguments.errors.split(","):
                    runs += [(paths, call, at, error, exchange) for at in range(1, count + 1, arguments.stride)]
        wrong = check.lost()
        for line in wrong:
            print("two renames that fail: " + line)
        tried, fired, right = Counter(), Counter(), Counter()
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            started = {pool.submit(check.one, number, *run): run for number, run in enumerate(runs)}
            for future in concurrent.futures.as_completed(started):
                _, call, at, error, exchange = started[future]
                did_fire, wrong = future.result()
                tried[call] += 1
                fired[call] += did_fire
                right[call] += did_fire and not wrong
                if wrong:
                    how = "" if exchange else ", without an exchange"
                    print(f"{call} {at} {error}{how}: " + "\n    ".join(wrong), flush=True)
        for call in sorted(tried):
            print(f"{call:>12} {tried[call]:5} runs, {fired[call]:5} with a failure, {right[call]:5} right")
        total = [sum(counter.values()) for counter in (tried, fired, right)]
        print(f"{total[0]} runs, {total[1]} with a failure, {total[2]} right")
        return 0 if total[1] == total[2] and total[1] and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
