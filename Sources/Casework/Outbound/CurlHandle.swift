internal import CCurl

/// One transfer by libcurl, which blocks its thread: a separate handle, with the limits of every outbound request.
///
/// A handle is used once. So no connection is used again, on whose end libcurl would send a request a second time.
@safe struct CurlHandle: ~Copyable {
    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []
    private var isFaulty = false

    /// Whether libcurl is ready; it is prepared once in a process.
    private static let isReady = sehat_curl_start() == CURLE_OK

    /// A transfer to an address by the only protocol that is permitted; nil when libcurl is out of memory.
    init?(_ address: String, scheme: String, limits: OutboundLimits) {
        guard Self.isReady, let handle = unsafe curl_easy_init() else { return nil }
        unsafe self.handle = unsafe handle
        set(CURLOPT_URL, address)
        set(CURLOPT_PROTOCOLS_STR, scheme)
        set(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
        set(CURLOPT_FOLLOWLOCATION, 0)
        // Without it libcurl takes a proxy from the environment.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FORBID_REUSE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, limits.connection)
        set(CURLOPT_TIMEOUT_MS, limits.whole)
        // After CURLOPT_TIMEOUT_MS libcurl still says QUIT to an SMTP server, and waits two minutes for the answer.
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, limits.whole / 2_000))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let authorities = limits.authorities { set(CURLOPT_CAINFO, authorities) }
    }

    deinit {
        unsafe curl_easy_cleanup(handle)
        for index in unsafe lists.indices { unsafe curl_slist_free_all(lists[index]) }
    }

    /// Sets a number.
    mutating func set(_ option: CURLoption, _ value: Int) {
        note(unsafe sehat_curl_set_long(handle, option, value))
    }

    /// Sets a size.
    mutating func set(_ option: CURLoption, size: Int) {
        note(unsafe sehat_curl_set_size(handle, option, curl_off_t(size)))
    }

    /// Sets a text, which libcurl copies.
    ///
    /// A text with a zero byte would be cut; the transfer then fails before it begins.
    mutating func set(_ option: CURLoption, _ value: String) {
        guard !value.utf8.contains(0) else {
            isFaulty = true
            return
        }
        note(unsafe value.withCString { unsafe sehat_curl_set_text(handle, option, $0) })
    }

    /// Sets a list of texts.
    mutating func set(_ option: CURLoption, list values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard !value.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }),
                let longer = unsafe curl_slist_append(list, value)
            else {
                isFaulty = true
                continue
            }
            unsafe list = unsafe longer
        }
        guard let list = unsafe list else { return }
        unsafe lists.append(list)
        note(unsafe sehat_curl_set_list(handle, option, list))
    }

    private mutating func note(_ code: CURLcode) {
        if code != CURLE_OK { isFaulty = true }
    }
}

/// What a transfer sent and received.
struct CurlResult: Sendable {
    /// Why it failed; nil when it did not.
    let failure: CallFailure?
    /// The status of the server's last answer; 0 for none.
    let status: Int
    /// The body of the answer.
    let body: [UInt8]
    /// Whether any byte of an HTTP request was sent.
    let hasSentRequest: Bool
    /// Whether libcurl has taken all of the body.
    let hasTakenBody: Bool
}

extension CurlHandle {
    /// The bytes that libcurl reads and writes during a transfer.
    private struct Transfer {
        let body: [UInt8]
        var offset = 0
        var isTaken = false
        var answer: [UInt8] = []
        let answerLimit: Int
    }

    /// Runs the transfer, with `body` where CURLOPT_UPLOAD or CURLOPT_POST is set; blocks until it has ended.
    mutating func run(uploading body: [UInt8] = [], answerLimit: Int) -> CurlResult {
        var transfer = Transfer(body: body, answerLimit: answerLimit)
        let code = unsafe withUnsafeMutablePointer(to: &transfer) { transfer in
            note(unsafe sehat_curl_set_write(handle, Self.receive))
            note(unsafe sehat_curl_set_read(handle, Self.give))
            note(unsafe sehat_curl_set_context(handle, CURLOPT_WRITEDATA, transfer))
            note(unsafe sehat_curl_set_context(handle, CURLOPT_READDATA, transfer))
            return isFaulty ? CURLE_BAD_FUNCTION_ARGUMENT : unsafe curl_easy_perform(handle)
        }
        return CurlResult(
            failure: CallFailure(code),
            status: Int(unsafe sehat_curl_status(handle)),
            body: transfer.answer,
            hasSentRequest: unsafe sehat_curl_request_size(handle) > 0,
            hasTakenBody: transfer.isTaken
        )
    }

    private static let receive: sehat_curl_write = { bytes, size, count, context in
        guard let transfer = unsafe context?.assumingMemoryBound(to: Transfer.self),
            let bytes = unsafe bytes
        else { return 0 }
        let length = size * count
        let isTooLong =
            unsafe transfer.pointee.answer.count + length > transfer.pointee.answerLimit
        if isTooLong { return 0 }
        unsafe transfer.pointee.answer.append(
            contentsOf: UnsafeRawBufferPointer(start: bytes, count: length)
        )
        return length
    }

    private static let give: sehat_curl_read = { bytes, size, count, context in
        guard let transfer = unsafe context?.assumingMemoryBound(to: Transfer.self),
            let bytes = unsafe bytes
        else { return 0 }
        let offset = unsafe transfer.pointee.offset
        let length = unsafe min(size * count, transfer.pointee.body.count - offset)
        unsafe UnsafeMutableRawBufferPointer(start: bytes, count: length).copyBytes(
            from: transfer.pointee.body[offset..<offset + length]
        )
        unsafe transfer.pointee.offset = offset + length
        if unsafe transfer.pointee.offset == transfer.pointee.body.count {
            unsafe transfer.pointee.isTaken = true
        }
        return length
    }
}

extension CallFailure {
    /// The failure that a result of libcurl means; nil for success.
    fileprivate init?(_ code: CURLcode) {
        switch code {
        case CURLE_OK: return nil
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .name
        case CURLE_COULDNT_CONNECT: self = .connection
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            self = .tls
        case CURLE_LOGIN_DENIED: self = .signIn
        case CURLE_OPERATION_TIMEDOUT: self = .time
        case CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY: self = .rejected
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT,
            CURLE_FAILED_INIT:
            self = .settings
        default: self = .answer
        }
    }
}
