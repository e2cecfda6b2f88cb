import Casework
import Web

/// The address of the form of a service.
enum RequestAddress {
    /// The parameter of the thing at which a request begins: a degree, a refused case.
    static let about = "about"

    /// Returns the address of a form.
    static func path(of service: ServiceID) -> String { "/services/\(service)/request" }

    /// Returns the address of a form that begins at a thing of the reader.
    static func path(of service: ServiceID, about id: String) -> String {
        "\(path(of: service))?\(about)=\(id.percentEncoded)"
    }
}
