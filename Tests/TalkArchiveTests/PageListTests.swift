import TalkArchive
import Testing

@Suite("PageList")
struct PageListTests {
    @Test("page numbers are told in ranges")
    func ranges() {
        #expect(PageList.text([1, 3, 4, 5, 9]) == "1, 3 to 5, 9")
        #expect(PageList.text([2, 3]) == "2 to 3")
        #expect(PageList.text([]) == "")
    }
}
