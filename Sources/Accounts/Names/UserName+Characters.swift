extension UserName {
    /// Checks a text in NFKC, which is not empty, character by character.
    static func check(_ text: String) throws(CredentialError) {
        var scripts: Set<Script> = []
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            try check(scalar, after: last)
            Script(scalar).map { _ = scripts.insert($0) }
            last = scalar
        }
        if last?.properties.isWhitespace == true { throw error(noSpaceAround, "a space at the end") }
        if scripts.count > 1 {
            let names = scripts.map(\.rawValue).sorted().joined(separator: " and ")
            throw error("letters of one of Latin, Greek and Cyrillic", "a mix of \(names)")
        }
    }

    private static let noSpaceAround = "a name without white space around it"

    private static func check(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) throws(CredentialError) {
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            throw error("visible characters", name(scalar))
        case .spaceSeparator:
            guard let last else { throw error(noSpaceAround, "a space at the start") }
            // NFKC leaves U+0020 for nearly all spaces; U+1680 is the rest.
            guard scalar == " " else { throw error("visible characters", name(scalar)) }
            if last == " " { throw error("single spaces", "several in a row") }
        case .nonspacingMark, .spacingMark, .enclosingMark:
            if last == nil || last == " " { throw error("a letter before a combining mark", name(scalar)) }
        default: break
        }
        if properties.isDefaultIgnorableCodePoint { throw error("visible characters", name(scalar)) }
        if scalar == "/" { throw error("a name without /", "one with it") }
    }

    /// `U+200B`.
    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The scripts whose letters pass for one another's most easily (Unicode TR 39, confusables).
    private enum Script: String {
        case latin = "Latin"
        case greek = "Greek"
        case cyrillic = "Cyrillic"

        /// Nil for what is no letter or of another script. By block, which is exact for the letters that NFKC leaves.
        init?(_ scalar: Unicode.Scalar) {
            guard scalar.properties.isAlphabetic else { return nil }
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x250...0x2AF, 0x1D00...0x1D25, 0x1E00...0x1EFF,
                0x2C60...0x2C7F,
                0xA722...0xA7FF, 0xAB30...0xAB5A:
                self = .latin
            case 0x370...0x3FF, 0x1D26...0x1D2A, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F, 0x1C80...0x1C8F, 0x1D2B, 0x2DE0...0x2DFF, 0xA640...0xA69F: self = .cyrillic
            default: return nil
            }
        }
    }
}
