#!/usr/bin/env python3
"""Runs schemathesis over all of the API's document.

usage: fuzz.py BASE_URL TOKEN [--max-examples N] [--minimum N] [--seed N] [--seconds N] [--cluster HOST:PORT [--ca FILE]]

TOKEN is an admin's, so that no call is out of its reach. The run makes and removes entries, clusters and users: give it a
server of its own. Exits with 1 for any failure, and where fewer than the minimum of cases ran.

The stream of the blacklist never ends, so that schemathesis, which reads answers to their end, cannot call it; `stream.py`
calls it instead. schemathesis itself leaves out the call that it reads the document by; validate.py reads that. Nothing else
is left out. What hooks.py changes of cases is said there.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import stream

FOLDER = pathlib.Path(__file__).resolve().parent


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base_url")
    parser.add_argument("token")
    parser.add_argument("--max-examples", type=int, default=40, help="random cases of a call at most (40)")
    parser.add_argument("--minimum", type=int, default=2000, help="cases below which the run counts as failed (2000)")
    parser.add_argument("--seed", type=int, default=20260101, help="the same seed gives the same cases (20260101)")
    parser.add_argument("--seconds", type=int, default=0, help="go on with further seeds for so long (0: one run)")
    parser.add_argument("--cluster", default="127.0.0.1:1", help="where clusters are said to be (127.0.0.1:1, which refuses)")
    parser.add_argument("--ca", help="a PEM file, the ca_cert of such clusters")
    parser.add_argument("--report", help="a folder for the reports; default: none are kept")
    return parser.parse_args()


def environment(arguments):
    host, _, port = arguments.cluster.rpartition(":")
    result = dict(os.environ, WEIR_FUZZ_CLUSTER_HOST=host, WEIR_FUZZ_CLUSTER_PORT=port, PYTHONPATH=str(FOLDER))
    result["SCHEMATHESIS_HOOKS"] = "hooks"
    if arguments.ca:
        result["WEIR_FUZZ_CLUSTER_CA"] = pathlib.Path(arguments.ca).read_text(encoding="utf-8")
    return result


def run(arguments, seed, seconds, folder):
    """One run of schemathesis; answers how many cases it made, and whether all were well."""
    report = folder / f"schemathesis-{seed}.json"
    # The command line that this interpreter has, whatever PATH says. The token goes through a file: others see arguments.
    command = [
        sys.executable, "-c", "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())",
        "--config-file", str(configuration(arguments, folder)),
        "run", arguments.base_url + "/api/openapi.json",
        "--phases", "examples,coverage,fuzzing,stateful",
        "--max-examples", str(arguments.max_examples),
        "--seed", str(seed),
        "--generation-database", "none",
        "--generation-allow-x00", "false",
        "--suppress-health-check", "all",
        "--exclude-path", stream.PATH,
        "--request-timeout", "30",
        "--continue-on-failure",
        "--report", "json", "--report-json-path", str(report),
        "--no-color",
    ]
    if seconds:
        command += ["--max-time", str(seconds)]
    status = subprocess.run(command, env=environment(arguments), cwd=folder, check=False).returncode
    return count(report), status == 0


def configuration(arguments, folder):
    """The configuration with the token in it, which only its owner may read."""
    path = folder / "schemathesis.toml"
    text = (FOLDER / "schemathesis.toml").read_text(encoding="utf-8")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"headers = {{ Authorization = {json.dumps('Bearer ' + arguments.token)} }}\n\n{text}")
    return path


def count(report):
    if not report.exists():
        return 0
    return json.loads(report.read_text(encoding="utf-8"))["test_cases"]["generated"]


def main():
    arguments = options()
    arguments.base_url = arguments.base_url.rstrip("/")
    end = time.monotonic() + arguments.seconds
    probes, wrong = stream.check(arguments.base_url, arguments.token)
    for line in wrong:
        print(f"stream: {line}")
    print(f"stream: {probes} cases, {len(wrong)} failures", flush=True)
    total, failed, seed = probes, bool(wrong), arguments.seed
    with tempfile.TemporaryDirectory(prefix="weir-fuzz-") as temporary:
        folder = pathlib.Path(arguments.report or temporary).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        while True:
            left = max(1, int(end - time.monotonic())) if arguments.seconds else 0
            cases, is_well = run(arguments, seed, left, folder)
            total += cases
            failed = failed or not is_well
            print(f"fuzz: seed {seed}: {cases} cases, {'no failure' if is_well else 'FAILURES'}", flush=True)
            seed += 1
            if failed or time.monotonic() >= end:
                break
        (folder / "schemathesis.toml").unlink(missing_ok=True)
    print(f"fuzz: {total} cases in all")
    if total < arguments.minimum:
        print(f"fuzz: fewer than {arguments.minimum} cases ran")
        failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
