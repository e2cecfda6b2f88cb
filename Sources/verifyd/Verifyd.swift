import ArgumentParser

/// The daemon: pages and API of the degree authenticity service.
@main
struct Verifyd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verifyd",
        abstract: "Sehat's daemon: is this degree genuine?",
        discussion: """
            EXAMPLES
              verifyd serve --database sqlite:sehat.db --keys keys --public-url http://127.0.0.1:8080
              verifyd config check --config /etc/sehat/verifyd.json
            """,
        version: "verifyd 1.0.0",
        subcommands: [Serve.self, Config.self]
    )
}
