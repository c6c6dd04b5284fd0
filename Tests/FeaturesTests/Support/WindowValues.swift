import Features

/// The values of every feature of one entity, to be looked at once its windows went on.
struct WindowValues {
    let entity: Entity
    private let values: [WindowSpan: [Double]]

    init(_ windows: borrowing EntityWindows) {
        entity = windows.entity
        var values: [WindowSpan: [Double]] = [:]
        for span in WindowSpan.allCases {
            var row: [Double] = []
            for feature in Feature.all { row.append(windows.value(feature, over: span)) }
            values[span] = row
        }
        self.values = values
    }

    func value(_ feature: Feature, over span: WindowSpan) -> Double { values[span]?[feature.index] ?? .nan }
}
