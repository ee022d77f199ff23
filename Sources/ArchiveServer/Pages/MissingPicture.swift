/// The picture that stands for a slide which cannot be drawn: of the same size, so that nothing moves, and with a word
/// about where the slide is instead.
enum MissingPicture {
    static func svg(page: Int, width: Int, height: Int) -> String {
        // About twenty letters go across, and they stay letters on a page that is a thin strip.
        let letter = max(1, min(width / 20, height / 4))
        let (x, y) = (width / 2, height / 2)
        let text = """
            <text x="\(x)" y="\(y)" font-weight="600">Slide \(page) cannot be drawn</text>
            <text x="\(x)" y="\(y + letter * 3 / 2)">The PDF has it</text>
            """
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            viewBox="0 0 \(width) \(height)">
            <title>Slide \(page) cannot be drawn; the PDF has it</title>
            <rect width="100%" height="100%" fill="#e9eef0"/>
            <g font-family="sans-serif" font-size="\(letter)" fill="#4c5b63" text-anchor="middle">
            \(text)
            </g>
            </svg>
            """
    }
}
