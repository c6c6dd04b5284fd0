"""Fills Weir's database, which `weir serve` has made, with a blacklist and 30 days of traffic samples.

Straight into SQLite: through the API ten million samples would take hours, and how fast they are taken in is not the
question here. The same arguments and the same last instant give the same rows.
"""
import datetime
import itertools
import json
import random
import sqlite3
import time

from . import addresses
from .report import Failed

DAYS = 30
SENSORS = [f"node-{number}" for number in range(1, 9)]
#: The addresses that verdicts are about, and those inside that they attack; both chosen by rank^-1.1.
ENTITIES, PEERS = 200_000, 2_000
#: kind: weight, role, window, severity, rule, techniques, features of its reasons
KINDS = {
    "port-scan": (30, "pair", 10, "high", "tcp-port-scan", ["T1046"],
                  ["probed_destination_ports", "tcp_unsuccessful_flows", "unsuccessful_share"]),
    "brute-force": (22, "pair", 60, "high", "brute-force", ["T1110"], ["short_logins"]),
    "host-sweep": (14, "source", 10, "medium", "host-sweep", ["T1046", "T1018"],
                   ["probed_destination_addresses", "unsuccessful_share"]),
    "anomaly": (12, "source", 60, "low", None, [], ["distinct_peers", "new_flows", "forward_reverse_ratio"]),
    "syn-flood": (8, "destination", 1, "critical", "syn-flood", ["T1498.001", "T1499.001"],
                  ["incomplete_handshakes", "syn_packets_per_port", "incomplete_handshake_share"]),
    "beaconing": (5, "pair", 600, "medium", "beaconing", ["T1071", "T1573"], ["beat_interval", "beat_deviation"]),
    "connection-flood": (3, "pair", 10, "high", "connection-flood", ["T1499.002"], ["established_connections"]),
    "udp-flood": (2, "destination", 1, "critical", "udp-flood", ["T1498.001"], ["packets", "octets"]),
    "dns-tunnel": (1.5, "domain", 60, "high", "dns-tunnel", ["T1071.004", "T1572"],
                   ["dns_distinct_names", "dns_label_entropy", "dns_name_octets"]),
    "malformed-traffic": (1, "source", 10, "low", "malformed-traffic", ["T1046"], ["odd_packets"]),
    "icmp-flood": (0.7, "source", 1, "high", "icmp-flood-source", ["T1498.001"], ["icmp_echo_requests"]),
    "exfiltration": (0.5, "pair", 600, "high", "exfiltration", ["T1048"], ["outward_octets"]),
    "arp-spoof": (0.3, "source", 10, "critical", "arp-spoof", ["T1557.002"], ["arp_conflicts", "arp_flips"]),
}
SAMPLE = (
    "sample, sensor, time, window_seconds, entity, role, peer, kind, score, severity, rule, attack, proof_of_path, "
    "reasons, packets, octets, new_flows, tcp_packets, udp_packets, icmp_packets"
).split(", ")
ENTRY = "prefix, length, action, reason, origin, score, sensor, created_at, expires_at, simulated, blocks".split(", ")
LINE = "time, who, why, change, prefix, length, before, after".split(", ")


def instant(nanoseconds):
    """As Weir writes it."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    date = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return date.strftime("%Y-%m-%dT%H:%M:%S") + f".{rest // 1000:06d}Z"


def check_columns(database, table, columns):
    """Whether the columns are those that this script knows; a column more must do without a value."""
    found = {row[1]: row for row in database.execute(f"PRAGMA table_info({table})")}
    strange = [name for name in columns if name not in found]
    strange += [
        name for name, (_, _, _, required, default, key) in found.items()
        if name not in columns and required and default is None and not key
    ]
    if strange:
        raise Failed(f"seed.py does not know table {table} as it is now: {', '.join(strange)}")


def insertion(table, columns):
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def fill(path, entries, samples, end):
    """Fills the database; `end` is the second at which the samples end. Answers what it did, for the report."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        for table, columns in (("traffic_sample", SAMPLE), ("blacklist", ENTRY), ("audit", LINE)):
            check_columns(database, table, columns)
        # A power cut here costs a new beginning, nothing else.
        for pragma in ("journal_mode = DELETE", "synchronous = OFF", "cache_size = -524288", "threads = 2"):
            database.execute("PRAGMA " + pragma).fetchall()
        start = time.monotonic()
        fill_blacklist(database, entries, end)
        lists = time.monotonic()
        fill_samples(database, samples, end)
        rows = time.monotonic()
        database.execute("PRAGMA journal_mode = WAL").fetchall()
        return {"list_seconds": lists - start, "sample_seconds": rows - lists}
    except sqlite3.Error as error:
        raise Failed(f"seeding: {error}") from error
    finally:
        database.close()


def fill_blacklist(database, entries, end):
    """Blocks of single addresses for 8 days, each with its line of the audit trail."""
    drawn = random.Random(addresses.SEED + 1)
    created, expires = end * 10**9, (end + 8 * 86_400) * 10**9
    dates = {"created_at": instant(created), "expires_at": instant(expires)}
    rows, lines = [], []
    for number, address in enumerate(addresses.public_addresses(entries), 1):
        score, sensor = round(0.99 + drawn.random() / 100, 4), drawn.choice(SENSORS)
        reason = f"port-scan: {drawn.randrange(20, 65_000)} destination ports in 10 s"
        prefix = addresses.mapped(address)
        rows.append((prefix, 128, "block", reason, "auto", score, sensor, created, expires, 0, 1))
        after = dates | {
            "id": number, "ip": addresses.text(address), "action": "block", "reason": reason, "origin": "auto",
            "score": score, "sensor": sensor, "simulated": False, "blocks": 1,
        }
        text = json.dumps(after, sort_keys=True, separators=(",", ":"))
        lines.append((created, "sensor " + sensor, reason, "blacklist.apply", prefix, 128, None, text))
    database.execute("BEGIN IMMEDIATE")
    database.executemany(insertion("blacklist", ENTRY), rows)
    database.executemany(insertion("audit", LINE), lines)
    database.execute("COMMIT")


def fill_samples(database, samples, end):
    """In big transactions without the indexes, which are made afterwards: sorting is faster than seeking."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'traffic_sample' AND sql NOT NULL"
    indexes = database.execute(query).fetchall()
    for name, _ in indexes:
        database.execute(f'DROP INDEX "{name}"')
    rows, insert = sample_rows(samples, end), insertion("traffic_sample", SAMPLE)
    for _ in range(0, samples, 1_000_000):
        database.execute("BEGIN IMMEDIATE")
        database.executemany(insert, itertools.islice(rows, 1_000_000))
        database.execute("COMMIT")
    for _, statement in indexes:
        database.execute(statement)


def entity_addresses():
    """By rank: nine of ten IPv4, the rest IPv6 of the documentation's block."""
    drawn = random.Random(addresses.SEED + 2)
    numbers = addresses.public_addresses(ENTITIES, addresses.SEED + 3)
    v6 = bytes.fromhex("20010db8")
    return [v6 + drawn.randbytes(12) if rank % 10 == 9 else addresses.mapped(n) for rank, n in enumerate(numbers)]


def rank_weights(count):
    return list(itertools.accumulate((rank + 1) ** -1.1 for rank in range(count)))


def sample_rows(samples, end):
    """Every other row a verdict, the rest summaries, evenly over the days and in the order of time."""
    drawn = random.Random(addresses.SEED + 4)
    entities, of_entities = entity_addresses(), rank_weights(ENTITIES)
    peers, of_peers = [b"\0" * 10 + b"\xff\xff\x0a\0" + n.to_bytes(2, "big") for n in range(PEERS)], rank_weights(PEERS)
    variants = {kind: [verdict(kind, drawn) for _ in range(256)] for kind in KINDS}
    names, weights = list(KINDS), [KINDS[kind][0] for kind in KINDS]
    summaries = [summary(drawn) for _ in range(4_096)]
    span = DAYS * 86_400
    start, batch = end - span, 100_000
    for first in range(0, samples, batch):
        half = min(batch, samples - first) // 2 + 1
        sources = drawn.choices(entities, cum_weights=of_entities, k=half)
        targets = drawn.choices(peers, cum_weights=of_peers, k=half)
        kinds = drawn.choices(names, weights, k=half)
        picks = drawn.choices(range(256), k=half)
        sensors = drawn.choices(SENSORS, k=half)
        totals = drawn.choices(summaries, k=half)
        for number in range(first, min(first + batch, samples)):
            at, index = (start + number * span // samples) * 10**9, (number - first) >> 1
            if number & 1:
                role, window, tail = variants[kinds[index]][picks[index]]
                entity, peer = sources[index], targets[index]
                if role == "destination":
                    entity, peer = peer, None
                elif role == "source":
                    peer = None
                yield ("verdict", sensors[index], at, window, entity, role, peer, *tail)
            else:
                yield ("summary", sensors[index], at, 1, *totals[index])


def verdict(kind, drawn):
    """Role, window, and the columns from `kind` on."""
    _, role, window, severity, rule, attack, features = KINDS[kind]
    reasons = [
        {"expected": drawn.choice([0, 0.02, 1, 2.1]), "feature": name, "observed": round(drawn.lognormvariate(4, 2), 3)}
        for name in features
    ]
    texts = [json.dumps(value, separators=(",", ":")) for value in (attack, reasons)]
    score = round(0.95 + drawn.random() / 20, 4)
    proof = int(drawn.random() < 0.6)
    return role, window, (kind, score, severity, rule, texts[0], proof, texts[1], None, None, None, None, None, None)


def summary(drawn):
    """The columns from `entity` on."""
    tcp, udp, icmp = (int(drawn.lognormvariate(mean, 1)) for mean in (9, 7, 2))
    packets = tcp + udp + icmp
    return (None,) * 10 + (packets, packets * drawn.randrange(80, 1_200), packets // 20 + 1, tcp, udp, icmp)
