extension VerdictSample {
    /// `attack` as a JSON array.
    var attackText: String {
        var json = JSONOctets()
        for technique in attack {
            json.append(json.isEmpty ? "[" : ",")
            json.append(string: technique)
        }
        json.append(json.isEmpty ? "[]" : "]")
        return json.text
    }

    /// `reasons` as a JSON array of objects, keys sorted.
    var reasonsText: String {
        var json = JSONOctets()
        for reason in reasons {
            json.append(json.isEmpty ? #"[{"expected":"# : #",{"expected":"#)
            json.append(number: reason.expected)
            json.append(#","feature":"#)
            json.append(string: reason.feature)
            json.append(#","observed":"#)
            json.append(number: reason.observed)
            json.append("}")
        }
        json.append(json.isEmpty ? "[]" : "]")
        return json.text
    }
}
