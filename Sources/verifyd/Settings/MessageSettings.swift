import Web

/// The settings of messages: how e-mails and text messages leave, and how many.
///
/// No setting is a secret: a password or a key is in a file, or a credential of systemd.
struct MessageSettings: Sendable {
    let smtpServer = Setting<String>(
        "smtp.server",
        .address(["smtp", "smtps"]),
        "",
        "The SMTP server of e-mails: `smtp://mail.example.ir:587` (STARTTLS) or `smtps://…:465`."
    )
    let smtpTLS = Setting<String>(
        "smtp.tls",
        .word(of: "required", "off"),
        "required",
        "`off` sends e-mails without TLS, to a server of the same machine only."
    )
    let smtpSender = Setting<String>(
        "smtp.sender",
        .mailAddress,
        "",
        "The address that e-mails come from; the server must accept it."
    )
    let smtpUser = Setting<String>(
        "smtp.user",
        .text,
        "",
        "The name at the SMTP server; empty for a server that needs none."
    )
    let smtpPasswordFile = Setting<String>(
        "smtp.password-file",
        .text,
        "",
        "The file with the password at the SMTP server; without it, systemd's credential `smtp-password`."
    )
    let smsGateway = Setting<String>(
        "sms.gateway",
        .address(["https", "http"]),
        "",
        "The SMS gateway, before the key in the path: `https://api.kavenegar.com/v1`."
    )
    let smsKeyFile = Setting<String>(
        "sms.key-file",
        .text,
        "",
        "The file with the gateway's key; without it, systemd's credential `sms-key`."
    )
    let smsLine = Setting<String>(
        "sms.line",
        .digits(1...15),
        "",
        "The number that texts without a template come from."
    )
    let secondGateway = Setting<String>(
        "sms.second-gateway",
        .address(["https", "http"]),
        "",
        "The second SMS gateway, with a JSON API, for what the first one refuses."
    )
    let secondKeyFile = Setting<String>(
        "sms.second-key-file",
        .text,
        "",
        "The file with its bearer key; without it, systemd's credential `sms-second-key`."
    )
    let secondLine = Setting<String>(
        "sms.second-line",
        .digits(1...15),
        "",
        "The number that its messages come from."
    )
    let authorities = Setting<String>(
        "messages.authorities",
        .text,
        "",
        "The file of certificate authorities for gateways and SMTP; without it, those of the system."
    )
    let workers = Setting<Int>(
        "messages.workers",
        .count(0...64),
        "4",
        "Messages that this daemon sends in parallel; 0 leaves them to another daemon."
    )
    let registrations = Setting<Int>(
        "messages.registrations-per-hour",
        .count(0...1_000_000_000),
        "5000",
        "Codes of registrations by SMS in an hour, of all daemons together; over it they are dropped."
    )
    let others = Setting<Int>(
        "messages.others-per-hour",
        .count(0...1_000_000_000),
        "20000",
        "Other text messages in an hour, of all daemons together; over it there is an alarm."
    )
}
