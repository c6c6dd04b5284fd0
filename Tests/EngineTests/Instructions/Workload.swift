/// Two captures that differ in one thing only, so that the difference of what they take is what that thing takes.
struct Workload: Sendable, CustomStringConvertible {
    /// Its key in `limits.json`.
    var name: String
    /// What is counted: "packet".
    var unit: String
    /// How many more units the greater capture has.
    var units: Int
    /// How many more packets it has.
    var packets: Int
    /// Makes the smaller (false) or the greater (true) of the captures; the same at every call.
    var capture: @Sendable (Bool) -> [UInt8]

    var description: String { name }
}
