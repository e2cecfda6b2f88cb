"""Reads the pictures of a directory with zbar and zxing-cpp, straight, turned by 4 degrees and blurred."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

SCALE = 6


def from_svg(text):
    """Fills the runs `m x y h n v1 h-n z` of the one path, and nothing else."""
    side = int(re.search(r'viewBox="0 0 (\d+)', text).group(1))
    image = Image.new("L", (side * SCALE, side * SCALE), 255)
    draw = ImageDraw.Draw(image)
    x = y = 0
    path = re.findall(r' ?d="([^"]*)"', text)[-1]
    for dx, dy, run, back in re.findall(r"m(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z", path):
        assert run == back
        x, y = x + int(dx), y + int(dy)
        draw.rectangle((x * SCALE, y * SCALE, (x + int(run)) * SCALE - 1, (y + 1) * SCALE - 1), fill=0)
    return image


def from_terminal(text):
    """Half blocks; with colours the blocks are black on white, without them white on a black terminal."""
    coloured = "\x1b[" in text
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    image = Image.new("L", (len(lines[0]) * SCALE, len(lines) * 2 * SCALE), 255 if coloured else 0)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            for half, marks in enumerate(("█▀", "█▄")):
                if cell in marks:
                    left, top = column * SCALE, (row * 2 + half) * SCALE
                    ink = 0 if coloured else 255
                    draw.rectangle((left, top, left + SCALE - 1, top + SCALE - 1), fill=ink)
    return image


def picture(path):
    if path.suffix == ".png":
        image = Image.open(path)
        image.load()
        return image.convert("L")
    text = path.read_text(encoding="utf-8")
    return from_svg(text) if path.suffix == ".svg" else from_terminal(text)


def by_zxing(image):
    return {result.text for result in zxingcpp.read_barcodes(image)}


def by_zbar(image):
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name)
        command = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.name]
        return {subprocess.run(command, capture_output=True).stdout.decode().rstrip("\n")}


def turned(image, degrees):
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


directory = pathlib.Path(sys.argv[1])
pictures = json.loads((directory / "pictures.json").read_text(encoding="utf-8"))
counts = {"zxing": 0, "zbar": 0, "distorted": 0}
tried = 0
failures = []
for entry in pictures:
    path, text = directory / entry["file"], entry["text"]
    image = picture(path)
    if text in by_zxing(image):
        counts["zxing"] += 1
    else:
        failures.append(f"{path.name}: zxing does not read it")
    counts["zbar"] += text in by_zbar(image)
    if path.suffix != ".png":
        continue
    for degrees in (-4, 4):
        for distorted in (turned(image, degrees), turned(image, degrees).filter(ImageFilter.GaussianBlur(2))):
            tried += 1
            if text in by_zxing(distorted) or text in by_zbar(distorted):
                counts["distorted"] += 1
            else:
                failures.append(f"{path.name}: neither reads it after {degrees} degrees and blur")

print(f"{len(pictures)} pictures: zxing read {counts['zxing']}, zbar {counts['zbar']}")
print(f"{tried} turned and blurred: one of the two read {counts['distorted']}")
for failure in failures:
    print("error:", failure, file=sys.stderr)
sys.exit(1 if failures else 0)
