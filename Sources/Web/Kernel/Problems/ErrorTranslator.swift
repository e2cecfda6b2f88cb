/// Turns the errors of the modules below into problems; the kernel knows none of these modules.
package protocol ErrorTranslator: Sendable {
    /// Returns the problem of an error; an unforeseen error is 500 without detail.
    func problem(for error: any Error) -> Problem

    /// Leaves an error of a request in the log.
    func report(_ error: any Error, as problem: Problem, _ context: AppRequestContext)
}
