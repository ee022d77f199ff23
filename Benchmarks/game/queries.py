"""A list of queries drawn from a corpus with a fixed seed.

Words are lower-cased runs of ASCII letters and digits that begin with a letter. They come from three bands of document
frequency in turn, so that each class spans frequent, medium and rare words.
"""

import json
import random
import re
import sys
from collections import Counter

SEED = 20221021
BANDS = [(0.05, 1.0), (0.003, 0.05), (0.0001, 0.003)]
CLASSES = ("term", "any-of", "all-of", "phrase", "prefix")
# A word that no document has: what is measured with it is the cost of asking at all.
NOTHING = "zzqxjkvzqx"

# Tantivy leaves out words of more than 40 bytes, and nobody types them.
WORD = re.compile(r"[a-z][a-z0-9]{1,23}")
RUN = re.compile(r"(?<!\S)[A-Za-z][A-Za-z0-9]{1,23}(?: +[A-Za-z][A-Za-z0-9]{1,23})+(?!\S)")


def tokens(text):
    return re.findall(r"[^\W_]+", text.lower())


class Vocabulary:
    """The words of a corpus by band, and pages to draw words that stand together from."""

    def __init__(self, texts):
        self.pages = []
        self.counts = Counter()
        for text in texts:
            self.pages.append(text)
            self.counts.update(set(tokens(text)))
        self.bands = []
        for low, high in BANDS:
            least, most = max(2, low * len(self.pages)), high * len(self.pages)
            self.bands.append(sorted(
                word for word, count in self.counts.items() if least <= count < most and WORD.fullmatch(word)))

    def is_in(self, band, word):
        low, high = BANDS[band]
        return max(2, low * len(self.pages)) <= self.counts[word] < high * len(self.pages)


def term(words, band, random):
    return random.choice(words.bands[band])


def any_of(words, band, random):
    bands = [band] + [random.randrange(len(BANDS)) for _ in range(random.randint(1, 3))]
    return " ".join(random.choice(words.bands[band]) for band in bands)


def all_of(words, band, random):
    """Two or three words of one page, one of them of the band, so that something is found."""
    while True:
        page = sorted({word for word in tokens(random.choice(words.pages)) if WORD.fullmatch(word)})
        mine = [word for word in page if words.is_in(band, word)]
        if mine and len(page) >= 4:
            first = random.choice(mine)
            others = random.sample([word for word in page if word != first], random.randint(1, 2))
            return " ".join("+" + word for word in [first] + others)


def phrase(words, band, random):
    """Two or three words that stand side by side on a page, the first of the band."""
    while True:
        runs = [run.lower().split() for run in RUN.findall(random.choice(words.pages))]
        if not runs:
            continue
        run, length = random.choice(runs), random.randint(2, 3)
        start = random.randrange(len(run))
        if start + length <= len(run) and words.is_in(band, run[start]):
            return '"' + " ".join(run[start:start + length]) + '"'


def prefix(words, band, random):
    while True:
        word = random.choice(words.bands[band])
        length = random.randint(3, 6)
        if len(word) > length:
            return word[:length] + "*"


MAKERS = dict(zip(CLASSES, (term, any_of, all_of, phrase, prefix)))


def make(texts, each):
    """Distinct queries by class, `each` of every class."""
    words = Vocabulary(texts)
    if any(len(band) < 10 for band in words.bands):
        sys.exit("Too few documents to draw queries from.")
    chance = random.Random(SEED)
    lists = {}
    for name in CLASSES:
        found = {}
        for _ in range(100 * each):
            if len(found) == each:
                break
            found[MAKERS[name](words, len(found) % len(BANDS), chance)] = None
        if len(found) < each:
            sys.exit(f"Too few documents to draw {each} queries of class {name} from.")
        lists[name] = list(found)
    return lists


def load(texts, each, file, key):
    """The list kept in `file`, made when it is missing or was made for another `key`."""
    if file.exists():
        lists = json.loads(file.read_text())
        if lists.pop("key", None) == key:
            return lists
    lists = make(texts(), each)
    file.write_text(json.dumps({"key": key, **lists}, indent=1))
    return lists
