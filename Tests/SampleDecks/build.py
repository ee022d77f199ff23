"""Builds sample decks: Tests/SampleDecks/<edition>/<slug>.html into the sample deck of that talk.

Called by Scripts/build-decks, which sees to the packages and the fixed clock.
"""

import hashlib
import html
import re
import sys
from pathlib import Path

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

SOURCES = Path("Tests/SampleDecks")
ARCHIVE = Path("Archive")
MAXIMUM_BYTES = 300_000

CODE = re.compile(r'<script type="text/([a-z]+)"(?: class="([a-z ]+)")?>\n?(.*?)\s*</script>', re.DOTALL)
# Without a viewBox: WeasyPrint clips the heads to squares when a marker has one.
MARKER = (
    '<marker id="{0}" refX="15" refY="8" markerWidth="17" markerHeight="16" markerUnits="userSpaceOnUse"'
    ' orient="auto"><path class="{0}" d="M0 0 L17 8 L0 16 z"/></marker>'
)
ARROWS = f"<defs>{MARKER.format('h')}{MARKER.format('ha')}</defs>"


class DeckError(Exception):
    """A source or a talk file that cannot be built from; the text says what to do."""


def coloured(match):
    """One <script type="text/rust"> block as a <pre> with syntax colours.

    Code stands in script elements because HTML takes their content as it is: `Pin<P>` needs no escapes.
    """
    language, classes, code = match.groups()
    body = html.escape(code)
    if language != "plain":
        body = highlight(code, get_lexer_by_name(language), HtmlFormatter(nowrap=True)).rstrip("\n")
    return f'<pre class="{classes or ""}">{body}</pre>'


def page_source(path):
    """The deck's HTML with its code coloured and its diagrams styled."""
    source = path.read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", source))
    # WeasyPrint draws inline SVG apart from the page, so each drawing needs the style sheet inside it.
    style = (SOURCES / "diagram.css").read_text(encoding="utf-8")
    style = style.replace("ACCENT", colours["accent"]).replace("SOFT", colours["soft"])
    source = re.sub(r"(<svg [^>]*>)", lambda match: f"{match[1]}<style>{style}</style>{ARROWS}", source)
    return CODE.sub(coloured, source)


def too_wide(box, limit=None):
    """The lines of code that reach past the right edge of their panel."""
    if box.element_tag == "pre" and limit is None:
        limit = box.position_x + box.border_width() - box.padding_right / 2
    text = getattr(box, "text", None)
    if text and limit and box.position_x + box.width > limit:
        yield text
    for child in getattr(box, "children", ()):
        yield from too_wide(child, limit)


def render(path):
    """The deck as PDF bytes; every slide must fill exactly one page."""
    source = page_source(path)
    fonts = FontConfiguration()
    css = CSS(filename=str(SOURCES / "deck.css"), font_config=fonts)
    document = HTML(string=source, base_url=str(path)).render(stylesheets=[css], font_config=fonts)
    slides = source.count("<section")
    # Every slide has a heading and so a bookmark: a page without one is what ran over from the page before.
    over = [n for n, page in enumerate(document.pages) if not page.bookmarks]
    if over or len(document.pages) != slides:
        before = ", ".join(f'"{document.pages[n - 1].bookmarks[0][1]}"' for n in over if document.pages[n - 1].bookmarks)
        raise DeckError(f"{path}: {slides} slides fill {len(document.pages)} pages; shorten {before}")
    wide = [text for page in document.pages for text in too_wide(page._page_box)]
    if wide:
        raise DeckError(f"{path}: code is cut off at the right, break these lines: {wide}")
    identifier = hashlib.md5(source.encode("utf-8")).digest()
    data = document.write_pdf(identifier=identifier)
    if len(data) > MAXIMUM_BYTES:
        raise DeckError(f"{path}: the deck has {len(data)} bytes, more than {MAXIMUM_BYTES}; use fewer fonts or pictures")
    return data, slides


def sample_entry(lines, talk):
    """First and last line (exclusive) of the talk's sample among its `decks:`."""
    starts = [n for n, line in enumerate(lines) if line.startswith("  - file: ")]
    for start in starts:
        end = start + 1
        while end < len(lines) and lines[end].startswith("    "):
            end += 1
        if "    origin: sample" in lines[start:end]:
            return start, end
    raise DeckError(f"{talk}: no deck with `origin: sample`; list the sample under `decks:` first")


def build(key):
    """Builds one deck and brings checksum and size in the talk's file up to date."""
    talk = ARCHIVE / key / "talk.md"
    lines = talk.read_text(encoding="utf-8").split("\n")
    start, end = sample_entry(lines, talk)
    # The entry names the file: once originals were fetched, the sample is an older version under another name.
    target = talk.parent / lines[start].removeprefix("  - file: ").strip()
    data, slides = render(SOURCES / f"{key}.html")
    facts = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": str(len(data))}
    for n in range(start, end):
        name = lines[n].strip().split(":")[0]
        if name in facts:
            lines[n] = f"    {name}: {facts[name]}"
    unchanged = target.exists() and target.read_bytes() == data
    if not unchanged:
        target.write_bytes(data)
    talk.write_text("\n".join(lines), encoding="utf-8")
    print(f"{target}: {slides} slides, {len(data)} bytes{', unchanged' if unchanged else ''}")


def main(keys):
    """Builds the decks named on the command line, or all."""
    known = sorted(path.relative_to(SOURCES).with_suffix("").as_posix() for path in SOURCES.glob("*/*.html"))
    failures = 0
    for key in keys or known:
        try:
            if key not in known:
                raise DeckError(f"{key}: no such deck; there are {', '.join(known)}")
            build(key)
        except (DeckError, OSError) as error:
            print(f"build-decks: {error}", file=sys.stderr)
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
