@main
struct Rockpool {
    static func main() {}
}
