import Foundation

/// Why a path cannot be read or written: four cases that people confuse, a message each.
enum FileObstacle {
    /// The file does not exist; its directory does.
    case missing
    /// The directory in which the file would be does not exist.
    case parentMissing(String)
    /// The path names a directory.
    case directory
    /// The file or a directory above it exists, and this user may not use it.
    case forbidden

    /// Finds the obstacle at a path; nil where there is none of these.
    ///
    /// `mode` is `R_OK` or `W_OK`, what the caller wants to do.
    init?(at path: String, mode: CInt = R_OK) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            let number = errno
            let slash = path.lastIndex(of: "/")
            let parent = slash.map { String(path[..<$0]) } ?? ""
            if number == EACCES {
                self = .forbidden
            } else if number == ENOENT, !parent.isEmpty, unsafe access(parent, F_OK) != 0 {
                self = errno == EACCES ? .forbidden : .parentMissing(parent)
            } else if number == ENOENT {
                self = .missing
            } else {
                return nil
            }
            return
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            self = .directory
        } else if unsafe access(path, mode) != 0, errno == EACCES {
            self = .forbidden
        } else {
            return nil
        }
    }

    /// What is wrong, behind "cannot read NAME: ".
    var reason: String {
        switch self {
        case .missing: "no such file"
        case .parentMissing(let parent): "there is no directory \(parent)"
        case .directory: "it is a directory"
        case .forbidden: "permission denied"
        }
    }

    /// What to do.
    ///
    /// `mode` is that of the initializer.
    func hint(mode: CInt = R_OK) -> String {
        switch self {
        case .missing: "check the name"
        case .parentMissing: "check the name, or make the directory first"
        case .directory: "name a file in it"
        case .forbidden:
            mode == W_OK
                ? "the path exists; check who may write there"
                : "the path exists; check who may read it"
        }
    }
}
