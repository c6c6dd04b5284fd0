"""The page's plots: time to verdict by rate of mixing, and real by wanted false alarms."""
import collections
import statistics

import matplotlib

matplotlib.use("Agg")
matplotlib.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False, "svg.hashsalt": "weir"})

from matplotlib import pyplot  # noqa: E402, behind the choice of a backend that needs no screen

COLOURS = ("#1b6ca8", "#c8553d", "#3a7d44", "#8a5a9e", "#8c6d1f", "#4d4d4d", "#2a9d8f", "#b5179e")


def save(figure, path):
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def mixes(groups, path):
    """One line a group of kinds: medians over its attacks that were named, by rate; its attacks as dots."""
    figure, axes = pyplot.subplots(figsize=(6.6, 3.4))
    for number, (group, found) in enumerate(groups.items()):
        by_rate = collections.defaultdict(list)
        for mix in found:
            if mix["named"]:
                by_rate[mix["rate"]].append(max(mix["seconds"], 0.05))
        rates = sorted(by_rate)
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(rates, [statistics.median(by_rate[rate]) for rate in rates], "-o", ms=4, lw=1.5, color=colour, label=group)
        shift = 0.82 + 0.36 * number / max(len(groups) - 1, 1)  # dots of groups beside each other
        for rate in rates:
            axes.plot([rate * shift] * len(by_rate[rate]), by_rate[rate], ".", ms=3, alpha=0.45, color=colour)
    axes.axhline(2, color="grey", lw=0.8, ls="--")
    axes.text(1.01, 2, "2 s", va="center", color="grey", transform=axes.get_yaxis_transform())
    axes.set(xscale="log", yscale="log", xlabel="benign packets to one of the attack", ylabel="seconds to the verdict")
    axes.set_xticks([1, 10, 100, 1000, 10000], ["1", "10", "100", "1,000", "10,000"])
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.06, 0.5))
    save(figure, path)


def calibration(runs, path):
    """Real by wanted alarms a day, each order a dot, with the line of truth and a factor of three about it."""
    figure, axes = pyplot.subplots(figsize=(4.6, 3.4))
    wanted = sorted({run["wanted"] for run in runs})
    span = [wanted[0] / 1.5, wanted[-1] * 1.5]
    axes.fill_between(span, [x / 3 for x in span], [x * 3 for x in span], color="#1b6ca8", alpha=0.12, lw=0, label="within a factor of 3")
    axes.plot(span, span, color="grey", lw=0.8, ls="--", label="as wanted")
    floor = min(x / 10 for x in wanted)
    axes.plot([run["wanted"] for run in runs], [max(run["real"], floor) for run in runs], "o", ms=4, color="#c8553d", label="measured")
    axes.set(xscale="log", yscale="log", xlabel="false alarms wanted per day", ylabel="false alarms raised per day", xlim=span)
    axes.set_xticks(wanted, [f"{x:g}" for x in wanted])
    axes.minorticks_off()
    axes.legend(frameon=False, loc="upper left")
    save(figure, path)
