#!/usr/bin/env python3
"""Measures the code and the prose of this repository and prints the numbers as tables of Markdown.

    docs/survey.py                         the tables
    docs/survey.py --list                  the tables, then every place that counts against a goal
    docs/survey.py --fail headless-docs=5 --fail constructors=0     exits with 1 if a number is above its limit
    docs/survey.py --root <directory>      measures another checkout

Main code of each module (src/main/java):
  files               Java files
  lines               lines of a file that are neither blank nor only a comment: median / 90th percentile / maximum
  method              lines of a method from its name to its closing brace: median / 90th percentile / maximum
  package-private     share of top-level types without `public`
  largest package     the package with the most public top-level types, and how many it has
  constructors        constructors with more than 8 parameters
  records             records with more than 12 components, nested ones included
Prose, of comments (consecutive // lines are one), of log messages and exception messages, of sentences in the documents:
  count               how many there are
  headless            share that opens with a clause instead of a subject: Who, Whoever, Whom, Whose, What, Whatever, Whether,
                      Of, To be, or As without a main clause behind a comma; questions do not count
  odd words           nobody, somebody, whoever, anew, meanwhile, per 100
Cells of tables with four words or more count as sentences. Code blocks and what benchmarks write between markers do not.

Names for --fail: constructors, records, largest-package, headless-comments, headless-messages, headless-docs, odd-comments,
odd-messages, odd-docs. Needs Python 3.8 and nothing else.
"""
import argparse
import re
import statistics
import sys
from collections import Counter
from pathlib import Path

MODULES = ("booking-core", "booking-console")
TOKEN = re.compile(r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.S)
HEADLESS = re.compile(r"(who|whoever|whom|whose|what|whatever|whether|of|to be)\b(?! course)", re.I)
HEADLESS_AS = re.compile(r"as\b[^,]*$", re.I)
ODD = re.compile(r"\b(nobody|somebody|whoever|anew|meanwhile)\b", re.I)
SIGNATURE = re.compile(r"(?:^|[\s>\])])(\w+)\s*\(([^{};]*)\)\s*(?:throws [\w.,\s]+)?$")
CONTROL = {"if", "for", "while", "switch", "catch", "synchronized", "try", "return"}


def headless(text):
    first = re.split(r"(?<=[.!?])(?:\s|$)", text.strip(), maxsplit=1)[0]
    return not first.endswith("?") and bool(HEADLESS.match(first) or HEADLESS_AS.match(first))


def parameters(text):
    """Counts parameters: commas outside brackets, plus one."""
    text = re.sub(r"<[^<>]*>", "", re.sub(r"<[^<>]*>", "", text))
    while re.search(r"\([^()]*\)", text):
        text = re.sub(r"\([^()]*\)", "", text)
    return text.count(",") + 1 if text.strip() else 0


def spread(numbers):
    numbers = sorted(numbers)
    return f"{statistics.median(numbers):.0f} / {numbers[int(len(numbers) * .9)]} / {numbers[-1]}"


class Prose:
    def __init__(self):
        self.texts = []

    def add(self, where, text):
        text = " ".join(text.split())
        if re.search(r"[^\W\d_]", text):
            self.texts.append((where, text))

    def headless(self):
        return [t for t in self.texts if headless(t[1])]

    def odd(self):
        return [t for t in self.texts for _ in ODD.findall(t[1])]

    def shares(self):
        n = max(1, len(self.texts))
        return 100 * len(self.headless()) / n, 100 * len(self.odd()) / n


class Module:
    def __init__(self, root, name):
        self.files, self.lines, self.methods, self.types = 0, [], [], []
        self.constructors, self.records, self.packages = [], [], Counter()
        self.comments, self.messages = Prose(), Prose()
        for path in sorted((root / name / "src/main/java").rglob("*.java")):
            self.read(path, path.relative_to(root))

    def read(self, path, where):
        source = path.read_text(encoding="utf-8")
        self.files += 1
        self.prose(source, where)
        code = TOKEN.sub(lambda m: self.blank(m.group()), source)
        self.lines.append(sum(1 for line in code.splitlines() if line.strip()))
        for public in re.findall(r"^(public )?(?:(?:abstract|final|sealed|non-sealed|strictfp) )*"
                                 r"(?:@?interface|class|record|enum) \w", code, re.M):
            self.types.append(bool(public))
            self.packages[".".join(path.parts[path.parts.index("quickbooking") + 2:-1])] += bool(public)
        for record in re.finditer(r"\brecord (\w+)(?:<[^(]*>)?\(", code):
            depth, at = 1, record.end()
            while depth:
                depth += {"(": 1, ")": -1}.get(code[at], 0)
                at += 1
            count = parameters(code[record.end():at - 1])
            if count > 12:
                self.records.append((count, f"{path.stem}.{record[1]}" if record[1] != path.stem else record[1]))
        self.bodies(code, path, set(re.findall(r"\b(?:class|enum|record) (\w+)", code)))

    @staticmethod
    def blank(token):
        """Keeps strings as one word, and of comments only the line breaks."""
        return token.count("\n") * "\n" if token.startswith("/") else '"x"' + token.count("\n") * "\nx"

    def bodies(self, code, path, names):
        opened, start = [], 0
        for at in (m.start() for m in re.finditer(r"[{};]", code)):
            if code[at] == "{":
                head = code[start:at].rstrip()
                found = SIGNATURE.search(re.sub(r"@\w+\([^()]*\)", "", head))
                method = bool(found) and found[1] not in CONTROL and not re.search(
                    rf"\b(new|record)\s+[\w.<>, ]*\b{found[1]}\b|->|=|\.\s*{found[1]}\s*\(", head)
                begins = code[:at].rfind(found[1] + "(", start) if method else at
                opened.append((method, code.count("\n", 0, max(begins, start))))
                if method and found[1] in names and parameters(found[2]) > 8:
                    self.constructors.append((parameters(found[2]), found[1]))
            elif code[at] == "}" and opened:
                method, line = opened.pop()
                if method:
                    self.methods.append(code.count("\n", 0, at) - line + 1)
            start = at + 1

    def prose(self, source, where):
        held, last = [], -9
        for token in TOKEN.finditer(source):
            text, line = token.group(), source.count("\n", 0, token.start()) + 1
            if text.startswith("//"):
                if line != last + 1 and held:
                    self.comments.add(*held)
                    held = []
                held = [held[0], held[1] + " " + text[2:]] if held else [f"{where}:{line}", text[2:]]
                last = line
            elif text.startswith("/*"):
                text = re.sub(r"^\s*\* ?", "", text.strip("/*"), flags=re.M)
                text = re.sub(r"</?\w+[^>]*>", " ", re.sub(r"\{@\w+ ([^}]*)\}", r"\1", text)).strip()
                if not text.startswith("@"):
                    self.comments.add(f"{where}:{line}", text)
        if held:
            self.comments.add(*held)
        code = re.sub(r"/\*.*?\*/|(?<=\s)//[^\n]*", lambda m: "\n" * m.group().count("\n"), source, flags=re.S)
        for call in re.finditer(r"\b(?:log|LOG|logger)\.(?:info|warn|error)\(|new \w*(?:Exception|Error)\(", code):
            literals = re.findall(r'"((?:\\.|[^"\\\n])*)"', code[call.end():code.find(";", call.end())])
            self.messages.add(f"{where}:{code.count(chr(10), 0, call.start()) + 1}", " ".join(literals))


def documents(root):
    prose = Prose()
    for path in [root / "README.md", root / "db/README.md", *sorted((root / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        for cut in (r"^ *```.*?^ *```", r"<!-- (\S+): begin -->.*?<!-- \1: end -->", r"<!--.*?-->"):
            text = re.sub(cut, lambda m: "\n" * m.group().count("\n"), text, flags=re.S | re.M)
        line = 1
        for block in re.split(r"(\n(?=\n|#|\||\s*[-*] |\s*\d+\. ))", text):
            start, line = line, line + block.count("\n")
            plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", block.strip())
            cells = [c for c in plain.strip("|").split("|") if len(c.split()) > 3] if plain.startswith("|") else [plain]
            for cell in cells:
                cell = re.sub(r"^\s*(#+|[-*]|\d+\.) ", "", cell).replace("**", "").strip()
                for sentence in re.split(r"(?<=[.!?:])\s+(?=[A-Z`*\"(])", cell):
                    prose.add(f"{path.relative_to(root)}:{start}", sentence.lstrip('"*_('))
    return prose


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    arguments.add_argument("--list", action="store_true")
    arguments.add_argument("--fail", action="append", default=[], metavar="NAME=LIMIT")
    given = arguments.parse_args()
    modules = {name: Module(given.root, name) for name in MODULES}
    print("| Main code | files | lines | method | package-private | largest package | constructors | records |")
    print("|---|---|---|---|---|---|---|---|")
    for name, m in modules.items():
        (package, most), = m.packages.most_common(1)
        print(f"| {name} | {m.files} | {spread(m.lines)} | {spread(m.methods)} | "
              f"{100 * m.types.count(False) / len(m.types):.0f} % | {package} {most} | {len(m.constructors)} | {len(m.records)} |")
    docs = documents(given.root)
    print("\n| Prose | count | headless | odd words per 100 |\n|---|---|---|---|")
    rows = [(f"comments, {name}", m.comments) for name, m in modules.items()]
    rows += [(f"log and exception messages, {name}", m.messages) for name, m in modules.items()]
    for name, prose in rows + [("documents", docs)]:
        print(f"| {name} | {len(prose.texts)} | {prose.shares()[0]:.1f} % | {prose.shares()[1]:.1f} |")
    for title in ("constructors", "records"):
        found = sorted((f for m in modules.values() for f in getattr(m, title)), reverse=True)
        print(f"\n{title}: " + (", ".join(f"{name} {count}" for count, name in found) or "none"))
    if given.list:
        for where, text in [t for _, p in rows + [("", docs)] for t in p.headless() + p.odd()]:
            print(f"{where}: {text[:110]}")
    numbers = {"constructors": sum(len(m.constructors) for m in modules.values()),
               "records": sum(len(m.records) for m in modules.values()),
               "largest-package": max(m.packages.most_common(1)[0][1] for m in modules.values())}
    for kind in ("comments", "messages"):
        numbers["headless-" + kind], numbers["odd-" + kind] = (
            max(getattr(m, kind).shares()[i] for m in modules.values()) for i in (0, 1))
    numbers["headless-docs"], numbers["odd-docs"] = docs.shares()
    above = [f"{name} is {numbers[name]:.1f}, the limit is {limit}"
             for name, limit in (f.split("=") for f in given.fail) if numbers[name] > float(limit)]
    print("\n".join(above), file=sys.stderr)
    sys.exit(1 if above else 0)


if __name__ == "__main__":
    main()
