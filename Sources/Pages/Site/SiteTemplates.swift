import Web

extension Templates {
    /// The files of `Resources/Templates`.
    static let embedded: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("summary", PackageResources.summary_mustache),
        ("code", PackageResources.code_mustache),
        ("code-modest", PackageResources.code_modest_mustache),
        ("home", PackageResources.home_mustache),
        ("result", PackageResources.result_mustache),
        ("report", PackageResources.report_mustache),
        ("received", PackageResources.received_mustache),
        ("batches", PackageResources.batches_mustache),
        ("batch", PackageResources.batch_mustache),
        ("keys", PackageResources.keys_mustache),
        ("developers", PackageResources.developers_mustache),
        ("about", PackageResources.about_mustache),
        ("error", PackageResources.error_mustache),
    ]
}
