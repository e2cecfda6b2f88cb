import Store

/// The key of a name in SQL: that of `Letters.key` for a name in the form for storing, so that spellings do not matter.
///
/// An index has the expression for family names. A query repeats it word for word.
enum GraduateNameKey {
    /// The key of the family name.
    static let last: SQL = """
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(\
        replace(replace(replace(replace(replace(replace(replace(replace(replace(last_name_fa, \
        '\u{200C}', ''), ' ', ''), '-', ''), '\u{640}', ''), '\u{651}', ''), '\u{64B}', ''), '\u{64E}', \
        ''), '\u{64F}', ''), '\u{650}', ''), '\u{652}', ''), '\u{654}', ''), '\u{622}', '\u{627}'), \
        '\u{623}', '\u{627}'), '\u{625}', '\u{627}'), '\u{671}', '\u{627}'), '\u{624}', '\u{648}'), \
        '\u{626}', '\u{6CC}'), '\u{629}', '\u{647}'), '\u{6C0}', '\u{647}'), '\u{6C2}', '\u{647}'), \
        '\u{6D5}', '\u{647}')
        """

    /// The key of the first name.
    static let first: SQL = """
        replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(\
        replace(replace(replace(replace(replace(replace(replace(replace(replace(first_name_fa, \
        '\u{200C}', ''), ' ', ''), '-', ''), '\u{640}', ''), '\u{651}', ''), '\u{64B}', ''), '\u{64E}', \
        ''), '\u{64F}', ''), '\u{650}', ''), '\u{652}', ''), '\u{654}', ''), '\u{622}', '\u{627}'), \
        '\u{623}', '\u{627}'), '\u{625}', '\u{627}'), '\u{671}', '\u{627}'), '\u{624}', '\u{648}'), \
        '\u{626}', '\u{6CC}'), '\u{629}', '\u{647}'), '\u{6C0}', '\u{647}'), '\u{6C2}', '\u{647}'), \
        '\u{6D5}', '\u{647}')
        """

    /// Finds rows by the key of the family name, in the order of their ids.
    static let index = Migration(
        "graduate-names",
        1,
        "index of family names",
        "CREATE INDEX graduate_last_name ON graduate (\(last.text), id)"
    )
}
