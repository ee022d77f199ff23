"""The table of a run: times by class, building, size, agreement."""

import math
import os
import re
import statistics

from game import queries


def machine():
    """The processor and its number, in a few words."""
    with open("/proc/cpuinfo") as file:
        model = re.search(r"model name\s*: (.*)", file.read())
    return f"{os.cpu_count()} × {model.group(1) if model else 'unknown processor'}"


def percentile(values, share):
    """The nearest-rank percentile."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def row(cells):
    return "| " + " | ".join(cells) + " |"


class Table:
    def __init__(self, asked):
        self.asked = asked
        self.built, self.times, self.nothing, self.counts = {}, {}, {}, {}

    def add(self, name, built, times, counts):
        """Takes the results of one engine; the times after those of the queries asked are of the empty query."""
        self.built[name] = built
        self.times[name] = {kind: [] for kind in queries.CLASSES}
        for (kind, _), time in zip(self.asked, times):
            self.times[name][kind].append(time)
        self.nothing[name] = statistics.median(times[len(self.asked):])
        self.counts[name] = counts

    def lines(self):
        names = list(self.times)
        any_built = self.built[names[0]]
        return [
            "", f"{any_built.documents:,} documents, {any_built.text_bytes / 1e6:.1f} MB of text. Top 10 without count, "
            "µs a query: mean / median / 99th percentile. In brackets the mean less what a query that finds nothing costs.",
            "", row(["class", *names, *self.ratio_heads()]), row(["---"] * (1 + len(names) + len(self.ratio_heads()))),
            *self.time_rows(names), "", row(["building", *names]), row(["---"] * (1 + len(names))),
            *self.building_rows(names), "", *self.agreement()]

    # MARK: Times

    def peers(self):
        return [name for name in self.times if name != "rockpool"]

    def ratio_heads(self):
        if "rockpool" not in self.times or not self.peers():
            return []
        return ["best peer", "best peer's mean ÷ ours"] + (["Tantivy's ÷ ours"] if "tantivy" in self.times else [])

    def time_rows(self, names):
        rows, to_best, to_tantivy = [], [], []
        for kind in queries.CLASSES:
            cells = [kind] + [self.times_cell(name, kind) for name in names]
            if self.ratio_heads():
                means = {name: statistics.mean(self.times[name][kind]) for name in names}
                best = min(self.peers(), key=means.get)
                to_best.append(means[best] / means["rockpool"])
                cells += [best, f"{to_best[-1]:.2f}"]
                if "tantivy" in means:
                    to_tantivy.append(means["tantivy"] / means["rockpool"])
                    cells.append(f"{to_tantivy[-1]:.2f}")
            rows.append(row(cells))
        overhead = ["finds nothing"] + [f"{self.nothing[name] / 1e3:.1f}" for name in names]
        rows.append(row(overhead + [""] * len(self.ratio_heads())))
        if self.ratio_heads():
            # The target counts four classes; prefixes are shown but are not part of it.
            means = ["", f"{statistics.geometric_mean(to_best[:4]):.2f}"]
            means += [f"{statistics.geometric_mean(to_tantivy[:4]):.2f}"] if to_tantivy else []
            rows.append(row(["geometric mean without prefix"] + [""] * len(names) + means))
        return rows

    def times_cell(self, name, kind):
        times = self.times[name][kind]
        mean = statistics.mean(times)
        net = max(0, mean - self.nothing[name])
        shown = (mean, statistics.median(times), percentile(times, 0.99))
        return " / ".join(f"{time / 1e3:,.1f}" for time in shown) + f" ({net / 1e3:,.1f})"

    # MARK: Building

    def building_rows(self, names):
        built = [self.built[name] for name in names]
        return [
            row(["seconds"] + [f"{one.seconds:.2f}" for one in built]),
            row(["MB of text a second"] + [f"{one.text_bytes / 1e6 / max(one.seconds, 1e-3):.1f}" for one in built]),
            row(["bytes of index per byte of text"] + [f"{one.index_bytes / one.text_bytes:.3f}" for one in built]),
        ]

    # MARK: Agreement

    def agreement(self):
        """How many counts are those of Tantivy, or else of the first engine, and examples of those that are not."""
        names = list(self.counts)
        base = "tantivy" if "tantivy" in names else names[0]
        lines = [f"Queries whose COUNT is that of {base}:", ""]
        examples = []
        for name in names:
            if name == base:
                continue
            parts = []
            for kind in queries.CLASSES:
                places = [place for place, (of, _) in enumerate(self.asked) if of == kind]
                other = [place for place in places if self.counts[name][place] != self.counts[base][place]]
                parts.append(f"{kind} {len(places) - len(other)} of {len(places)}")
                for place in other[:3]:
                    examples.append(
                        f"  - {name}, {kind} `{self.asked[place][1]}`: {self.counts[name][place]:,}, "
                        f"{base} {self.counts[base][place]:,}")
            lines.append(f"- {name}: " + ", ".join(parts))
        return lines + (["- not the same, the first three of each class:", *examples] if examples else [])
