"""Measures of a ranking against judgements, as `trec_eval` computes them."""

import math


def gain(relevances):
    """Discounted cumulative gain with the relevance itself as gain (Järvelin and Kekäläinen, TOIS 2002)."""
    return sum(relevance / math.log2(rank + 1) for rank, relevance in enumerate(relevances, start=1))


def ndcg(ranking, relevant, depth):
    """The gain of the first `depth` against that of the best order there could be."""
    found = [max(0, relevant.get(document, 0)) for document in ranking[:depth]]
    best = sorted((value for value in relevant.values() if value > 0), reverse=True)[:depth]
    return gain(found) / gain(best)


def average_precision(ranking, relevant):
    """The mean, over all relevant documents, of the precision at the rank of each; zero for one not found."""
    hits, total = 0, 0.0
    for rank, document in enumerate(ranking, start=1):
        if relevant.get(document, 0) > 0:
            hits += 1
            total += hits / rank
    return total / sum(value > 0 for value in relevant.values())


def recall(ranking, relevant):
    """The share of the relevant documents that the ranking has."""
    every = {document for document, value in relevant.items() if value > 0}
    return len(every & set(ranking)) / len(every)


def scores(ranking, relevant):
    """nDCG@10, average precision, recall."""
    return ndcg(ranking, relevant, 10), average_precision(ranking, relevant), recall(ranking, relevant)


def check():
    """An example worked by hand: two of three relevant documents are found, at ranks 1 and 3."""
    relevant = {"a": 2, "b": 1, "c": 1, "d": 0}
    ranking = ["b", "d", "a", "x"]
    # 1 / log2(2) + 2 / log2(4) = 2, of at best 2 / log2(2) + 1 / log2(3) + 1 / log2(4) = 3.1309298.
    assert abs(ndcg(ranking, relevant, 10) - 2 / 3.1309298) < 1e-6
    # Only rank 1 counts: 1 of at best 2.
    assert ndcg(ranking, relevant, 1) == 0.5
    # Precision 1/1 at b and 2/3 at a, nothing for c: (1 + 2/3) / 3.
    assert abs(average_precision(ranking, relevant) - 5 / 9) < 1e-12
    assert abs(recall(ranking, relevant) - 2 / 3) < 1e-12
    assert scores([], relevant) == (0, 0, 0)
