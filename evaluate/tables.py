"""The page's tables, as Markdown, from the numbers of the parts."""
import collections
import statistics

VISIBLE = ("scan_", "flood_", "amp_", "brute_", "http_", "arp_spoof", "dns_tunnel", "icmp_exfil", "c2_beacon", "iot_botnet")
URGENT = ("scan_", "flood_", "brute_")
GROUPS = {
    "scan": ("scan_",), "flood, reflection": ("flood_", "amp_"), "brute force": ("brute_",), "HTTP flood, slow": ("http_",),
    "tunnel, exfiltration": ("dns_tunnel", "icmp_exfil"), "beacon": ("c2_beacon",), "ARP, bot": ("arp_spoof", "iot_botnet"),
}


def table(head, rows, left=1):
    """A table; its first `left` columns are words, the others numbers."""
    lines = [head, ["---"] * left + ["---:"] * (len(head) - left), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def of(found, prefixes):
    return [mix for mix in found if mix["kind"].startswith(tuple(prefixes))]


def times(found, field="seconds"):
    """Median and, where there are several, the least and the most of those that were named."""
    values = [mix[field] for mix in found if mix["named"]]
    if not values:
        return "–"
    middle = f"{statistics.median(values):,.1f}" if field != "packets" else f"{statistics.median(values):,.0f}"
    digits = 0 if field == "packets" else 1
    return middle + (f" ({min(values):,.{digits}f}–{max(values):,.{digits}f})" if len(values) > 1 else "")


def mixes(found):
    """Per kind and rate: how many were named, and how soon."""
    rates = sorted({mix["rate"] for mix in found})
    rows = []
    for kind in sorted({mix["kind"] for mix in found}):
        row = [f"`{kind}`"]
        for rate in rates:
            here = [mix for mix in found if mix["kind"] == kind and mix["rate"] == rate]
            row.append(f"{sum(mix['named'] for mix in here)}/{len(here)}: {times(here)}" if here else "")
        rows.append(row)
    return table(["kind", *(f"1:{rate:,}" for rate in rates)], rows)


def mixes_summary(found):
    """Per rate: named, medians of urgent kinds, false verdicts and misblocks."""
    rows = []
    for rate in sorted({mix["rate"] for mix in found}):
        here = [mix for mix in found if mix["rate"] == rate]
        urgent = of(here, URGENT)
        false = collections.Counter()
        for mix in here:
            false.update(mix["false_kinds"])
        rows.append([
            f"1:{rate:,}", f"{sum(mix['named'] for mix in here)} of {len(here)}", times(urgent), times(urgent, "since_tenth"),
            times(urgent, "packets"), ", ".join(f"{n} × {kind}" for kind, n in false.items()) or 0,
            sum(len(mix["misblocks"]) for mix in here)])
    return table(["rate", "named", "seconds", "since the tenth packet", "attack packets", "false verdicts", "misblocks"], rows)


def late(found, limit=5):
    """Attacks of urgent kinds that are missed or late at 1:100."""
    rows = [[f"`{mix['kind']}`", mix["file"].split("/")[-1], f"{mix['attack_packets']} in {mix['attack_seconds']:,.0f} s",
             f"{mix['seconds']:,.1f} s, {mix['packets']} packets" if mix["named"] else "not named", ", ".join(mix["other"]) or "–"]
            for mix in of(found, URGENT) if mix["rate"] == 100 and (not mix["named"] or mix["seconds"] > limit)]
    return table(["kind", "capture", "packets", "verdict", "other verdicts about it"], rows, 5)


def variant(run):
    if run["share"]:
        return f"{run['share'] * 100:.0f} % of the other class in the start"
    return "shuffled" if run["order"] == "shuffled" else "file order"


def streams(runs, name):
    """A set's variants by method: the median AUC, and the worst of the seeds where there are several."""
    chosen = [run for run in runs if run["set"] == name]
    if not chosen:
        return "*Not measured in this run.*"
    variants, methods = (list(dict.fromkeys(key(run) for run in chosen)) for key in (variant, lambda run: run["method"]))
    rows = []
    for method in methods:
        row = [method]
        for which in variants:
            found = [run["auc"] for run in chosen if run["method"] == method and variant(run) == which]
            row.append(f"{statistics.median(found):.3f}" + (f" ({min(found):.3f}–{max(found):.3f})" if len(found) > 1 else ""))
        here = [run for run in chosen if run["method"] == method]
        speed = statistics.median(run["rows_per_second"] or 0 for run in here)
        rows.append([*row, f"{here[0]['rows']:,}", f"{speed:,.0f}"])
    return table(["method", *variants, "rows scored", "rows/s"], rows)


def calibration(runs):
    rows = []
    for wanted in sorted({run["wanted"] for run in runs}):
        here = [run for run in runs if run["wanted"] == wanted]
        rows.append([wanted, *(f"{run['real']:.1f} ({run['alarms']} in {run['days']:.1f} days)" for run in here),
                     f"{min(run['real'] for run in here) / wanted:.2f}–{max(run['real'] for run in here) / wanted:.2f}"])
    return table(["wanted a day", *(f"order {seed}" for seed in sorted({run['seed'] for run in runs})), "real to wanted"], rows)


def slow(cases):
    rows = [[case["case"], case["interval"], f"{case['hours']:.1f} h", "yes" if case["named"] else "no",
             f"{case['after']:,.0f} s, {case['visits']} visits" if case["named"] else "–", ", ".join(case["kinds"]) or "–"] for case in cases]
    return table(["what", "interval", "length", "named", "after", "verdicts"], rows, 6)


def goals(parts):
    """What is to be reached, and what was measured."""
    rows = []
    if "captures" in parts:
        scored = parts["captures"]["elsewhere"]
        seen = [tally for kind, tally in scored["attack"].items() if kind.startswith(VISIBLE)]
        count, named, known, culprit = (sum(tally[key] for tally in seen) for key in ("captures", "named", "known", "culprit"))
        benign = scored["benign"]
        rows += [
            ["attack captures named, of kinds that headers and sizes show", "95 %", f"{named} of {count} ({named / count * 100:.1f} %)"],
            ["culprit named where one is known", "95 %", f"{culprit} of {known} ({culprit / max(known, 1) * 100:.1f} %)"],
            ["misblocks", "0", sum(tally["misblock"] for tally in scored["attack"].values()) + benign["misblock"]],
            ["false verdicts (high, critical) per benign hour", "≤ 0.2", f"{benign['false'] / benign['hours']:.2f}"]]
    if "mixes" in parts:
        here = [mix for mix in of(parts["mixes"]["mixes"], URGENT) if mix["rate"] == 100]
        rows.append(["scan, flood, brute force in a 1:100 mix: median time to the verdict", "≤ 2 s",
                     f"{times(here)} s; since the tenth packet {times(here, 'since_tenth')} s; {sum(m['named'] for m in here)} of {len(here)} named"])
    if "slow" in parts:
        cases = parts["slow"]["cases"]
        rows.append(["slow SSH brute force, beacons with 30 % jitter", "named", f"{sum(c['named'] for c in cases)} of {len(cases)}"])
    if "streams" in parts:
        runs = [run for run in parts["streams"]["runs"] if run["method"] == "Weir"]
        for name, plain, order, shares in (("DARPA98", 0.985, None, {}), ("KDD99", 0.979, 0.95, {0.01: 0.97, 0.05: 0.97}),
                                           ("NSL-KDD", 0.981, 0.95, {0.01: 0.97, 0.05: 0.90})):
            here = [run for run in runs if run["set"] == name]
            wants = [(f"≥ {plain}", "", [r for r in here if r["order"] == "file" and not r["share"]])]
            wants += [(f"≥ {order}", ", worst of three shuffled orders", [r for r in here if r["order"] == "shuffled"])] if order else []
            wants += [(f"≥ {least}", f", {share * 100:.0f} % of the other class in the start, worst of three seeds", [r for r in here if r["share"] == share])
                      for share, least in shares.items()]
            rows += [[f"AUC, {name}{words}", least, f"{min(r['auc'] for r in chosen):.3f}"] for least, words, chosen in wants if chosen]
        speeds = [run["rows_per_second"] for run in runs if run["set"] != "DARPA98" and run["rows_per_second"]]
        if speeds:
            rows.append(["records scored per second and core, 41 features", "≥ 200,000", f"{min(speeds):,}–{max(speeds):,}"])
        if wide := parts["streams"].get("wide"):
            rates = wide["rows_per_second"]
            rows.append([f"records scored per second and core, {wide['features']} features", "≥ 200,000", f"{min(rates):,}–{max(rates):,}"])
    if "calibration" in parts:
        ratios = [run["real"] / run["wanted"] for run in parts["calibration"]["runs"]]
        rows.append(["real to wanted false alarms, held back", "0.33–3", f"{min(ratios):.2f}–{max(ratios):.2f}"])
    return table(["", "must", "measured"], rows, 3)
