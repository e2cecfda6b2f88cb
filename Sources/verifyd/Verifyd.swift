import ArgumentParser
import NIOCore
import NIOPosix
import Registry

/// The program.
@main
enum Entry {
    /// Runs Swift's tasks on the event loops, then the command: the thread that read a request then answers it,
    /// without a change to another thread and back.
    ///
    /// Long computations run on separate threads (`BlockingExecutor`, and those of the database).
    static func main() async {
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        await Verifyd.main()
    }
}

/// The daemon: pages and API of the degree authenticity service.
struct Verifyd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifyd",
        abstract: "Sehat's daemon: checks whether degrees are genuine.",
        discussion: """
            EXAMPLES
              verifyd serve --database sqlite:sehat.db --keys keys --public-url http://127.0.0.1:8080
              verifyd config check --config /etc/sehat/verifyd.json
            """,
        version: "verifyd \(Registry.version)",
        subcommands: [Serve.self, Config.self, DemoPeople.self]
    )
}
