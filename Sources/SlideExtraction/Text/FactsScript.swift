/// The second part of the program of ``ExtractionScript``: what is in the file beside its pages' text.
///
/// It runs after the text, so that trouble with it costs no slide. Every object is reached through the tool's own calls,
/// which follow references; each look counts, and the looks are limited, so that neither cycles nor size matter. One
/// broken object ends only the question it was looked at for. Keys are those of ISO 32000-1.
///
/// To stay cheap, resources that pages share are looked at once, and annotations only where a page has others than the
/// links that were read already (measured on 1,120 slides of 20 decks: 2 to 6 % of the whole).
enum FactsScript {
    /// Defines `facts()`; `doc`, `count`, `clean`, `plainLinks` and the limits come from the first part.
    static let source = #"""
        function facts() {
            // A regular expression is compiled wherever it stands, each time: here it is so once.
            var mediaKinds = /^(RichMedia|Movie|Sound|Screen|3D)$/, identity = /^Identity-/, subset = /^[A-Z]{6}\+/;
            var countedName = /^([A-Za-z]|cid|glyph|index)?[:._]?[0-9]+$/, anyTarget = /^#/;
            var collections = /^(Japan1|GB1|CNS1|Korea1|KR)$/;
            var told = {}, seen = {}, looks = maxLooks, names = maxNames;
            function tell(line) { if (!told[line]) { told[line] = true; print(line); } }
            function flag(name) { tell("A\t" + name); }
            function attempt(work) { try { work(); } catch (e) {} }
            function look() { if (--looks < 0) throw new Error("too many objects"); }
            function get(object, key) { look(); return object && object.get ? object.get(key) : undefined; }
            function isDictionary(object) { return !!object && !!object.isDictionary && object.isDictionary(); }
            function isArray(object) { return !!object && !!object.isArray && object.isArray(); }
            function name(object) { return object ? String(object.valueOf()) : ""; }
            function text(object) { return object && object.isString && object.isString() ? object.asString() : ""; }
            function number(object, other) { return object && object.isNumber() ? object.asNumber() | 0 : other; }
            // Objects with a number of their own are visited once for each purpose.
            function isNew(object, purpose) {
                var number = object && object.asIndirect ? object.asIndirect() : 0;
                if (!number) return true;
                var key = purpose + number;
                return seen[key] ? false : seen[key] = true;
            }
            function each(object, work) {
                if (isArray(object)) {
                    for (var i = 0, n = object.length; i < n; ++i) { look(); work(object.get(i)); }
                } else if (isDictionary(object)) {
                    object.forEach(function (key, value) { look(); work(value, key); });
                }
            }

            function action(object, depth) {
                if (isArray(object)) return each(object, function (one) { action(one, depth + 1); });
                if (depth > 20 || !isDictionary(object) || !isNew(object, "a")) return;
                var kind = name(get(object, "S"));
                if (kind === "JavaScript") flag("script");
                if (kind === "Launch") flag("launch");
                if (kind === "Sound" || kind === "Movie" || kind === "RichMediaExecute" || kind === "GoTo3DView") {
                    flag("media");
                }
                if (kind === "Rendition") { flag("media"); if (get(object, "JS")) flag("script"); }
                action(get(object, "Next"), depth + 1);
            }
            function actions(owner) {
                action(get(owner, "A"), 0);
                each(get(owner, "AA"), function (one) { action(one, 0); });
            }
            function leaves(node, depth, work) {
                if (depth > 20 || !isDictionary(node) || !isNew(node, "t")) return;
                var values = get(node, "Names") || get(node, "Nums");
                if (isArray(values)) {
                    for (var i = 0, n = values.length; i + 1 < n; i += 2) {
                        look();
                        work(values.get(i), values.get(i + 1));
                    }
                }
                each(get(node, "Kids"), function (kid) { leaves(kid, depth + 1, work); });
            }
            function attachment(file) {
                if (--names < 0) return;
                var title = isDictionary(file) ? text(get(file, "UF")) || text(get(file, "F")) : text(file);
                tell("D\t" + clean(title).slice(0, 200));
            }
            // Some programs make a hundred links to a page: where there is nothing else, a sample of the deck's must do.
            var linkSample = 500, harmless = { GoTo: true, Named: true, URI: true };
            function annotations(all, hasOthers) {
                for (var i = 0, n = all.length; i < n && (hasOthers || linkSample-- > 0); ++i) {
                    look();
                    var one = all.get(i), kind = one && one.get && one.get("Subtype"), first = kind && one.get("A");
                    // Links that lead somewhere are passed by quickly.
                    if (first && !one.get("AA") && kind.valueOf() === "Link" && first.get && first.get("S")
                        && harmless[first.get("S").valueOf()] && !first.get("Next")) continue;
                    annotation(one);
                }
            }
            function annotation(object) {
                if (!isDictionary(object)) return;
                var kind = name(get(object, "Subtype"));
                if (mediaKinds.test(kind)) flag("media");
                if (kind === "FileAttachment") attachment(get(object, "FS"));
                actions(object);
            }
            function field(object, depth) {
                if (depth > 20 || !isDictionary(object) || !isNew(object, "f")) return;
                actions(object);
                each(get(object, "Kids"), function (kid) { field(kid, depth + 1); });
            }

            // Names that tell nothing: "g12", "a65", "cid:7", "12".
            function tellsNothing(glyph) { return countedName.test(glyph); }
            function isMute(font) {
                var kind = name(get(font, "Subtype")), encoding = get(font, "Encoding");
                if (get(font, "ToUnicode")) return false;
                if (kind === "Type0") {
                    if (!identity.test(name(encoding)) && !encoding.isStream()) return false;
                    var descendant = get(get(font, "DescendantFonts"), 0), system = get(descendant, "CIDSystemInfo");
                    return !collections.test(text(get(system, "Ordering")));
                }
                var differences = isDictionary(encoding) ? get(encoding, "Differences") : null;
                if (isArray(differences)) {
                    var mute = 0, all = 0;
                    for (var i = 0, n = Math.min(differences.length, 512); i < n; ++i) {
                        var one = differences.get(i);
                        if (!one || !one.isName()) continue;
                        ++all;
                        if (tellsNothing(name(one))) ++mute;
                    }
                    return mute * 2 > all;
                }
                if (kind === "Type3") return true;
                if (kind !== "TrueType" || encoding) return false;
                var descriptor = get(font, "FontDescriptor");
                return isDictionary(descriptor) && (number(get(descriptor, "Flags"), 0) & 4) !== 0;
            }
            function resources(object, page, depth) {
                if (depth > 5 || !isDictionary(object) || !isNew(object, "r")) return;
                var fonts = get(object, "Font"), things = get(object, "XObject");
                if (isDictionary(fonts) && isNew(fonts, "r")) {
                    fonts.forEach(function (key, font) {
                        if (!isNew(font, "r") || names < 0 || !isDictionary(font)) return;
                        attempt(function () {
                            if (!isMute(font)) return;
                            --names;
                            var label = name(get(font, "BaseFont")) || name(get(font, "Name")) || String(key);
                            tell("W\t" + clean(label).replace(subset, "").slice(0, 200));
                        });
                    });
                }
                if (isDictionary(things) && isNew(things, "r")) {
                    things.forEach(function (key, thing) {
                        if (!isNew(thing, "r") || !isDictionary(thing)) return;
                        if (name(get(thing, "Subtype")) === "Image") {
                            var width = number(get(thing, "Width"), 0), height = number(get(thing, "Height"), 0);
                            if (width * height > maxPixels && --names >= 0) {
                                tell("H\t" + page + "\t" + width + "\t" + height);
                            }
                        } else {
                            var inner = get(thing, "Resources");
                            if (inner) resources(inner, page, depth + 1);
                        }
                    });
                }
            }
            function pageFacts(index) {
                var page = doc.findPage(index), holder = page, level = 0;
                var own = get(page, "Resources"), all = get(page, "Annots"), events = get(page, "AA");
                while (!own && level++ < 20 && isDictionary(holder)) {
                    holder = get(holder, "Parent");
                    own = get(holder, "Resources");
                }
                attempt(function () { resources(own, index, 0); });
                if (events) attempt(function () { each(events, function (one) { action(one, 0); }); });
                if (all) attempt(function () {
                    if (isArray(all) && all.length !== plainLinks[index]) annotations(all, otherAnnotations[index]);
                });
            }

            var trailer = doc.getTrailer(), root = get(trailer, "Root");
            if (get(trailer, "Encrypt")) flag("encrypted");
            attempt(function () {
                action(get(root, "OpenAction"), 0);
                each(get(root, "AA"), function (one) { action(one, 0); });
            });
            attempt(function () {
                leaves(get(get(root, "Names"), "JavaScript"), 0, function (key, value) { action(value, 0); });
            });
            attempt(function () {
                leaves(get(get(root, "Names"), "EmbeddedFiles"), 0, function (key, file) { attachment(file); });
            });
            attempt(function () {
                var form = get(root, "AcroForm");
                var xfa = get(form, "XFA"), rendering = get(root, "NeedsRendering");
                if (xfa && (rendering && rendering.asBoolean() || doc.wasPureXFA())) flag("form");
                each(get(form, "Fields"), function (one) { field(one, 0); });
            });
            attempt(function () {
                leaves(get(root, "PageLabels"), 0, function (key, label) {
                    print("N\t" + number(key, -1) + "\t" + name(get(label, "S")) + "\t" + number(get(label, "St"), 1)
                        + "\t" + clean(text(get(label, "P"))).slice(0, 100));
                });
            });
            attempt(function () {
                var left = maxOutline;
                (function lines(entries, level) {
                    for (var i = 0; entries && i < entries.length && left-- > 0; ++i) {
                        var entry = entries[i], target = pageTarget.exec(entry.uri || ""), index = -1;
                        attempt(function () {
                            index = target ? target[1] - 1 : anyTarget.test(entry.uri) ? doc.resolveLink(entry.uri) : -1;
                        });
                        print("O\t" + level + "\t" + (index | 0) + "\t" + clean(entry.title || "").slice(0, 500));
                        if (level < 20) lines(entry.down, level + 1);
                    }
                })(doc.loadOutline(), 0);
            });
            for (var i = 0; i < count && looks > 0; ++i) attempt(function () { pageFacts(i); });
            if (doc.wasRepaired()) flag("repaired");
        }
        """#
}
