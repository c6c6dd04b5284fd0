"""The list of blocked addresses: the whole of it, one change, and nothing new."""
import statistics
import tempfile
import time
import urllib.parse

from .client import curl
from .report import Failed, spread, table

MIB = 1024
#: Of Weir's list that blocks: how its lines are told from others.
FORMS = {"ndjson": b"\n", "plain": b"\n", "nft": b" timeout "}


class Round:
    """What one start of a server cost: the first request, and the later ones."""

    def __init__(self):
        self.wall, self.cpu, self.first_cpu = [], 0.0, 0.0
        self.rest = self.first_growth = self.growth = self.octets = 0  # KiB, but for octets


def whole_list(side, path, requests, expected, count):
    """Starts the server anew, so that each round and form grows from the same state."""
    url = f"http://127.0.0.1:{side.port}{path}"
    made = Round()
    with side.server() as server, tempfile.NamedTemporaryFile() as file:
        client = side.client()
        client.get(side.lookup_path)  # the first query of all, of either server, is not what is asked here
        client.close()
        time.sleep(2)  # CrowdSec looks through its database soon after its start
        server.settle()
        rest = made.rest = server.reset_peak()
        before = server.cpu()
        curl(url, side.headers, output=file.name)
        made.first_cpu = server.cpu() - before
        made.first_growth = server.peak() - rest
        found = count(file.read())
        # Some forms join neighbours.
        if not expected - 10 <= found <= expected + 50:
            raise Failed(f"{side.name} {path}: {found} entries, not {expected}")
        before = server.cpu()
        made.wall, made.octets = curl(url, side.headers, times=requests)
        made.cpu = (server.cpu() - before) / requests
        made.growth = max(0, server.peak() - rest)
    return made


def small_answers(side, requests):
    """One change and its delta, over and over; then the delta without a change; Weir also 304."""
    result = {}
    with side.server() as server:
        client = side.client()
        side.begin_delta(client)
        result["delta after one change"] = repeated(side, server, client, requests, lambda i: side.change(client, i))
        result["delta without a change"] = repeated(side, server, client, requests, None)
        tag = None
        if side.name == "Weir":
            tag = client.get(side.list_path).headers["ETag"]
            if not tag:
                raise Failed("Weir: the list has no ETag")
            made = Round()
            rest, before = server.reset_peak(), server.cpu()
            for _ in range(requests * 10):
                answer = client.get(side.list_path, {"If-None-Match": tag}, expected=(304,))
                made.wall.append(answer.seconds)
            made.cpu = (server.cpu() - before) / (requests * 10)
            made.growth = max(0, server.peak() - rest)
            result["304 by If-None-Match"] = made
        client.close()
    return result


def repeated(side, server, client, requests, change):
    made = Round()
    for index in range(requests):
        value = change(index) if change else None
        # An own entry costs CPU time after its answer too; only the pull is measured.
        server.settle(2) if change else None
        rest, before = server.reset_peak(), server.cpu()
        answer = side.delta(client)
        made.cpu += (server.cpu() - before) / requests
        made.wall.append(answer.seconds)
        made.growth = max(made.growth, server.peak() - rest)
        made.octets = len(answer.body)
        if value and not side.shows(answer, value):
            raise Failed(f"{side.name}: the delta does not show just {value}: {answer.body[:200]!r}")
    return made


def measure(sides, rounds, requests, entries, say):
    """{(side's name, call): [Round]}; the sides take turns, the first of a round alternating."""
    results = {}
    for number in range(rounds):
        for side in sides if number % 2 == 0 else sides[::-1]:
            calls = {side.list_path: side.entries}
            if side.name == "Weir":
                for form, mark in FORMS.items():
                    calls[f"{side.path}?format={form}"] = lambda body, mark=mark: body.count(mark)
            for path, count in calls.items():
                made = whole_list(side, path, requests, entries, count)
                results.setdefault((side.name, path), []).append(made)
            for call, made in small_answers(side, requests).items():
                results.setdefault((side.name, call), []).append(made)
        say(f"lists: round {number + 1} of {rounds}")
    return results


def lines(results, entries, requests):
    heads = [
        "server", "call", "octets", "wall ms", "CPU ms", "CPU ms, first", "resident MiB before", "growth MiB, first",
        "growth MiB, all",
    ]
    rows = []
    for (side, call), made in results.items():
        is_list = call.startswith("/")
        rows.append([
            side, f"`{urllib.parse.unquote(call)}`" if is_list else call, f"{made[-1].octets:,}",
            spread([statistics.median(one.wall) * 1e3 for one in made], 2),
            spread([one.cpu * 1e3 for one in made], 2),
            spread([one.first_cpu * 1e3 for one in made]) if is_list else "",
            spread([one.rest / MIB for one in made]) if is_list else "",
            spread([one.first_growth / MIB for one in made]) if is_list else "",
            spread([one.growth / MIB for one in made]),
        ])
    text = [f"## A blacklist of {entries:,} entries", ""]
    return text + table(heads, rows) + targets(results) + [
        f"Every whole list: a server just started and asked for one address, one request (`first`), then {requests}"
        " more. CPU is the server's, per request. Growth is the greatest resident set less the one before.", "",
    ]


def targets(results):
    """Weir's NDJSON, which is whole entries as CrowdSec's are, against the same round of CrowdSec."""
    peer = results.get(("CrowdSec", "/v1/decisions/stream?startup=true"))
    own = results.get(("Weir", "/api/anomaly/blacklist/?format=ndjson"))
    if not peer or not own:
        return ["No comparison: one of the two is missing.", ""]
    pairs = list(zip(own, peer))
    wanted = [
        ("CPU time of CrowdSec over Weir's", "at least 5", [b.cpu / a.cpu for a, b in pairs], lambda v: v >= 5),
        ("the same, first request", "", [b.first_cpu / a.first_cpu for a, b in pairs], None),
        ("Peak growth of Weir over CrowdSec's, first request", "at most 0.1",
         [a.first_growth / max(1, b.first_growth) for a, b in pairs], lambda v: v <= 0.1),
        ("the same, all requests", "at most 0.1",
         [a.growth / max(1, b.growth) for a, b in pairs], lambda v: v <= 0.1),
        ("Peak resident set of Weir over CrowdSec's", "",
         [(a.rest + a.growth) / (b.rest + b.growth) for a, b in pairs], None),
    ]
    rows = []
    for name, target, values, holds in wanted:
        verdict = "" if holds is None else "met" if holds(statistics.median(values)) else "**missed**"
        rows.append([name, target, spread(values, 3), verdict])
    return table(["whole list as NDJSON against CrowdSec's", "target", "ratio", "result"], rows)
