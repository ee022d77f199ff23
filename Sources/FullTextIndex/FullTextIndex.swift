// FullTextIndex
