#!/usr/bin/env python3
"""Makes the courses of the benchmarks: real definitions, the same bytes for the same seed, never committed.

    tests/benches/generate.py FOLDER [S T M B]

S  90 pages (84 articles, 6 tests), 60 questions, 20 images
T  2,000 pages of 800 words in modules of 50 lessons
M  1 GB that nothing compresses in 40 files: 20 videos with transcripts, 20 downloads
B  200 small courses: five articles, a quiz and an image each
"""

import random
import struct
import sys
import zlib
from pathlib import Path

SEED = 20_240_229
MEDIA = 40
MEDIA_BYTES = 25_000_000


class Words:
    """English in its proportions only: short words are frequent, most are rare."""

    def __init__(self, rng):
        self.rng = rng
        starts = "b c d f g h l m n p r s t w st pr tr ch sh th".split() + [""] * 6
        middles = "a e i o u a e i o u ea ou ai ee io".split()
        ends = "n r s t l d m ng nt st ck ve".split() + [""] * 14
        known = {}
        while len(known) < 4000:
            rank = len(known)
            syllables = 1 + (rank > 120) * (rng.random() < 0.6) + (rank > 600) + (rank > 1500) * (rng.random() < 0.3)
            word = "".join(rng.choice(starts) + rng.choice(middles) + rng.choice(ends) for _ in range(syllables))
            if len(word) > 1:
                known[word] = None
        self.known = list(known)
        total, self.weights = 0.0, []
        for rank in range(len(self.known)):
            total += 1 / (rank + 2.7)
            self.weights.append(total)

    def some(self, count):
        return self.rng.choices(self.known, cum_weights=self.weights, k=count)

    def phrase(self, low=3, high=6):
        return " ".join(self.some(self.rng.randint(low, high))).capitalize()

    def paragraph(self, count):
        words, sentences = self.some(count), []
        while words:
            length = min(len(words), self.rng.randint(7, 22))
            sentence, words = words[:length], words[length:]
            if length > 12:
                sentence[length // 2] += ","
            if self.rng.random() < 0.2:
                place = self.rng.randrange(length)
                sentence[place] = f"*{sentence[place].rstrip(',')}*"
            text = " ".join(sentence)
            sentences.append(text[0].upper() + text[1:] + ".")
        return " ".join(sentences)

    def body(self, count):
        """Markdown of about that many words: headings, paragraphs, a list, a table, a callout, a link."""
        blocks, left = [], count
        while left > 0:
            if len(blocks) % 5 == 0:
                heading = self.phrase()
                blocks.append(f"## {heading}")
                left -= len(heading.split())
                continue
            length = min(left, self.rng.randint(40, 110))
            left -= length
            kind = self.rng.random()
            if kind < 0.12 and length > 30:
                items = [self.paragraph(length // 5).rstrip(".") for _ in range(5)]
                blocks.append("\n".join(f"- {item}" for item in items))
            elif kind < 0.17 and length > 30:
                rows = [f"| {' '.join(self.some(2))} | {' '.join(self.some(length // 6))} |" for _ in range(5)]
                blocks.append("\n".join(["| Measure | What it says |", "|---|---|", *rows]))
            elif kind < 0.22:
                blocks.append(f":::note {self.phrase()}\n{self.paragraph(length)}\n:::")
            elif kind < 0.27:
                blocks.append(f"{self.paragraph(length)} See [{self.phrase()}](https://example.org/{self.some(1)[0]}).")
            else:
                blocks.append(self.paragraph(length))
        return "\n\n".join(blocks) + "\n"

    def question(self, number, kind):
        """One question as a line of YAML flow."""
        head = f"id: q{number}, type: {kind}, prompt: {quoted(self.paragraph(14))}"
        feedback = f"feedback: {{correct: {quoted(self.paragraph(8))}, incorrect: {quoted(self.paragraph(8))}}}"
        if kind == "choice":
            right = self.rng.randrange(4)
            options = ", ".join(
                f"{{text: {quoted(f'{self.phrase(4, 8)} {letter}')}{', correct: true' if index == right else ''}}}"
                for index, letter in enumerate("ABCD")
            )
            rest = f"options: [{options}]"
        elif kind == "true-false":
            rest = f"answer: {self.rng.choice(['true', 'false'])}"
        elif kind == "numeric":
            rest = f"answer: {self.rng.randint(2, 90)}, tolerance: 0.5"
        elif kind == "fill-in":
            rest = f"answers: [{quoted(self.some(1)[0])}]"
        elif kind == "matching":
            pairs = ", ".join(f"{{source: {quoted(f'{self.phrase(1, 2)} {n}')}, target: {quoted(f'{self.phrase(1, 3)} {n}')}}}" for n in range(1, 5))
            rest = f"pairs: [{pairs}]"
        else:
            items = ", ".join(quoted(f"{self.phrase(2, 4)} {n}") for n in range(1, 5))
            rest = f"items: [{items}]"
        return f"  - {{{head}, {rest}, {feedback}}}"


def quoted(text):
    return '"' + text.replace("*", "").replace('"', "") + '"'


def png(rng, width, height):
    """A picture with slopes and some grain: about as large as a photograph of its size."""
    grain = rng.randbytes(width * height * 3)
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        row = grain[y * width * 3 : (y + 1) * width * 3]
        base = y * 160 // height
        rows.extend(base + (byte >> 4) for byte in row)
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + chunk(b"IEND", b"")


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="\n")
    else:
        path.write_bytes(content)


def definition(folder, words, slug, modules, extra=""):
    """`modules` is a list of (id, list of YAML lines below `lessons:`)."""
    lines = [
        f"id: https://courses.example.org/bench/{slug}",
        f"title: {quoted(words.phrase())}",
        "language: en-GB",
        'version: "1.0.0"',
        f"description: {quoted(words.paragraph(25))}",
        "keywords: [benchmark, generated]",
        "authors:",
        "  - {name: Example School, role: publisher}",
        "license: CC0-1.0",
        "duration: PT10H",
        *extra.splitlines(),
        "modules:",
    ]
    for name, lessons in modules:
        lines += [f"  - id: {name}", f"    title: {quoted(words.phrase())}", "    lessons:"]
        lines += [f"      - {lesson}" for lesson in lessons]
    write(folder / "course.yaml", "\n".join(lines) + "\n")


def article(folder, words, path, count, image=None):
    front = f"---\ntitle: {quoted(words.phrase())}\nduration: PT10M\n---\n"
    body = words.body(count)
    if image:
        body = f"![{words.phrase()}]({image} \"{words.phrase()}\")\n\n{body}"
    write(folder / path, front + body)


KINDS = ["choice", "choice", "choice", "true-false", "numeric", "fill-in", "matching", "sequencing", "choice", "choice"]


def questions(folder, words, path, kind, title, numbers):
    lines = [f"type: {kind}", f"title: {quoted(title)}", "duration: PT10M", "questions:"]
    lines += [words.question(number, KINDS[number % len(KINDS)]) for number in numbers]
    write(folder / path, "\n".join(lines) + "\n")


def small(folder, rng):
    words, modules = Words(rng), []
    for number in range(20):
        write(folder / f"media/picture-{number + 1:02}.png", png(rng, 640, 400))
    for module in range(1, 7):
        lessons = []
        for lesson in range(1, 15):
            serial = (module - 1) * 14 + lesson
            path = f"week-{module}/w{module}-l{lesson:02}.md"
            image = f"../media/picture-{serial // 4 + 1:02}.png" if serial % 4 == 0 and serial // 4 < 20 else None
            article(folder, words, path, 800, image)
            lessons.append(path)
        path = f"week-{module}/w{module}-test.yaml"
        questions(folder, words, path, "test", words.phrase(), range(module * 10 - 9, module * 10 + 1))
        modules.append((f"week-{module}", [*lessons, path]))
    definition(folder, words, "s", modules, "success: {score: 70%}")


def text(folder, rng):
    words, modules = Words(rng), []
    for module in range(1, 41):
        lessons = [f"module-{module:02}/m{module:02}-l{lesson:02}.md" for lesson in range(1, 51)]
        for path in lessons:
            article(folder, words, path, 800)
        modules.append((f"module-{module:02}", lessons))
    definition(folder, words, "t", modules)


def media(folder, rng):
    words = Words(rng)
    videos, downloads = [], []
    for number in range(1, MEDIA + 1):
        name = f"media/film-{number:02}.mp4"
        write(folder / name, b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + rng.randbytes(MEDIA_BYTES - 24))
        if number <= MEDIA // 2:
            write(folder / f"transcripts/film-{number:02}.md", words.body(300))
            videos.append(
                f"{{id: film-{number:02}, type: video, title: {quoted(words.phrase())}, duration: PT8M, "
                f"media: {{src: {name}}}, transcript: transcripts/film-{number:02}.md}}"
            )
        else:
            downloads.append(
                f"{{id: download-{number:02}, type: download, title: {quoted(words.phrase())}, duration: PT1M, "
                f"files: [{{src: {name}, title: {quoted(words.phrase())}}}]}}"
            )
    definition(folder, words, "m", [("films", videos), ("downloads", downloads)])


def many(folder, rng):
    words = Words(rng)
    for number in range(1, 201):
        course = folder / f"course-{number:03}"
        write(course / "media/picture.png", png(rng, 240, 160))
        paths = [f"lessons/lesson-{lesson}.md" for lesson in range(1, 6)]
        for path in paths:
            article(course, words, path, 500, "../media/picture.png" if path == paths[0] else None)
        questions(course, words, "lessons/quiz.yaml", "quiz", words.phrase(), range(1, 6))
        definition(course, words, f"b-{number:03}", [("start", [*paths, "lessons/quiz.yaml"])])


WORKLOADS = {"S": small, "T": text, "M": media, "B": many}


def generate(folder, names):
    for name in names:
        place = Path(folder) / name
        done = place / ".complete"
        if done.exists():
            continue
        WORKLOADS[name](place, random.Random(f"{SEED}-{name}"))
        done.touch()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    generate(sys.argv[1], sys.argv[2:] or WORKLOADS)
