#!/usr/bin/env python3
"""Puts one capture into the index: what the case says of it, and what the capture itself says.

usage: record.py INDEX CAPTURE "BEGAN ENDED" LABEL KIND WHAT MIXTURE ATTACKERS VICTIMS
"""
import csv, fcntl, os, subprocess, sys

COLUMNS = "file label kind what mixture attackers victims attack_span packets duration_s link_type source licence".split()


def measure(capture):
    told = subprocess.run(["capinfos", "-TrmQcuaES", capture], check=True, capture_output=True, text=True).stdout
    _, link, packets, duration, first = next(csv.reader(told.splitlines()[-1:]))
    return link, int(packets), float(duration), float(first)


def main():
    index, capture, span, label, kind, what, mixture, attackers, victims = sys.argv[1:]
    link, packets, duration, first = measure(capture)
    if span.strip():
        began, ended = (min(max(float(word) - first, 0), duration) for word in span.split())
        span = f"{began:.1f}-{ended:.1f} s"
    else:
        span = "-"
    name = os.path.basename(capture)
    row = dict(zip(COLUMNS, [name, label, kind, what, mixture, attackers, victims, span, packets,
                             f"{duration:.6f}", link, "samples/lab", "Apache-2.0"]))
    with open(index, "a+", newline="") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        rows = {old["file"]: old for old in csv.DictReader(file, delimiter="\t")}
        rows[name] = row
        file.truncate(0)
        out = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        out.writeheader()
        out.writerows(sorted(rows.values(), key=lambda row: (row["label"], row["file"])))
    print(f"{name}: {packets} packets, {duration:.1f} s, {os.path.getsize(capture)} bytes, attack {span}")


main()
