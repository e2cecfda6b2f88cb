package import Persian
import Tabular

extension GraduateColumn {
    /// Returns the title line of all columns as CSV, which an upload understands in both languages.
    package static func template(in language: KeyPath<Wording, String>) -> [UInt8] {
        var writer = CSVWriter()
        writer.row(allCases.map { $0.title[keyPath: language] })
        return writer.take()
    }
}
