#ifndef SEHAT_CCURL_SHIM_H
#define SEHAT_CCURL_SHIM_H

#include <curl/curl.h>
#include <signal.h>

// What Swift cannot call: the variadic functions of libcurl, one function for each type of their last argument.

/// Receives `count` bytes of a response; returns how many it took. Another number ends the transfer.
typedef size_t (*sehat_curl_write)(char *bytes, size_t size, size_t count, void *context);

/// Copies at most `size` * `count` bytes of the request to `bytes`; returns how many. 0 is the end.
typedef size_t (*sehat_curl_read)(char *bytes, size_t size, size_t count, void *context);

/// Prepares libcurl once in a process; returns 0 on success.
///
/// A connection that the peer has closed must not end the process: libcurl leaves SIGPIPE to the program
/// (CURLOPT_NOSIGNAL), so it is ignored unless the program handles it.
static inline CURLcode sehat_curl_start(void) {
    struct sigaction action;
    if (sigaction(SIGPIPE, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO)
        && action.sa_handler == SIG_DFL) {
        signal(SIGPIPE, SIG_IGN);
    }
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}

static inline CURLcode sehat_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sehat_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// The text is copied, except that of CURLOPT_POSTFIELDS.
static inline CURLcode sehat_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// The list must live until the transfer has ended.
static inline CURLcode sehat_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sehat_curl_set_context(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sehat_curl_set_write(CURL *handle, sehat_curl_write value) {
    return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, value);
}

static inline CURLcode sehat_curl_set_read(CURL *handle, sehat_curl_read value) {
    return curl_easy_setopt(handle, CURLOPT_READFUNCTION, value);
}

/// Returns the status of the last response of the server, over HTTP or SMTP; 0 where there was none.
static inline long sehat_curl_status(CURL *handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/// Returns how many bytes of the request's head were sent.
static inline long sehat_curl_request_size(CURL *handle) {
    long size = 0;
    curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, &size);
    return size;
}

#endif
