import Foundation

/// Base64url without padding (RFC 4648 §5, RFC 7515 §2).
enum Base64URL {
    /// Nil for whatever an encoder does not write: padding, other letters, and bits set beyond the last octet. Otherwise
    /// several texts would pass for one token.
    static func decode(_ text: Substring.UTF8View) -> Data? {
        var octets = [UInt8]()
        octets.reserveCapacity(text.count + 3)
        for octet in text {
            switch octet {
            case UInt8(ascii: "-"): octets.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): octets.append(UInt8(ascii: "/"))
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                octets.append(octet)
            default: return nil
            }
        }
        while octets.count % 4 != 0 { octets.append(UInt8(ascii: "=")) }
        guard let data = Data(base64Encoded: Data(octets)), data.base64EncodedData() == Data(octets) else { return nil }
        return data
    }
}
