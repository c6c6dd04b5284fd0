/// What the columns of a record are. A record is a row of `Float`s, one per column.
public struct RecordSchema: Equatable, Sendable {
    public enum Column: UInt8, Sendable {
        /// A count, an amount, a rate, a share: more and less have a meaning.
        case number
        /// One of several kinds, as a whole number from 0 to 65,534 that has no order: a protocol, a service, a flag.
        case category
    }

    /// At most so many columns of numbers: the sum of their differences fits 16 bits.
    public static let maximumNumbers = 256
    /// At most so many columns of categories.
    public static let maximumCategories = 64

    public let columns: [Column]
    package let numbers: [Int]
    package let categories: [Int]

    /// Nil without columns, or with more than a model can hold.
    public init?(columns: [Column]) {
        self.columns = columns
        numbers = columns.indices.filter { columns[$0] == .number }
        categories = columns.indices.filter { columns[$0] == .category }
        guard !columns.isEmpty, numbers.count <= Self.maximumNumbers, categories.count <= Self.maximumCategories
        else { return nil }
    }
}
