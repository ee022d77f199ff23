#!/usr/bin/env python3
"""SQLite FTS5 behind the protocol of `search-game`: a table in memory that keeps no texts, BM25."""

import sqlite3

import game


class SQLite:
    def __init__(self):
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE pages USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0')")

    def build(self, ids, texts):
        self.names = ids
        self.database.executemany("INSERT INTO pages(rowid, text) VALUES (?, ?)", enumerate(texts))
        self.database.execute("INSERT INTO pages(pages) VALUES ('optimize')")
        self.database.commit()

    def byte_count(self):
        pages, = self.database.execute("PRAGMA page_count").fetchone()
        free, = self.database.execute("PRAGMA freelist_count").fetchone()
        size, = self.database.execute("PRAGMA page_size").fetchone()
        return (pages - free) * size

    def clause(self, clause):
        kind, words = clause
        return '"' + " ".join(words) + '"' + ("*" if kind == "prefix" else "")

    def prepare(self, query):
        operator = " AND " if query.required else " OR "
        text = "(" + operator.join(self.clause(clause) for clause in query.required or query.optional) + ")"
        return text + "".join(" NOT " + self.clause(clause) for clause in query.excluded)

    def top(self, query, limit):
        return self.database.execute(
            "SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT ?", (query, limit)).fetchall()

    def count(self, query):
        return self.database.execute("SELECT count(*) FROM pages WHERE pages MATCH ?", (query,)).fetchone()[0]

    def ids(self, found):
        return [self.names[row] for row, in found]

    def close(self):
        self.database.close()


game.play(SQLite())
