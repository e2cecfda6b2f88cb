internal import CExpat

/// Receives the elements of a document; names are without their prefix.
protocol XMLHandler: AnyObject {
    /// Whether the text of the element that was started last is passed to `end`.
    var wantsText: Bool { get }

    func start(_ name: String, _ attributes: borrowing XMLAttributes) throws(TableFileError)
    func end(_ name: String, _ text: [UInt8]) throws(TableFileError)
}

/// A reader of XML that arrives in pieces, by expat.
///
/// A document type definition is refused: no part of a workbook has one, and entities, also external ones, come
/// only from there. Safe although it holds a C pointer: the pointer is made here, never leaves, and is freed once,
/// in `deinit`.
@safe
final class XMLReader {
    private let parser: OpaquePointer
    private let handler: any XMLHandler
    private let limits: WorkbookLimits
    private var failure: TableFileError?
    private var depth = 0
    private var count = 0
    private var text: [UInt8] = []

    init(_ handler: any XMLHandler, _ limits: WorkbookLimits) throws(TableFileError) {
        guard let parser = unsafe XML_ParserCreate(nil) else { throw .damaged }
        unsafe self.parser = parser
        self.handler = handler
        self.limits = limits
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        unsafe XML_SetElementHandler(
            parser,
            { context, name, attributes in
                unsafe XMLReader.of(context)?.start(name, attributes)
            },
            { context, name in
                unsafe XMLReader.of(context)?.end(name)
            }
        )
        unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
            guard let text = unsafe text else { return }
            unsafe XMLReader.of(context)?.take(text, Int(count))
        }
        unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
            unsafe XMLReader.of(context)?.stop(.damaged)
        }
    }

    deinit {
        unsafe XML_ParserFree(parser)
    }

    /// Reads the next piece; an empty one ends the document.
    ///
    /// - Throws: What the handler throws; `.damaged` for what is not well-formed or has a document type definition.
    func feed(_ piece: [UInt8]) throws(TableFileError) {
        let result = unsafe piece.withUnsafeBytes { bytes in
            unsafe XML_Parse(
                parser,
                bytes.bindMemory(to: CChar.self).baseAddress,
                Int32(bytes.count),
                piece.isEmpty ? 1 : 0
            )
        }
        if let failure { throw failure }
        guard result == XML_STATUS_OK else { throw .damaged }
        count += piece.count
        // expat keeps a tag that has not ended, and reads it again with each piece.
        if !piece.isEmpty, count - Int(unsafe XML_GetCurrentByteIndex(parser)) > limits.tagBytes {
            throw .limit(.tag)
        }
    }
}

extension XMLReader {
    @unsafe
    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLReader? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<XMLReader>.fromOpaque(context).takeUnretainedValue()
    }

    private func stop(_ error: TableFileError) {
        failure = failure ?? error
        unsafe XML_StopParser(parser, XML_Bool(0))
    }

    @unsafe
    private func start(
        _ name: UnsafePointer<XML_Char>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        // expat may call for the rest of a tag after it was stopped.
        guard failure == nil, let name = unsafe name, let attributes = unsafe attributes else {
            return
        }
        depth += 1
        guard depth <= limits.depth else { return stop(.limit(.depth)) }
        text.removeAll(keepingCapacity: true)
        do {
            let list = unsafe XMLAttributes(attributes)
            try handler.start(unsafe Self.local(name), list)
        } catch {
            stop(error)
        }
    }

    @unsafe
    private func end(_ name: UnsafePointer<XML_Char>?) {
        guard failure == nil, let name = unsafe name else { return }
        depth -= 1
        do {
            try handler.end(unsafe Self.local(name), text)
        } catch {
            stop(error)
        }
        text.removeAll(keepingCapacity: text.capacity <= limits.record.bufferBytes)
    }

    /// Keeps one byte more than a cell may have, by which the handler recognizes a text that is too long.
    @unsafe
    private func take(_ bytes: UnsafePointer<XML_Char>, _ count: Int) {
        guard failure == nil, handler.wantsText else { return }
        let room = limits.record.fieldBytes + 1 - text.count
        let some = unsafe UnsafeRawBufferPointer(start: bytes, count: min(count, room))
        unsafe text.append(contentsOf: some)
    }

    /// A name without its prefix: workbooks write `row` or `x:row`.
    @unsafe
    fileprivate static func local(_ name: UnsafePointer<XML_Char>) -> String {
        let whole = unsafe String(cString: name)
        guard let colon = whole.utf8.lastIndex(of: 0x3A) else { return whole }
        return String(whole[whole.utf8.index(after: colon)...])
    }
}

/// The attributes of an element, valid while it is started.
@safe
struct XMLAttributes: ~Copyable {
    private let list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

    @unsafe
    fileprivate init(_ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>) {
        unsafe self.list = list
    }

    /// The value of the attribute with a name, whatever its prefix; nil if there is none.
    subscript(_ name: String) -> String? {
        var index = 0
        while let key = unsafe list[index], let value = unsafe list[index + 1] {
            if unsafe XMLReader.local(key) == name { return unsafe String(cString: value) }
            index += 2
        }
        return nil
    }
}
