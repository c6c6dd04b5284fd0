"""The clients: Python's for small answers, curl for large ones, wrk and h2load for rates."""
import http.client
import json
import re
import shutil
import subprocess
import time

from .report import Failed


class Answer:
    def __init__(self, status, headers, body, seconds):
        self.status, self.headers, self.body, self.seconds = status, headers, body, seconds

    def json(self):
        return json.loads(self.body)


class Client:
    """One connection that stays open."""

    def __init__(self, port, headers=None, seconds=60):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
        # CrowdSec lets nobody log in without a name and a version here.
        self.headers = {"User-Agent": "weir-bench/1"} | (headers or {})

    def call(self, method, path, body=None, headers=None, expected=None):
        sent = self.headers | (headers or {})
        text = None
        if body is not None:
            text = json.dumps(body).encode()
            sent = sent | {"Content-Type": "application/json"}
        start = time.perf_counter()
        try:
            self.connection.request(method, path, text, sent)
            response = self.connection.getresponse()
            data = response.read()
        except (http.client.HTTPException, OSError) as error:
            self.connection.close()
            if isinstance(error, ConnectionError):
                raise
            raise Failed(f"{method} {path}: {error!r}") from error
        answer = Answer(response.status, response.headers, data, time.perf_counter() - start)
        if expected and answer.status not in expected:
            raise Failed(f"{method} {path}: {answer.status} {data[:200].decode(errors='replace')}")
        return answer

    def get(self, path, headers=None, expected=(200,)):
        return self.call("GET", path, headers=headers, expected=expected)

    def close(self):
        self.connection.close()


def curl(url, headers, times=1, output="/dev/null", seconds=120):
    """Seconds of each of `times` transfers on one connection; the octets of the last."""
    command = ["curl", "--silent", "--show-error", "--fail", "--max-time", str(seconds)]
    command += [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    command += ["--write-out", "%{time_total} %{size_download} %{http_code}\n"]
    for _ in range(times):
        command += ["--output", str(output), url]
    done = run(command, seconds + 10)
    lines = [line.split() for line in done.splitlines()]
    if len(lines) != times or any(line[2] != "200" for line in lines):
        raise Failed(f"curl {url}: {done.strip()[:200]}")
    return [float(line[0]) for line in lines], int(lines[-1][1])


def run(command, seconds):
    """Standard output of a program; a program that is missing or fails is named."""
    if not shutil.which(command[0]):
        raise Failed(f"{command[0]} is missing: benchmarks/api/install gets it")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{command[0]}: not done after {seconds} s") from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Failed(f"{command[0]}: exit status {done.returncode}: {said[-1][:200] if said else ''}")
    return done.stdout


def wrk(url, headers, connections=16, seconds=3):
    """Requests a second, milliseconds of the 99th percentile, how many were made."""
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--latency"]
    command += [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    said = run([*command, url], seconds + 20)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = re.search(r"Socket errors: (.*)", said)
    if bad or errors:
        raise Failed(f"wrk {url}: {(bad or errors).group(0)}")
    made = int(re.search(r"(\d+) requests in", said).group(1))
    if not made:
        raise Failed(f"wrk {url}: no answer in {seconds} s")
    latency = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s)\s*$", said, re.M)
    if not latency:
        raise Failed(f"wrk {url}: it names no 99th percentile")
    unit = {"us": 1e-3, "ms": 1.0, "s": 1e3}[latency.group(2)]
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
        "p99": float(latency.group(1)) * unit,
        "requests": made,
    }


def h2load(url, headers, clients=4, streams=8, requests=20_000, seconds=30):
    """Requests a second over HTTP/2, and how many were made."""
    command = ["h2load", "--threads", "1", "--clients", str(clients), "--max-concurrent-streams", str(streams)]
    command += ["--requests", str(requests)]
    command += [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    said = run([*command, url], seconds)
    done = re.search(r"requests: (\d+) total, \d+ started, (\d+) done, (\d+) succeeded, (\d+) failed", said)
    rate = re.search(r"finished in [^,]+, ([\d.]+) req/s", said)
    if not done or not rate or int(done.group(4)) or int(done.group(3)) != requests:
        raise Failed(f"h2load {url}: {done.group(0) if done else said.strip()[-200:]}")
    if "Application protocol: h2" not in said:
        raise Failed(f"h2load {url}: it did not come to HTTP/2")
    return {"rate": float(rate.group(1)), "requests": requests, "p99": None}
