// TalkArchive
