import Web

extension Settings {
    /// Reads the sources with this table; where a name occurs twice, the first source wins.
    init(_ sources: [SettingSource]) throws(Faults) {
        try self.init(sources, table: SettingTable.rows)
    }

    /// Returns the value of a setting; nil where nothing is set and the table has no default.
    subscript<Value>(_ row: KeyPath<SettingTable, Setting<Value>>) -> Value? {
        self[SettingTable()[keyPath: row]]
    }

    /// Returns the value of a setting that has a default in the table.
    ///
    /// - Throws: What is missing, for a setting without a default.
    func value<Value>(
        _ row: KeyPath<SettingTable, Setting<Value>>
    ) throws(Faults) -> Value {
        try value(SettingTable()[keyPath: row])
    }
}
