/// The services of a program, in every version of which cases may exist.
package struct ServiceCatalog: Sendable {
    /// The versions, in the order of the list.
    package let services: [Service]

    private struct Key: Hashable {
        let id: ServiceID
        let version: Int
    }

    private let byKey: [Key: Service]

    /// A list of services; `faults()` reports a version that occurs twice, of which the first one counts.
    package init(_ services: [Service]) {
        self.services = services
        byKey = Dictionary(
            services.map { (Key(id: $0.id, version: $0.version), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A version of a service; nil where the program does not have it.
    package subscript(id: ServiceID, version: Int) -> Service? {
        byKey[Key(id: id, version: version)]
    }

    /// The newest version of each service, in the order of the list: the ones of new cases.
    package var newest: [Service] {
        services.filter { $0.version == newest($0.id)?.version }
    }

    /// The newest version of a service; nil where the program does not have it.
    package func newest(_ id: ServiceID) -> Service? {
        services.filter { $0.id == id }.max { $0.version < $1.version }
    }

    /// Returns what is wrong with the declarations, each with the name of its service.
    package func faults() -> [(service: ServiceID, fault: DeclarationFault)] {
        var faults = services.flatMap { service in service.faults().map { (service.id, $0) } }
        var seen: Set<Key> = []
        for service in services {
            if !seen.insert(Key(id: service.id, version: service.version)).inserted {
                let sentence = "the version \(service.version) is declared twice"
                faults.append((service.id, DeclarationFault(.repeatedName, sentence)))
            }
            for (place, name) in service.otherServices where newest(name) == nil {
                let sentence = "no service has the name \(name)"
                let fault = DeclarationFault(.unknownService, at: place, sentence)
                faults.append((service.id, fault))
            }
        }
        return faults
    }
}

extension Service {
    /// The services that the declaration names, each with the place.
    fileprivate var otherServices: [(place: String, name: ServiceID)] {
        let children = steps.compactMap { step -> (String, ServiceID)? in
            guard case .child(let name) = step.errands else { return nil }
            return (step.place, name)
        }
        return children + (objection.map { [("objection", $0)] } ?? [])
    }
}
