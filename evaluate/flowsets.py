"""The labelled flow sets, and the rows and orders in which stream scorers see them.

Protocol: the first rows of the normal class initialise, 2,048 of NSL-KDD and 256 of KDD99; every other row is scored once, in
file order, without its label. On KDD99 the normal class are the attacks and the rows to be found are those called `normal.`, a
fifth of all, as MemStream frames it: nearly all rows of that set are of two floods. Variants: the rows shuffled before that;
and a share of the initialising rows replaced by random ones of the other class, at random places.
"""
import csv
import gzip
import lzma
import random

import numpy as np

import ground


class FlowSet:
    """Rows as text, which are to be found, and how many initialise."""

    def __init__(self, options, name):
        folder = options.source / "flows"
        self.name = name
        with open(ground.need(folder / "FieldNames.csv", "set EVALUATE_DATA to the folder that holds flows/"), newline="") as text:
            kinds = list(csv.reader(text))
        self.fields = [(field, "category" if kind.strip() == "symbolic" else "number") for field, kind in kinds]
        path, label, self.initial = {
            "KDD99": ("kdd99-10percent.csv.gz", "normal.", 256), "NSL-KDD": ("nsl-kdd-train20.csv.gz", "normal", 2048)}[name]
        with gzip.open(ground.need(folder / path, "set EVALUATE_DATA to the folder that holds flows/"), "rt", newline="") as text:
            rows = list(csv.reader(text))
        normal = np.array([row[len(self.fields)] == label for row in rows])
        self.rows = [row[:len(self.fields)] for row in rows]
        self.wanted = normal if name == "KDD99" else ~normal

    def matrix(self):
        """Numbers as they are, a column for each value of a category."""
        columns = []
        for at, (_, kind) in enumerate(self.fields):
            values = [row[at] for row in self.rows]
            if kind == "number":
                columns.append(np.array(list(map(float, values))))
            else:
                numbers = {value: number for number, value in enumerate(sorted(set(values)))}
                columns += list(np.eye(len(numbers))[:, [numbers[value] for value in values]])
        return np.column_stack(columns)

    def split(self, order="file", share=0.0, seed=1):
        """Indices of the rows that initialise and of those that are scored."""
        indices = np.arange(len(self.rows))
        if order == "shuffled":
            indices = np.random.default_rng(seed).permutation(indices)
        wanted = self.wanted[indices]
        foreign = round(self.initial * share)
        start = indices[~wanted][:self.initial - foreign].tolist()
        draw = random.Random(seed)
        for row in draw.sample(indices[wanted].tolist(), foreign):
            start.insert(draw.randrange(len(start) + 1), row)
        rest = np.ones(len(indices), bool)
        rest[start] = False
        return np.array(start), indices[rest[indices]]

    def write(self, path, indices, times=1):
        """Rows as stream-scores reads them, without labels; their numbers so many times over."""
        numbers = [at for at, (_, kind) in enumerate(self.fields) if kind == "number"] * (times - 1)
        with open(path, "w", newline="") as text:
            writer = csv.writer(text)
            writer.writerow([f"{field}:{kind}" for field, kind in self.fields] + [f"{self.fields[at][0]}:number" for at in numbers])
            writer.writerows(self.rows[index] + [self.rows[index][at] for at in numbers] for index in indices)


def edges(options, folder):
    """DARPA98's edges as a file, and which of its rows are attacks."""
    path = folder / "darpa98-edges.csv"
    source = options.source / "flows"
    packed = ground.need(source / "darpa98-edges.csv.xz", "set EVALUATE_DATA to the folder that holds flows/")
    if not path.exists():
        path.write_bytes(lzma.decompress(packed.read_bytes()))
    truth = lzma.decompress((source / "darpa98-truth.csv.xz").read_bytes())
    return path, np.frombuffer(truth.replace(b"\r", b"").replace(b"\n", b""), np.uint8) == ord("1")


def auc(scores, wanted):
    """Area under the ROC curve: the chance that a wanted row scores above another; equal scores count half."""
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positive = int(wanted.sum())
    return float((ranks[wanted].sum() - positive * (positive + 1) / 2) / (positive * (len(wanted) - positive)))
