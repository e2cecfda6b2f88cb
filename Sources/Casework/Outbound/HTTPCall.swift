internal import CCurl

/// A request over HTTP that is sent once: no redirects, no second try, the answer in memory.
package struct HTTPCall: Sendable, Equatable {
    /// The methods.
    package enum Method: String, Sendable {
        /// RFC 9110 §9.3.1.
        case get = "GET"
        /// RFC 9110 §9.3.3.
        case post = "POST"
    }

    /// The method.
    package let method: Method
    /// The address, which is never logged because its path may have a key.
    package let address: String
    /// Header fields, `Name: value`.
    package let headers: [String]
    /// The body of a POST.
    package let body: [UInt8]
    /// The only addresses to which libcurl connects for the name in the address; nil lets it look the name up.
    package let checkedHost: CheckedHost?

    /// The addresses of a host, looked up and checked before the request.
    ///
    /// TLS and `Host` have the name all the same.
    package struct CheckedHost: Sendable, Equatable {
        let host: String
        let port: Int
        let addresses: [OutboundAddress]

        /// A host with its port and addresses.
        package init(host: String, port: Int, addresses: [OutboundAddress]) {
            self.host = host
            self.port = port
            self.addresses = addresses
        }

        /// The entry of CURLOPT_RESOLVE.
        fileprivate var entry: String {
            "\(host):\(port):" + addresses.map(\.curlText).joined(separator: ",")
        }
    }

    /// A request.
    package init(
        _ method: Method,
        _ address: String,
        headers: [String] = [],
        body: [UInt8] = [],
        checkedHost: CheckedHost? = nil
    ) {
        self.checkedHost = checkedHost
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
    }

    /// Sends the request by libcurl and waits for the answer; blocks the thread.
    package func send(_ limits: OutboundLimits) -> CallOutcome {
        let scheme = String(address.prefix { $0 != ":" })
        guard ["http", "https"].contains(scheme),
            var handle = CurlHandle(address, scheme: scheme, limits: limits)
        else { return .notSent(.settings) }
        handle.set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        // Without `Expect`, with which libcurl would wait for a second before a longer body.
        handle.set(CURLOPT_HTTPHEADER, list: headers + ["Expect:", "User-Agent: Sehat"])
        if let checkedHost { handle.set(CURLOPT_RESOLVE, list: [checkedHost.entry]) }
        switch method {
        case .get: handle.set(CURLOPT_HTTPGET, 1)
        case .post:
            handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: body.count)
            handle.set(CURLOPT_POST, 1)
        }
        let result = handle.run(uploading: body, answerLimit: limits.answer)
        guard let failure = result.failure else {
            return .answered(status: result.status, body: result.body)
        }
        return result.hasSentRequest ? .unknown(failure) : .notSent(failure)
    }
}
