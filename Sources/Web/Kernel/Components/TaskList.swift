package import Persian

/// The sections of a long form, each with its status; the template `task-list` draws it.
///
/// Next: requests of two sections and more, such as the academic confirmation.
package struct TaskList: Sendable {
    /// The sections, in the order of the form.
    package let tasks: [Task]

    /// One section of the form.
    package struct Task: Sendable {
        /// What the section asks for.
        package let title: Wording
        /// The address of the section, within a language; nil while it cannot be begun.
        package let address: String?
        /// How far the section is.
        package let status: Status

        /// A section of the form.
        package init(_ title: Wording, at address: String?, _ status: Status) {
            self.title = title
            self.address = address
            self.status = status
        }
    }

    /// How far a section is.
    package enum Status: String, Sendable, CaseIterable {
        /// Nothing was entered.
        case notStarted = "not-started"
        /// Something that is required is missing.
        case incomplete
        /// Everything that is required is there.
        case complete
        /// A reviewer wants something changed.
        case returned

        /// The status in words.
        package var title: Wording {
            switch self {
            case .notStarted: Wording(fa: "شروع نشده", en: "Not started", ar: "لم يبدأ")
            case .incomplete: Wording(fa: "ناقص", en: "Incomplete", ar: "غير مكتمل")
            case .complete: Wording(fa: "کامل", en: "Complete", ar: "مكتمل")
            case .returned: Wording(fa: "برگشت‌خورده", en: "Returned", ar: "معاد")
            }
        }
    }

    /// A list of `tasks`.
    package init(_ tasks: [Task]) { self.tasks = tasks }

    /// The value of the template.
    package var value: PageValue {
        [
            "tasks": .list(
                tasks.enumerated().map { number, task in
                    [
                        "taskID": .text("task-\(number + 1)"),
                        "title": .wording(task.title),
                        "address": task.address.map { .text($0) } ?? false,
                        "tone": .text(task.status.rawValue),
                        "status": .wording(task.status.title),
                    ]
                }
            )
        ]
    }
}
