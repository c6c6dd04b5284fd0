"""Where the captures and flow sets lie, what is known of them, and where results go."""
import argparse
import csv
import datetime
import importlib.util
import json
import os
import pathlib
import platform
import shlex
import subprocess
import sys
import tarfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / ".data/evaluate"


class Missing(Exception):
    """Something that has to be there is not; the message says what to do."""


def parser(description):
    """The options that all parts have."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--weir", type=pathlib.Path, default=ROOT / ".build/release/weir", help="the program")
    made.add_argument(
        "--source", type=pathlib.Path, default=pathlib.Path(os.environ.get("EVALUATE_DATA", ROOT / "../shared/evaluate")),
        help="folder with captures.tar.xz, evaluate.py and flows/ (default: EVALUATE_DATA, or ../shared/evaluate)",
    )
    made.add_argument("--results", type=pathlib.Path, default=WORK / "results", help="folder for the numbers, as JSON")
    made.add_argument("--seed", type=int, default=1, help="of everything that is drawn (default: 1)")
    return made


def need(path, remedy):
    """The path, absolute, where it exists."""
    if not path.exists():
        raise Missing(f"{path} is missing: {remedy}")
    return path.resolve()


def program(options):
    """The program to measure."""
    return need(options.weir, "run `make build`, or name the program by --weir")


def script(options):
    """The script that scores captures; its tables of kinds are used for the mixes as well."""
    return need(options.source / "evaluate.py", "set EVALUATE_DATA to the folder that holds it")


def judge(options):
    """The same script as a module: FITS, TWO_SIDED, networks(), within()."""
    spec = importlib.util.spec_from_file_location("judge", script(options))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def captures(options):
    """The folder of the captures, unpacked on first use."""
    folder = WORK / "captures"
    if not (folder / "INDEX.tsv").exists():
        archive = need(options.source / "captures.tar.xz", "set EVALUATE_DATA to the folder that holds it")
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder


def index(folder):
    """Rows of INDEX.tsv as dictionaries, with the path of each capture."""
    with open(folder / "INDEX.tsv", newline="") as text:
        return [row | {"path": folder / row["file"]} for row in csv.DictReader(text, delimiter="\t")]


def events(weir, capture, *arguments):
    """What `weir analyze` says of a capture: parsed lines of JSON."""
    run = subprocess.run([weir, "analyze", "--format", "json", *arguments, capture], capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"{capture}: weir ended with {run.returncode}: {run.stderr.strip()[-200:]}")
    return [json.loads(line) for line in run.stdout.splitlines()]


def knows(options, word):
    """Whether `weir analyze` has an option."""
    return word in subprocess.run([program(options), "analyze", "--help"], capture_output=True, text=True).stdout


def moment(text):
    """A time in ISO 8601 as nanoseconds of the epoch."""
    return round(datetime.datetime.fromisoformat(text).timestamp() * 1_000_000) * 1000


def save(options, part, result, began):
    """Writes a part's result with what it takes to repeat it."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    cpu = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    changed = git("status", "--porcelain", "--untracked-files=no", "--", "Sources", "rules", "Package.swift")
    options.results.mkdir(parents=True, exist_ok=True)
    path = options.results / f"{part}.json"
    path.write_text(json.dumps({
        "command": shlex.join([f"evaluate/{part}", *sys.argv[1:]]), "seed": options.seed,
        "commit": git("rev-parse", "--short", "HEAD") + (" with changes" if changed else ""),
        "machine": f"{len(cpu)} cores of {cpu[0] if cpu else platform.machine()}, Python {platform.python_version()}",
        "date": time.strftime("%Y-%m-%d", time.gmtime()), "seconds": round(time.monotonic() - began, 1), "result": result,
    }, indent=1) + "\n")
    print(f"{part}: {time.monotonic() - began:.0f} s, written to {path}", file=sys.stderr)


def main(part):
    """Runs a part; what is missing ends it with 2 and one line."""
    try:
        sys.exit(part())
    except Missing as missing:
        print(f"{pathlib.Path(sys.argv[0]).name}: {missing}", file=sys.stderr)
        sys.exit(2)
