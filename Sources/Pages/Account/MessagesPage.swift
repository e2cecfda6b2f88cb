import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The messages that were sent to the reader: when, by which way, about what; never a code.
struct MessagesPage: GatedPage {
    let site: GatedSite

    static let path = "/account/messages"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "پیام‌های من", en: "My messages")

    init(_ site: GatedSite) { self.site = site }
}
