package import Persian

/// Events in the order in which they are read; the template `timeline` draws it.
///
/// Next: "my case", the file of a case, the log of checks of a degree.
package struct Timeline: Sendable {
    /// The events, in the order in which they are read.
    package let events: [Event]

    /// What happened, when, and who did it.
    package struct Event: Sendable {
        /// What happened.
        package let title: Wording
        /// When it happened.
        package let moment: Timestamp
        /// The role and the organisation, not the person's name; nil where the program did it.
        package let actor: Wording?
        /// A reason or a message; nil for none.
        package let detail: Prose?

        /// An event.
        package init(
            _ title: Wording,
            at moment: Timestamp,
            by actor: Wording? = nil,
            detail: Prose? = nil
        ) {
            self.title = title
            self.moment = moment
            self.actor = actor
            self.detail = detail
        }
    }

    /// A timeline of `events`.
    package init(_ events: [Event]) { self.events = events }

    /// The value of the template.
    package var value: PageValue {
        [
            "events": .list(
                events.map { event in
                    [
                        "title": .wording(event.title),
                        "actor": .optional(event.actor),
                        "datetime": .text(event.moment.description),
                        // In words: «۱۴۰۳/۰۹/۱۴» is read as a division.
                        "moment": .wording(PersianTime.moment(event.moment)),
                        "detail": event.detail.map { .prose($0) } ?? false,
                    ]
                }
            )
        ]
    }
}
