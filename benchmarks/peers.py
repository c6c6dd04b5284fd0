"""The other programs: how each is run on a capture, and how many flows it says it found."""
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile

NFSTREAM = """
import json, sys
from nfstream import NFStreamer
flows = packets = 0
for flow in NFStreamer(source=sys.argv[1], statistical_analysis=True, n_dissections=0, n_meters=1):
    flows, packets = flows + 1, packets + flow.bidirectional_packets
print(json.dumps({"flows": flows, "packets": packets}))
"""


class Peer:
    """A program that is not ours; `limits` holds the captures of which it gets only so many packets."""

    def __init__(self, name, does, program, command, flows, version, limits=None):
        self.name, self.does, self.command, self.flows = name, does, command, flows
        self.limits = limits or {}
        self.program = shutil.which(program, path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
        if self.program:
            self.name += f" {version}" if (version := version()) else ""


def said_by(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def debian(package):
    """The upstream part of an installed Debian package's version."""
    return lambda: re.sub(r"^\d+:|-[^-]*$", "", said_by(["dpkg-query", "-W", "-f", "${Version}", package]))


def number(pattern, text):
    found = re.search(pattern, text)
    return int(found[1]) if found else None


def argus_records(output, folder):
    """All but argus' own status reports, protocol by protocol; needs argus-client."""
    text = said_by(["racount", "-X", "-r", folder / "records", "-M", "proto"])
    rows = [line.split() for line in text.partition("Protocol Summary")[2].splitlines()]
    return sum(int(row[1]) for row in rows if len(row) == 8 and row[0] != "man") or None


def all_peers(data):
    """Every peer; `data` is the folder that `install` made NFStream's environment in."""
    sink = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)  # takes softflowd's datagrams, and is never read
    sink.bind(("127.0.0.1", 0))
    port = sink.getsockname()[1]

    def softflowd(label, most):
        return Peer(
            f"softflowd ({label})", "NetFlow", "softflowd",
            lambda program, path, folder: [program, "-r", path, "-n", f"127.0.0.1:{port}", "-v", "9", "-6", "-d",
                                           "-m", most, "-c", "none", "-p", folder / "pid"],
            lambda output, folder: number(r"Flows expired: (\d+)", output), debian("softflowd"),
        )

    python = data / "nfstream/bin/python"
    peers = [
        softflowd("8 k flows", 8192),
        softflowd("8 M flows", 8 << 20),
        Peer(
            "argus", "flow records", "argus",
            lambda program, path, folder: [program, "-X", "-r", path, "-w", folder / "records"],
            argus_records, debian("argus-server"),
        ),
        Peer(
            "nfpcapd", "flow records", "nfpcapd",
            lambda program, path, folder: [program, "-r", path, "-w", folder],
            lambda output, folder: number(r"(?m)^Flows: (\d+)", said_by(["nfdump", "-R", folder, "-I"])),
            debian("nfdump"),
        ),
        Peer(
            "ndpiReader", "flows, protocols", "ndpiReader",
            lambda program, path, folder: [program, "-i", path],
            lambda output, folder: number(r"Unique flows:\s+(\d+)", output), debian("libndpi-bin"),
        ),
        Peer(
            "NFStream", "flows, statistics", str(python),
            lambda program, path, folder: [program, "-c", NFSTREAM, path],
            lambda output, folder: json.loads(output)["flows"],
            lambda: said_by([python, "-c", "import nfstream; print(nfstream.__version__)"]).strip(),
            {"zipf": 1_000_000, "churn": 1_000_000},
        ),
    ]
    peers[0].sink = sink  # open as long as the peers are
    return peers


def run_peer(peer, path, data, measured, count):
    """One run in a folder of its own; its flow count is looked up only if `count`, after the run."""
    with tempfile.TemporaryDirectory(dir=data) as name, tempfile.TemporaryFile() as output:
        folder = pathlib.Path(name)
        run = measured(peer.command(peer.program, path, folder), output)
        if count:
            output.seek(0)
            try:
                run["flows"] = peer.flows(output.read().decode(errors="replace"), folder)
            except (ValueError, KeyError, IndexError):
                run["flows"] = None
    return run
