/// The program that `mutool run` executes on a deck: text, word boxes, links and facts in one pass, as lines of text.
///
/// Arguments: the PDF and the numbers of ``arguments(limits:)``. Output, fields between tabs:
///
/// ```
/// X  encrypted                      nothing else follows
/// M  pages                          more than allowed; nothing else follows
/// T  title
/// I  producer                       the program that made the file
/// P  index  x0,y0,x1,y1             a page begins
/// B                                 a block begins
/// L  word x0 y0 x1 y1  word ...     a line, coordinates in tenths of a point
/// U  x0,y0,x1,y1  address           a link to the outside
/// G  x0,y0,x1,y1  index             a link to a page of the deck
/// K  count                          links left out
/// F  index  message                 a page that cannot be read
/// Z                                 the end of the slides, so that a cut output is seen
/// A  name                           script, launch, media, form, encrypted or repaired
/// D  name                           a file inside
/// N  index  style  start  prefix    a range of page labels
/// O  level  index  title            a line of the outline, index -1 when it leads nowhere
/// W  name                           a font without a Unicode map
/// H  index  width  height           an image with too many pixels
/// ```
///
/// Measured with MuPDF 1.21 over 1,120 slides with 434,000 characters: that the tool hands over a character with its
/// place costs 0.5 µs, whatever the script does with it. So the script does as little as it can: it writes the character
/// and keeps its box, and looks at the boxes of the first and the last character of a word only. Names of the
/// surrounding function are found by searching, level by level: the hot part has few and its own level.
enum ExtractionScript {
    static let source = opening + FactsScript.source + closing

    /// The numbers that follow the PDF on the command line.
    static func arguments(limits: ExtractionLimits) -> [String] {
        [
            limits.pages, limits.linksPerSlide, limits.outlineEntries, limits.objectsLookedAt, limits.imagePixels,
            limits.namesKept,
        ].map(String.init)
    }

    private static let opening = #"""
        (function () {
            var maxPages = +scriptArgs[1], maxLinks = +scriptArgs[2], maxOutline = +scriptArgs[3];
            var maxLooks = +scriptArgs[4], maxPixels = +scriptArgs[5], maxNames = +scriptArgs[6];
            var doc = Document.openDocument ? Document.openDocument(scriptArgs[0]) : new Document(scriptArgs[0]);
            if (doc.needsPassword()) { print("X\tencrypted"); return; }
            // A regular expression is compiled each time that it is met: these are met once.
            var controls = /[\x00-\x1f\x7f]+/g, address = /^[A-Za-z][A-Za-z0-9+.-]*:/, pageTarget = /^#page=([0-9]+)/;
            var fileAddress = /^file:/i;
            function clean(text) { return String(text).replace(controls, " "); }
            function whole(number) { return number * 10 | 0; }
            var count = doc.countPages();
            // A broken page tree can claim any number: only a page that is really there counts as too many.
            var claimed = count > maxPages;
            if (claimed) {
                try { doc.loadPage(maxPages); print("M\t" + count); return; } catch (e) { count = maxPages; }
            }
            try { print("T\t" + clean(doc.getMetaData("info:Title") || "")); } catch (e) {}
            try {
                var maker = doc.getMetaData("info:Creator") || doc.getMetaData("info:Producer") || "";
                print("I\t" + clean(maker).slice(0, 200));
            } catch (e) {}

            var walker = (function (write) {
                var first = null, last = null, left = 0, top = 0;
                function box() {
                    var a = first, b = last, x0 = a[0], y0 = a[1], x1 = b[6], y1 = b[7], x = left, y = top;
                    first = null;
                    if (y0 === a[3] && x0 === a[4] && x0 <= b[0] && x0 <= a[6] && a[6] <= x1 && b[1] <= y1) {
                        // Upright and from left to right, as nearly all words are.
                        if (b[1] < y0) y0 = b[1];
                        if (a[7] > y1) y1 = a[7];
                    } else {
                        x0 = Math.min(x0, a[2], a[4], a[6], b[0], b[2], b[4], x1);
                        y0 = Math.min(y0, a[3], a[5], a[7], b[1], b[3], b[5], y1);
                        x1 = Math.max(a[0], a[2], a[4], a[6], b[0], b[2], b[4], x1);
                        y1 = Math.max(a[1], a[3], a[5], a[7], b[1], b[3], b[5], y1);
                    }
                    write("", (x0 - x) * 10 | 0, (y0 - y) * 10 | 0, (x1 - x) * 10 | 0, (y1 - y) * 10 | 0);
                }
                return {
                    begin: function (x, y) { first = null; left = x; top = y; },
                    beginTextBlock: function () { write("B\n"); },
                    beginLine: function () { write("L"); first = null; },
                    onChar: function (c, origin, font, size, quad) {
                        if (c === " ") { if (first) box(); return; }
                        if (first) write(c); else { first = quad; write("\t" + c); }
                        last = quad;
                    },
                    endLine: function () { if (first) box(); write("\n"); }
                };
            })(write);
            // Of each page, how many annotations are links that do nothing but lead somewhere.
            var plainLinks = [], otherAnnotations = [];
            function links(page, index, x, y) {
                var all = page.getLinks(), kept = all.length > maxLinks ? maxLinks : all.length;
                plainLinks[index] = all.length;
                otherAnnotations[index] = !page.getAnnotations || page.getAnnotations().length > 0
                    || page.getWidgets().length > 0;
                for (var i = 0; i < kept; ++i) {
                    var link = all[i], uri = link.uri, r = link.bounds;
                    if (uri === undefined) uri = link.getURI();
                    if (r === undefined) r = link.getBounds();
                    var place = whole(r[0] - x) + "," + whole(r[1] - y) + "," + whole(r[2] - x) + "," + whole(r[3] - y);
                    var target = pageTarget.exec(uri);
                    if (!target && address.test(uri)) {
                        // Actions that open files or start programs come out as addresses of files.
                        if (fileAddress.test(uri)) { plainLinks[index] = -1; otherAnnotations[index] = true; }
                        print("U\t" + place + "\t" + clean(uri));
                        continue;
                    }
                    var goal = target ? target[1] - 1 : doc.resolveLink(uri);
                    if (typeof goal === "number" && goal >= 0) print("G\t" + place + "\t" + (goal | 0));
                }
                if (all.length > kept) print("K\t" + (all.length - kept));
            }

        """#

    private static let closing = #"""

            for (var i = 0; i < count; ++i) {
                try {
                    var page = doc.loadPage(i), bounds = page.getBounds ? page.getBounds() : page.bound();
                    var x = bounds[0], y = bounds[1];
                    print("P\t" + i + "\t0,0," + whole(bounds[2] - x) + "," + whole(bounds[3] - y));
                    walker.begin(x, y);
                    page.toStructuredText("").walk(walker);
                    links(page, i, x, y);
                } catch (e) {
                    if (claimed) { count = i; break; }
                    print("\nF\t" + i + "\t" + clean(e && e.message || e));
                }
            }
            print("Z");
            try { facts(); } catch (e) {}
        })();
        """#
}
