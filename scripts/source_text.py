"""Splits source files into comments, strings and code, for scripts/words, scripts/circles and scripts/costs."""
import io
import json
import pathlib
import re
import subprocess
import tokenize

HERE = pathlib.Path(__file__).resolve().parent.parent


def files(*patterns):
    """Returns the paths of the repository's files that match, tracked or new, without ignored and deleted ones."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns], cwd=HERE, check=True,
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return [path for path in sorted(set(listed.split("\n"))) if path and (HERE / path).is_file()]


def modules():
    """Returns the package's targets, by name, as `swift package describe` reports them."""
    described = subprocess.run(["swift", "package", "describe", "--type", "json"], cwd=HERE, check=True,
                               stdout=subprocess.PIPE).stdout
    return {target["name"]: target for target in json.loads(described)["targets"]}


def swift(text):
    """Yields (kind, line, text) for a Swift file; kind is "comment", "string", "name" (in backquotes) or "code".

    A string's text is without its interpolations, which are yielded as code.
    """
    at, line = 0, 1

    def take(end):
        nonlocal at, line
        taken = text[at:end]
        line += taken.count("\n")
        at = end
        return taken

    pending = []
    while at < len(text):
        began = line
        if text.startswith("//", at):
            end = text.find("\n", at)
            pending.append(("comment", began, take(end if end >= 0 else len(text))))
        elif text.startswith("/*", at):
            depth, end = 1, at + 2
            while depth and end < len(text):
                if text.startswith("/*", end):
                    depth, end = depth + 1, end + 2
                elif text.startswith("*/", end):
                    depth, end = depth - 1, end + 2
                else:
                    end += 1
            pending.append(("comment", began, take(end)))
        elif text[at] == "`":
            end = text.find("`", at + 1) + 1
            pending.append(("name", began, take(end or len(text))[1:-1]))
        elif opening := re.compile(r'(#*)("""|")').match(text, at):
            pending.extend(_swift_string(text, at, began, *opening.groups()))
            take(pending.pop()[1])
        else:
            end = re.compile(r'[^/`"#]+|.').match(text, at).end()
            pending.append(("code", began, take(end)))
        yield from pending
        pending.clear()


def _swift_string(text, at, line, hashes, quotes):
    """Returns the tokens of the literal at `at`, and last ("end", offset)."""
    end, close, escape = at + len(hashes) + len(quotes), quotes + hashes, "\\" + hashes
    content, tokens, here, began = [], [], line, line
    while end < len(text) and not text.startswith(close, end):
        if text.startswith(escape + "(", end):
            depth, inner = 1, end + len(escape) + 1
            begin = inner
            while depth and inner < len(text):
                if text[inner] == '"':
                    opening = re.compile(r'"""|"').match(text, inner)
                    nested = _swift_string(text, inner, here, "", opening.group())
                    tokens.extend(nested[:-1])
                    inner = nested[-1][1]
                    continue
                depth += {"(": 1, ")": -1}.get(text[inner], 0)
                inner += 1
            tokens.append(("code", here, text[begin:inner - 1]))
            here += text[begin:inner].count("\n")
            content.append("\0")
            end = inner
        elif text.startswith(escape, end):
            skipped = text[end:end + len(escape) + 1]
            here += skipped.count("\n")
            content.append("\n" if "\n" in skipped else " ")
            end += len(skipped)
        else:
            here += text[end] == "\n"
            content.append(text[end])
            end += 1
    return [*tokens, ("string", began, "".join(content)), ("end", end + len(close))]


def python(text):
    """Yields ("comment" | "string" | "name", line, text) for a Python file; names are those of tests, as words."""
    kinds = {tokenize.COMMENT: "comment", tokenize.STRING: "string"}
    if hasattr(tokenize, "FSTRING_MIDDLE"):
        kinds[tokenize.FSTRING_MIDDLE] = "string"
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in kinds:
            yield kinds[token.type], token.start[0], token.string
        elif token.type == tokenize.NAME and token.string.startswith("test_"):
            yield "name", token.start[0], token.string.replace("_", " ")


def c(text):
    """Yields ("comment" | "string", line, text) for a C file."""
    pattern = re.compile(r'(//[^\n]*|/\*.*?\*/)|"((?:\\.|[^"\\\n])*)"|\'(?:\\.|[^\'\\])+\'', re.DOTALL)
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match[1] is not None:
            yield "comment", line, match[1]
        elif match[2] is not None:
            yield "string", line, match[2]
