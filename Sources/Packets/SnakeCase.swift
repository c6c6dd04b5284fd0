/// A case's name as counters and rules spell it: `ipv4HeaderLength` becomes `ipv4_header_length`.
func snakeCase(_ name: String) -> String {
    var label = ""
    for character in name {
        if character.isUppercase {
            label += "_" + character.lowercased()
        } else {
            label.append(character)
        }
    }
    return label
}
