import Foundation

/// Returns the system's own words for a file error, without the codes of a library.
func reason(of error: any Error) -> String {
    let nsError = error as NSError
    let cause = nsError.userInfo[NSUnderlyingErrorKey] as? NSError ?? nsError
    switch (cause.domain, cause.code) {
    case (NSPOSIXErrorDomain, let code):
        return unsafe String(cString: strerror(Int32(code))).asClause
    case (NSCocoaErrorDomain, CocoaError.fileReadNoSuchFile.rawValue),
        (NSCocoaErrorDomain, CocoaError.fileNoSuchFile.rawValue):
        return "no such file or directory"
    case (NSCocoaErrorDomain, CocoaError.fileReadNoPermission.rawValue),
        (NSCocoaErrorDomain, CocoaError.fileWriteNoPermission.rawValue):
        return "permission denied"
    case (NSCocoaErrorDomain, CocoaError.fileWriteFileExists.rawValue):
        return "file exists"
    case (NSCocoaErrorDomain, _), (NSURLErrorDomain, _):
        return "the system gave no reason"
    default:
        return "\(error)"
    }
}
