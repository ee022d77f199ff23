#!/usr/bin/python3
"""Xapian behind the protocol of `search-game`: a glass database with positions, BM25.

Xapian's own cutting of words differs from the other engines', so that texts are brought to lower-cased alphanumeric
words before the clock starts.
"""

import re

import xapian

import game


class Xapian:
    def __init__(self):
        self.folder = game.Folder()

    def normal(self, text):
        return " ".join(re.findall(r"[^\W_]+", text.lower()))

    def build(self, ids, texts):
        database = xapian.WritableDatabase(self.folder.path, xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC)
        generator = xapian.TermGenerator()
        for id, text in zip(ids, texts):
            document = xapian.Document()
            document.set_data(id)
            generator.set_document(document)
            generator.index_text(text)
            database.add_document(document)
        database.commit()
        database.close()
        self.database = xapian.Database(self.folder.path)
        self.enquire = xapian.Enquire(self.database)
        self.size = self.database.get_doccount()

    def byte_count(self):
        return self.folder.byte_count()

    def clause(self, clause):
        kind, words = clause
        if kind == "prefix":
            return xapian.Query(xapian.Query.OP_WILDCARD, words[0], 0, 0, xapian.Query.OP_OR)
        if kind == "phrase" and len(words) > 1:
            return xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
        return xapian.Query(words[0])

    def prepare(self, query):
        operator = xapian.Query.OP_AND if query.required else xapian.Query.OP_OR
        asked = xapian.Query(operator, [self.clause(clause) for clause in query.required or query.optional])
        for clause in query.excluded:
            asked = xapian.Query(xapian.Query.OP_AND_NOT, asked, self.clause(clause))
        return asked

    def top(self, query, limit):
        self.enquire.set_query(query)
        return self.enquire.get_mset(0, limit)

    def count(self, query):
        self.enquire.set_query(query)
        return self.enquire.get_mset(0, 0, self.size).get_matches_estimated()

    def ids(self, found):
        return [match.document.get_data().decode() for match in found]

    def close(self):
        self.folder.remove()


game.play(Xapian())
