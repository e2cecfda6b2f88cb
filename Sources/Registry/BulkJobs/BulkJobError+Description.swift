extension BulkJobError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .notFound: "the upload or batch no longer exists"
        case .tooLarge(let limit): "the file has more than \(limit) bytes"
        case .state(let state): "the upload or batch is already \(state.rawValue)"
        case .takenOver: "another process took the file over and continues with it"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .tooLarge: "send it in parts"
        case .takenOver:
            "nothing is lost; import the same file again to see the outcome of every record"
        case .notFound, .state: nil
        }
    }
}
