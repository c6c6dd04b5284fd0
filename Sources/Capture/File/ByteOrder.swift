/// The byte order of the machine that wrote a capture.
enum ByteOrder {
    case little
    case big
}
