import Hummingbird
package import Logging
import VerifyCore

/// Turns errors into problems, and leaves those of the server in the log and the metrics.
package struct ErrorReporter: ErrorTranslator {
    /// The log that receives the errors of the server.
    package let logger: Logger
    /// The metrics that count missing keys.
    package let metrics: DomainMetrics

    package func problem(for error: any Error) -> Problem { Problem(any: error) }

    package func report(_ error: any Error, as problem: Problem, _ context: AppRequestContext) {
        report(
            "a request failed",
            error,
            [
                "request_id": "\(context.requestID)",
                "route": "\(context.endpointPath ?? "none")",
                "problem": "\(problem.code.rawValue)",
            ]
        )
    }

    /// Leaves an error in the log, and a missing key in the metrics.
    package func report(
        _ message: Logger.Message,
        _ error: any Error,
        _ more: Logger.Metadata = [:]
    ) {
        if let missing = error as? MissingKey { metrics.missed(missing) }
        logger.error(
            message,
            metadata: Logger.Metadata(describing: error).merging(more) { _, own in own }
        )
    }
}
