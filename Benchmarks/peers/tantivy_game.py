#!/usr/bin/env python3
"""Tantivy behind the protocol of `search-game`: one thread, one text field with positions, BM25."""

import re

import tantivy
from tantivy import Occur, Query

import game


class Tantivy:
    def __init__(self):
        self.folder = game.Folder()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        # The `default` tokenizer cuts at all that is not alphanumeric and folds case.
        builder.add_text_field("text", stored=False, tokenizer_name="default", index_option="position")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=self.folder.path)

    def build(self, ids, texts):
        # Memory for all documents, so that one thread makes one segment where it can.
        writer = self.index.writer(heap_size=2_000_000_000, num_threads=1)
        for id, text in zip(ids, texts):
            writer.add_document(tantivy.Document(id=id, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def byte_count(self):
        return self.folder.byte_count()

    def clause(self, clause):
        kind, words = clause
        if kind == "prefix":
            return Query.regex_query(self.schema, "text", re.escape(words[0]) + ".*")
        if kind == "phrase" and len(words) > 1:
            return Query.phrase_query(self.schema, "text", words)
        return Query.term_query(self.schema, "text", words[0])

    def prepare(self, query):
        parts = [(Occur.Must, self.clause(clause)) for clause in query.required]
        parts += [(Occur.Should, self.clause(clause)) for clause in query.optional]
        parts += [(Occur.MustNot, self.clause(clause)) for clause in query.excluded]
        if len(parts) == 1 and not query.excluded:
            return parts[0][1]
        return Query.boolean_query(parts)

    def top(self, query, limit):
        return self.searcher.search(query, limit, count=False).hits

    def count(self, query):
        return self.searcher.search(query, 1, count=True).count

    def ids(self, found):
        return [self.searcher.doc(address)["id"][0] for _, address in found]

    def close(self):
        self.folder.remove()


game.play(Tantivy())
