"""Queries of one day out of all the traffic samples."""
import datetime
import ipaddress
import random
import sqlite3
import statistics
import tempfile

from . import addresses, seed
from .client import curl
from .report import Failed, percentile, spread, table

PATH = "/api/anomaly/traffic/"


def rare_and_frequent(weir):
    """The address that most verdicts are about, and one of few."""
    entities = seed.entity_addresses()
    database = sqlite3.connect(f"file:{weir.data}/weir.sqlite?mode=ro", uri=True)
    try:
        counted = "SELECT count(*) FROM traffic_sample WHERE entity = ?"
        count = lambda octets: database.execute(counted, [octets]).fetchone()[0]
        frequent = entities[0]
        rare = next((one for one in entities[100_000:101_000] if 1 <= count(one) <= 30), entities[100_000])
        return {"rare": (shown(rare), count(rare)), "frequent": (shown(frequent), count(frequent))}
    finally:
        database.close()


def shown(octets):
    address = ipaddress.IPv6Address(octets)
    return str(address.ipv4_mapped or address)


def whole_days(weir):
    """The days of which all samples are there."""
    last = datetime.datetime.fromtimestamp(weir.made["end"], datetime.timezone.utc).date()
    return [(last - datetime.timedelta(days=back)).isoformat() for back in range(1, seed.DAYS)]


def measure(weir, rounds, requests, say):
    """`requests` of each query in all, a share of them each round, each of a day at random."""
    drawn, days = random.Random(addresses.SEED + 5), whole_days(weir)
    found = rare_and_frequent(weir)
    queries = {
        "by time": "",
        f"by ip, frequent ({found['frequent'][1]:,} in 30 days)": f"&ip={found['frequent'][0]}",
        f"by ip, rare ({found['rare'][1]:,} in 30 days)": f"&ip={found['rare'][0]}",
        "by kind, frequent (port-scan)": "&kind=port-scan",
        "by kind, rare (arp-spoof)": "&kind=arp-spoof",
    }
    results = {name: {"rounds": [], "cpu": [], "counts": []} for name in queries}
    streams = []
    for number in range(rounds):
        with weir.server() as server:
            client = weir.client()
            for query in queries.values():  # the first of a server just started is not what is asked here
                client.get(f"{PATH}?start={days[0]}&end={days[0]}&limit=100{query}")
            for name, query in queries.items():
                result, seconds, before = results[name], [], server.cpu()
                for _ in range(-(-requests // rounds)):
                    day = drawn.choice(days)
                    answer = client.get(f"{PATH}?start={day}&end={day}&limit=100{query}")
                    said = answer.json()
                    if len(said["results"]) != min(100, said["count"]):
                        raise Failed(f"traffic {name}: {len(said['results'])} results of {said['count']}")
                    seconds.append(answer.seconds)
                    result["counts"].append(said["count"])
                result["rounds"].append(seconds)
                result["cpu"].append((server.cpu() - before) / len(seconds))
            client.close()
        streams.append(stream(weir, drawn.choice(days), number == 0))
        say(f"traffic: round {number + 1} of {rounds}")
    return results, streams


def stream(weir, day, is_first):
    """A whole day as NDJSON, from a server just started and asked for one sample."""
    url = f"http://127.0.0.1:{weir.port}{PATH}?start={day}&end={day}&format=ndjson"
    with weir.server() as server, tempfile.NamedTemporaryFile() as file:
        client = weir.client()
        client.get(f"{PATH}?start={day}&end={day}&limit=1")
        client.close()
        rest, before = server.reset_peak(), server.cpu()
        (seconds,), octets = curl(url, weir.headers, output=file.name)
        cpu, growth = server.cpu() - before, server.peak() - rest
        rows = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        wanted = weir.made["samples"] / seed.DAYS
        if abs(rows - wanted) > wanted / 100 + 2:
            raise Failed(f"traffic of {day}: {rows} rows, not about {wanted:.0f}")
    return {"rows": rows, "octets": octets, "seconds": seconds, "cpu": cpu, "growth": growth / 1024}


def lines(weir, results, streams):
    made = weir.made
    heads = ["query of one day", "limit", "matches", "p50 ms", "p99 ms", "CPU ms"]
    rows = []
    for name, result in results.items():
        every = [second * 1e3 for seconds in result["rounds"] for second in seconds]
        rows.append([
            name, 100, f"{statistics.median(result['counts']):,.0f}",
            spread([statistics.median(seconds) * 1e3 for seconds in result["rounds"]], 2),
            f"{percentile(every, 99):.2f}", spread([cpu * 1e3 for cpu in result["cpu"]], 2),
        ])
    count = sum(len(seconds) for seconds in next(iter(results.values()))["rounds"])
    text = [
        f"## Traffic: one day out of {made['samples']:,} samples over {seed.DAYS} days", "",
        f"The database took {made['sample_seconds']:.0f} s to fill with samples, {made['list_seconds']:.0f} s with the"
        f" blacklist, and is {made['octets'] / 2**20:,.0f} MiB large; the system's page cache may hold all of it.", "",
    ]
    text += table(heads, rows)
    text += [
        f"{count} requests of each query, each of one of {seed.DAYS - 1} days at random, on one connection, after one"
        " unmeasured; p99 of them all.", "",
    ]
    heads = ["whole day as NDJSON", "rows", "octets", "rows/s", "CPU µs/row", "growth MiB"]
    rows = [[
        "`?format=ndjson`", f"{streams[-1]['rows']:,}", f"{streams[-1]['octets']:,}",
        spread([one["rows"] / one["seconds"] for one in streams], 0),
        spread([one["cpu"] / one["rows"] * 1e6 for one in streams], 2), spread([one["growth"] for one in streams]),
    ]]
    return text + table(heads, rows)
