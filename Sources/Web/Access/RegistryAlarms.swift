package import Registry
package import VerifyCore

extension Metrics {
    /// What the register tells the operator: alarms without any word of the question.
    package var registryObserver: RegistryObserver {
        RegistryObserver { notice in
            self.count { state in
                switch notice {
                case .tampering: state.integrityFailures += 1
                case .wrongTag: state.wrongTags += 1
                case .wrongDatum: state.wrongData += 1
                case .distrustedKey: state.distrustedKeys += 1
                case .missingKey: state.unknownKeys += 1
                case .genuineTokenWithoutRow: state.tokensWithoutRow += 1
                case .attemptNotCounted: state.attemptsNotCounted += 1
                }
            }
        }
    }

    /// What the accounts tell the operator: an API key was used whose row is not as it was written.
    package var sealAlarm: @Sendable (Keyring.SealVerdict) -> Void {
        { verdict in
            self.count { state in
                switch verdict {
                case .intact, .undecided: break
                case .broken: state.integrityFailures += 1
                case .distrusted: state.distrustedKeys += 1
                }
            }
        }
    }
}
