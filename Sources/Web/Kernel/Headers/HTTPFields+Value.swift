package import HTTPTypes

extension HTTPFields {
    /// Returns the value of a field; those of several fields of a name joined by commas (RFC 9110 §5.2).
    ///
    /// The library's subscript builds an index of all fields and joins even a single value, which costs microseconds in
    /// each request.
    package func value(_ name: HTTPField.Name) -> String? {
        var found: String?
        for field in self where field.name == name {
            if found != nil { return self[name] }
            found = field.value
        }
        return found
    }
}
