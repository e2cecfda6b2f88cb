import Casework
import Persian
import Web

/// The filters of a cartable as links, each with the number of its cases.
struct CartableLinks {
    let list: CartableList
    let filter: CartableList.Filter
    let catalog: ServiceCatalog

    /// The address of the page with a filter, and of a page of it.
    func path(_ filter: CartableList.Filter, after cursor: CartableList.Cursor? = nil) -> String {
        var query: [String] = []
        if let section = filter.section { query.append("section=\(section.rawValue)") }
        if let group = filter.group { query.append("group=\(group.rawValue)") }
        if let service = filter.service, catalog.newest(service) != nil {
            query.append("service=\(service)")
        }
        if let cursor { query.append("after=\(cursor.text)") }
        return CartablePage.path + (query.isEmpty ? "" : "?\(query.joined(separator: "&"))")
    }

    /// The values of the template `cartable`, one for each filter.
    var filters: [PageValue] {
        var filters = [sections, groups]
        if list.services.count > 1 { filters.append(services) }
        return filters
    }

    private var sections: PageValue {
        let all = CartableList.Section.allCases.filter { $0 != .colleagues }
            .reduce(0) { $0 + list.sections[$1, default: 0] }
        var items = [item({ $0.section = nil }, Wording(fa: "همهٔ کارها", en: "All work"), all)]
        for section in CartableList.Section.allCases {
            let words = CaseWords.section(section)
            items.append(item({ $0.section = section }, words, list.sections[section, default: 0]))
        }
        return named(Wording(fa: "بخش‌ها", en: "Sections"), items)
    }

    private var groups: PageValue {
        let all = list.groups.values.reduce(0, +)
        var items = [item({ $0.group = nil }, Wording(fa: "هر مهلتی", en: "Any due day"), all)]
        for group in Inbox.Group.allCases {
            let words = CaseWords.group(group)
            items.append(item({ $0.group = group }, words, list.groups[group, default: 0]))
        }
        return named(Wording(fa: "مهلت‌ها", en: "Due days"), items)
    }

    private var services: PageValue {
        var items = [item({ $0.service = nil }, Wording(fa: "همهٔ خدمات", en: "All services"), nil)]
        for service in list.services {
            let words =
                catalog.newest(service)?.title ?? Wording(fa: service.text, en: service.text)
            items.append(item({ $0.service = service }, words, nil))
        }
        return named(Wording(fa: "خدمت‌ها", en: "Services"), items)
    }

    private func named(_ title: Wording, _ items: [PageValue]) -> PageValue {
        ["filterTitle": .wording(title), "items": .list(items)]
    }

    private func item(
        _ change: (inout CartableList.Filter) -> Void,
        _ words: Wording,
        _ count: Int?
    ) -> PageValue {
        var changed = filter
        change(&changed)
        return [
            "path": .text(path(changed)), "here": .flag(changed == filter),
            "words": .wording(words), "count": count.map { .number($0) } ?? false,
        ]
    }
}
