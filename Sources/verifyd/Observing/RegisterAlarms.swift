import Registry

extension Metrics {
    /// What the register tells the operator: alarms without any word of the question.
    var registryObserver: RegistryObserver {
        RegistryObserver { notice in
            self.count { state in
                switch notice {
                case .tampering: state.integrityFailures += 1
                case .wrongTag: state.wrongTags += 1
                case .wrongDatum: state.wrongData += 1
                case .distrustedKey: state.distrustedKeys += 1
                case .genuineTokenWithoutRow: state.tokensWithoutRow += 1
                case .attemptNotCounted: state.attemptsNotCounted += 1
                }
            }
        }
    }
}
