import Features

extension EntityRole {
    /// The word in the database; never changes, unlike the names of cases might.
    var storedName: String {
        switch self {
        case .source: "source"
        case .destination: "destination"
        case .pair: "pair"
        case .domain: "domain"
        }
    }

    /// Nil for a word that is none of these.
    init?(storedName: String) {
        guard let role = Self.allCases.first(where: { $0.storedName == storedName }) else { return nil }
        self = role
    }
}
