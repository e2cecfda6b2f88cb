/// The name of a service, as `case_file.service` has it.
package struct ServiceID: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a step of a service.
package struct StepName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of an action of a step.
package struct ActionName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a field of a form, or of a group of a form.
package struct FieldName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a clock of a service.
package struct ClockName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a timer of a step.
package struct TimerName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of an effect, under which a program registers its body.
package struct EffectName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a guard.
package struct GuardName: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of an organisation by its code, as `organisation.code` has it; codes of the register have digits first.
package struct OrganisationCode: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a commission (a later stage).
package struct CommissionCode: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a row of the tariff table (a later stage).
package struct TariffKey: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a target of a service level agreement.
package struct SLAKey: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}

/// The name of a reason for which a clock stands still.
package struct PauseReason: DeclaredName {
    /// The name.
    package let text: String

    /// A name that was stored.
    package init(_ text: String) { self.text = text }
}
