extension MissingKey: CustomStringConvertible {
    /// What is missing, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        "the \(purpose.rawValue) key \(id) is not among these keys"
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String {
        "copy the key directory here from the machine that has it"
    }
}
