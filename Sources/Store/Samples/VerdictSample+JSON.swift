extension VerdictSample {
    /// `attack` as a JSON array.
    var attackText: String {
        var text = "["
        for technique in attack {
            if text.utf8.count > 1 { text.append(",") }
            text.appendJSON(technique)
        }
        return text + "]"
    }

    /// `reasons` as a JSON array of objects, keys sorted.
    var reasonsText: String {
        var text = "["
        for reason in reasons {
            text.append(text.utf8.count > 1 ? #",{"expected":"# : #"{"expected":"#)
            text.appendJSON(reason.expected)
            text.append(#","feature":"#)
            text.appendJSON(reason.feature)
            text.append(#","observed":"#)
            text.appendJSON(reason.observed)
            text.append("}")
        }
        return text + "]"
    }
}
