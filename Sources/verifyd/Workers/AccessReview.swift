import Accounts
import Casework
import Logging
import Persian
import Registry
import ServiceLifecycle
import Web

/// Ends every minute the roles and delegations whose period is over, and counts what an administrator should review: API
/// keys that expire soon, institutions that may issue without an end, root administrators who can act, and the days until a
/// year whose calendar is not complete.
struct AccessReview: ServiceLifecycle.Service {
    let app: App

    private static let pause = Duration.seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var minute = 0
            repeat {
                await endRoles()
                await review()
                await reviewCalendar()
                if minute.isMultiple(of: Self.minutesBetweenReminders) { await remindHeads() }
                minute += 1
            } while (try? await Task.sleep(for: Self.pause)) != nil
        }
    }

    /// The minutes between two looks for months that no head confirmed: a reminder is a matter of days.
    private static let minutesBetweenReminders = 60

    /// Reminds heads of the month that they have not confirmed, and counts the institutions that are late.
    func remindHeads() async {
        do {
            let late = try await app.domain.roles.remindOfMonth(at: app.edge.now())
            app.domain.metrics.lateMonthlyConfirmations.set(late)
        } catch {
            app.domain.metrics.lateMonthlyConfirmations.set(nil)
            app.edge.logger.warning(
                "could not remind heads of a month",
                metadata: .init(describing: error)
            )
        }
    }

    /// Ends what is over; the next run tries again what could not be ended.
    func endRoles() async {
        do {
            _ = try await app.domain.roles.endExpired(at: app.edge.now())
        } catch {
            app.edge.logger.warning(
                "could not end roles whose period is over",
                metadata: .init(describing: error)
            )
        }
    }

    /// Counts once; a count that fails is absent from the metrics.
    func review() async {
        let (metrics, domain) = (app.domain.metrics, app.domain)
        do {
            let keys = try await domain.accounts.expiringKeys(at: app.edge.now())
            let institutions = try await domain.registry.institutionsWithoutEnd()
            let roots = try await domain.roles.usableRootAdministrators(at: app.edge.now())
            let attestations = try await domain.roles.mostAttestations(at: app.edge.now())
            metrics.expiringKeys.set(keys)
            metrics.institutionsWithoutEnd.set(institutions)
            metrics.rootAdministrators.set(roots)
            metrics.attestations.set(attestations)
            try await reviewSearches()
        } catch {
            metrics.expiringKeys.set(nil)
            metrics.institutionsWithoutEnd.set(nil)
            metrics.rootAdministrators.set(nil)
            metrics.attestations.set(nil)
            metrics.searches.set(nil)
            app.edge.logger.warning(
                "could not count what an administrator should review",
                metadata: .init(describing: error)
            )
        }
    }

    /// Counts the searches of the person of staff who made the most, and names that person in the log where they are many.
    private func reviewSearches() async throws {
        let most = try await app.domain.roles.mostSearches(at: app.edge.now())
        app.domain.metrics.searches.set(most?.count ?? 0)
        guard let most, most.count >= Roles.unusualSearches else { return }
        app.edge.logger.warning(
            "one person of staff made an unusual number of searches in 24 hours",
            metadata: ["person": "\(most.person)", "searches": "\(most.count)"]
        )
    }

    /// Looks for a year that is near and whose calendar is not complete.
    func reviewCalendar() async {
        let calendar = CalendarStore(database: app.domain.registry.database)
        do {
            let warning = try await calendar.book().warning(at: app.edge.now())
            app.domain.metrics.incompleteYear.set(warning?.days)
        } catch {
            app.domain.metrics.incompleteYear.set(nil)
            app.edge.logger.warning(
                "could not read the calendar",
                metadata: .init(describing: error)
            )
        }
    }
}
