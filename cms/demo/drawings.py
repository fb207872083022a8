"""The demonstration's pictures: drawn here, so that they belong to the project.

Flat scenes of a neighbourhood under the mountains, always the same ones: each
scene has its own seed. They are drawn twice as large and then reduced, which
smooths the edges.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT = 1600, 900
SCALE = 2

SKY = ("#cfe8ef", "#f6ead2")
EVENING = ("#2b3a67", "#e59866")
GREENS = ("#0b6b47", "#2f8f5b", "#5fae6b", "#8cc084")
WALLS = ("#e8c39e", "#d98f6c", "#f0dcc0", "#c9786a", "#e3b26f", "#b7c4bd")
ROOF, WINDOW, LIT, INK = "#8c4a3c", "#31506b", "#f7d774", "#243b4a"
SNOW, ROCK, FAR = "#f7f9fa", "#6f8a93", "#9db8bd"
SUN, RED, ROAD, WOOD, WATER = "#f2b134", "#c8553d", "#c9c5bd", "#a5744a", "#6fb1c2"

Colour = str
Point = tuple[float, float]


class Canvas:
    """A drawing whose measures are those of the finished picture."""

    def __init__(self, seed: str) -> None:
        self.picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.draw = ImageDraw.Draw(self.picture)
        self.random = random.Random(seed)  # noqa: S311 (a drawing)

    def polygon(self, points: list[Point], fill: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def box(
        self, x: float, y: float, w: float, h: float, fill: Colour, radius: float = 0
    ) -> None:
        corners = (x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE)
        self.draw.rounded_rectangle(corners, radius * SCALE, fill)

    def disc(self, x: float, y: float, r: float, fill: Colour) -> None:
        self.draw.circle((x * SCALE, y * SCALE), r * SCALE, fill)

    def ring(self, x: float, y: float, r: float, colour: Colour, width: float) -> None:
        self.draw.circle(
            (x * SCALE, y * SCALE), r * SCALE, outline=colour, width=int(width * SCALE)
        )

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            colour,
            int(width * SCALE),
            joint="curve",
        )

    def sky(self, colours: tuple[Colour, Colour] = SKY) -> None:
        top, bottom = colours
        gradient = ImageOps.colorize(Image.linear_gradient("L"), top, bottom)
        self.picture.paste(gradient.resize(self.picture.size))

    def mountains(self, base: float = 560) -> None:
        """Two ranges; the nearer one keeps its snow."""
        for colour, low, high, step in ((FAR, 170, 300, 260), (ROCK, 240, 380, 340)):
            x = -self.random.uniform(0, step)
            while x < WIDTH + step:
                top = self.random.uniform(low, high)
                half = step * self.random.uniform(0.7, 0.95)
                self.polygon([(x - half, base), (x, top), (x + half, base)], colour)
                if colour == ROCK:
                    cap = 0.24
                    left, right = x - half * cap, x + half * cap
                    snow = top + (base - top) * cap
                    self.polygon(
                        [
                            (x, top),
                            (right, snow),
                            (x + half * 0.07, snow - 22),
                            (x - half * 0.05, snow + 16),
                            (x - half * 0.12, snow - 14),
                            (left, snow),
                        ],
                        SNOW,
                    )
                x += step

    def hills(self, base: float = 560) -> None:
        for index, colour in enumerate(GREENS[1:3]):
            points: list[Point] = [(0, HEIGHT)]
            phase = self.random.uniform(0, 6)
            for x in range(0, WIDTH + 40, 40):
                points.append((x, base + index * 60 + 34 * math.sin(x / 260 + phase)))
            self.polygon([*points, (WIDTH, HEIGHT)], colour)

    def ground(self, y: float, colour: Colour) -> None:
        self.box(0, y, WIDTH, HEIGHT - y, colour)

    def tree(self, x: float, y: float, size: float) -> None:
        """Its foot stands at (x, y)."""
        self.box(x - size * 0.06, y - size * 0.5, size * 0.12, size * 0.5, WOOD)
        colour = self.random.choice(GREENS)
        for dx, dy, r in ((-0.2, -0.62, 0.26), (0.2, -0.6, 0.25), (0, -0.85, 0.3)):
            self.disc(x + dx * size, y + dy * size, r * size, colour)

    def house(
        self, x: float, y: float, w: float, floors: int, night: bool = False
    ) -> None:
        """Its left corner stands at (x, y); a floor is 62 high."""
        height = floors * 62 + 20
        wall = self.random.choice(WALLS)
        self.box(x, y - height, w, height, wall)
        self.box(x - 8, y - height - 14, w + 16, 18, ROOF)
        columns = max(2, int(w // 58))
        gap = w / columns
        for floor in range(floors):
            for column in range(columns):
                lit = night and self.random.random() < 0.5
                left = x + gap * column + gap / 2 - 13
                top = y - height + 22 + floor * 62
                self.box(left, top, 26, 34, LIT if lit else WINDOW, 3)
                if self.random.random() < 0.3 and floor:
                    self.box(left - 9, top + 34, 44, 10, self.random.choice(GREENS), 3)

    def row_of_houses(self, y: float, night: bool = False) -> None:
        x = -30.0
        while x < WIDTH:
            w = self.random.uniform(150, 260)
            self.house(x, y, w, self.random.randint(3, 6), night)
            x += w + self.random.uniform(12, 46)

    def bicycle(self, x: float, y: float, size: float, colour: Colour) -> None:
        """Its back wheel touches the ground at (x, y)."""
        r = size * 0.28
        back, front = (x, y - r), (x + size, y - r)
        crank, seat = (x + size * 0.42, y - r), (x + size * 0.3, y - size * 0.78)
        head = (x + size * 0.84, y - size * 0.8)
        for wheel in (back, front):
            self.ring(*wheel, r, INK, size * 0.035)
        width = size * 0.04
        self.line([back, crank, head, seat, crank], colour, width)
        self.line([seat, back], colour, width)
        self.line(
            [front, head, (head[0] - size * 0.03, head[1] - size * 0.12)], colour, width
        )
        self.line(
            [
                (head[0] - size * 0.14, head[1] - size * 0.12),
                (head[0] + size * 0.06, head[1] - size * 0.12),
            ],
            INK,
            width,
        )
        self.line(
            [
                (seat[0] - size * 0.09, seat[1] - size * 0.03),
                (seat[0] + size * 0.09, seat[1] - size * 0.03),
            ],
            INK,
            width * 1.5,
        )

    def awning(self, x: float, y: float, w: float, colour: Colour) -> None:
        stripes = 8
        step = w / stripes
        for index in range(stripes):
            fill = colour if index % 2 == 0 else SNOW
            left = x + step * index
            self.box(left, y, step, 56, fill)
            self.disc(left + step / 2, y + 56, step / 2, fill)

    def jpeg(self) -> bytes:
        output = io.BytesIO()
        small = self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(output, "JPEG", quality=90, optimize=True)
        return output.getvalue()


def neighbourhood(canvas: Canvas) -> None:
    canvas.sky()
    canvas.disc(1290, 170, 70, SUN)
    canvas.mountains()
    canvas.hills()
    canvas.row_of_houses(740)
    canvas.ground(740, GREENS[3])
    for x in range(60, WIDTH, 170):
        canvas.tree(x + canvas.random.uniform(-30, 30), 800, 150)
    canvas.box(0, 830, WIDTH, 70, ROAD)


def garden(canvas: Canvas) -> None:
    canvas.sky()
    canvas.mountains(470)
    canvas.hills(480)
    canvas.ground(600, "#9a6b45")
    for row in range(5):
        y = 640 + row * 58
        canvas.box(0, y, WIDTH, 26, "#835836")
        for x in range(30 + row * 14, WIDTH, 92):
            colour = canvas.random.choice(GREENS)
            canvas.disc(x, y, 24, colour)
            canvas.disc(x + 22, y + 6, 18, colour)
            if canvas.random.random() < 0.4:
                canvas.disc(x + 8, y - 6, 9, canvas.random.choice((RED, SUN)))
    canvas.box(1130, 440, 230, 190, WOOD)
    canvas.polygon([(1100, 450), (1245, 350), (1390, 450)], ROOF)
    canvas.box(1210, 510, 70, 120, INK, 4)


def bicycles(canvas: Canvas) -> None:
    canvas.sky()
    canvas.mountains(520)
    canvas.hills(520)
    canvas.ground(680, GREENS[3])
    for x in range(40, WIDTH, 210):
        canvas.tree(x, 700, 230)
    canvas.ground(720, ROAD)
    for x in range(20, WIDTH, 160):
        canvas.box(x, 800, 80, 10, SNOW)
    canvas.bicycle(380, 790, 330, RED)
    canvas.bicycle(930, 860, 380, GREENS[0])


def market(canvas: Canvas) -> None:
    canvas.sky()
    canvas.row_of_houses(560)
    canvas.ground(560, ROAD)
    for index, colour in enumerate((RED, GREENS[0], SUN)):
        x = 90 + index * 500
        canvas.box(x + 12, 420, 12, 360, WOOD)
        canvas.box(x + 396, 420, 12, 360, WOOD)
        canvas.awning(x, 400, 420, colour)
        canvas.box(x, 640, 420, 150, WOOD, 6)
        for crate in range(4):
            left = x + 18 + crate * 100
            canvas.box(left, 610, 86, 40, "#c99a63", 4)
            fruit = canvas.random.choice((RED, SUN, GREENS[1], "#7d4f8b"))
            for dx in (16, 43, 70):
                canvas.disc(left + dx, 606, 16, fruit)


def desks(canvas: Canvas) -> None:
    canvas.box(0, 0, WIDTH, HEIGHT, "#efe6d8")
    canvas.box(170, 110, 1260, 430, SNOW, 8)
    view = Canvas("view")
    view.sky()
    view.mountains(640)
    view.hills(660)
    small = view.picture.resize((1220 * SCALE, 390 * SCALE))
    canvas.picture.paste(small, (190 * SCALE, 130 * SCALE))
    for x in (590, 1000):
        canvas.box(x, 110, 16, 430, SNOW)
    canvas.ground(760, "#d9c7ad")
    for x in (140, 860):
        canvas.box(x, 640, 600, 24, WOOD, 6)
        canvas.box(x + 40, 660, 18, 190, INK)
        canvas.box(x + 542, 660, 18, 190, INK)
        canvas.box(x + 190, 520, 200, 120, INK, 8)
        canvas.box(x + 202, 532, 176, 96, WATER, 4)
        canvas.box(x + 150, 632, 280, 10, "#5b6b73", 4)
        canvas.disc(x + 500, 622, 18, RED)
        canvas.line([(x + 90, 640), (x + 90, 520), (x + 140, 470)], INK, 8)
        canvas.polygon([(x + 110, 470), (x + 165, 440), (x + 185, 500)], SUN)


def shops(canvas: Canvas) -> None:
    canvas.sky()
    canvas.box(0, 150, WIDTH, 610, "#e3d5c3")
    for column in range(8):
        canvas.box(70 + column * 195, 195, 90, 110, WINDOW, 4)
        canvas.box(58 + column * 195, 305, 114, 14, canvas.random.choice(GREENS), 4)
    for index, colour in enumerate((GREENS[0], RED, SUN, "#5b7fa3")):
        x = 40 + index * 395
        canvas.box(x, 400, 340, 360, INK, 6)
        canvas.box(x + 18, 470, 190, 270, "#bcd7dc", 4)
        canvas.box(x + 226, 470, 96, 290, WOOD, 4)
        canvas.disc(x + 306, 620, 7, SUN)
        canvas.awning(x - 10, 390, 360, colour)
        for pot in range(3):
            canvas.disc(x + 50 + pot * 60, 690, 22, canvas.random.choice(GREENS))
            canvas.box(x + 34 + pot * 60, 700, 32, 36, ROOF, 4)
    canvas.ground(760, ROAD)


def trees(canvas: Canvas) -> None:
    canvas.sky()
    canvas.mountains(500)
    canvas.hills(510)
    canvas.ground(690, GREENS[3])
    canvas.polygon([(700, 690), (820, 690), (1180, HEIGHT), (420, HEIGHT)], "#e5d3ae")
    for x, y, size in (
        (140, 720, 300), (400, 700, 220), (560, 695, 150), (960, 695, 160),
        (1130, 705, 250), (1400, 740, 340), (250, 850, 420), (1520, 880, 400),
    ):  # fmt: skip
        canvas.tree(x, y, size)
    for x in (520, 1060):
        canvas.box(x, 690, 10, 70, WOOD)
        canvas.box(x - 32, 650, 74, 48, SNOW, 4)


def bridge(canvas: Canvas) -> None:
    canvas.sky()
    canvas.mountains(520)
    canvas.hills(540)
    canvas.ground(640, GREENS[2])
    canvas.polygon([(520, 640), (1080, 640), (1300, HEIGHT), (300, HEIGHT)], WATER)
    for _ in range(16):
        x, y = canvas.random.uniform(450, 1120), canvas.random.uniform(680, 880)
        canvas.box(x, y, canvas.random.uniform(40, 90), 6, "#a9d3dc", 3)
    curve: list[Point] = [
        (x, 640 - 110 * math.sin(math.pi * x / WIDTH)) for x in range(0, 1601, 40)
    ]
    canvas.line(curve, WOOD, 34)
    for x, y in curve:
        canvas.line([(x, y), (x, y - 70)], INK, 6)
    canvas.line([(x, y - 70) for x, y in curve], INK, 10)
    canvas.bicycle(700, 516, 170, RED)


def school(canvas: Canvas) -> None:
    canvas.box(0, 0, WIDTH, HEIGHT, "#f3ead9")
    canvas.box(220, 90, 1160, 480, "#35594a", 10)
    canvas.ring(470, 330, 110, SNOW, 8)
    canvas.polygon([(700, 430), (800, 240), (900, 430)], "#4d7a66")
    canvas.line([(700, 430), (800, 240), (900, 430), (700, 430)], SNOW, 8)
    canvas.line([(1000, 240), (1260, 240)], SNOW, 8)
    canvas.line([(1000, 320), (1200, 320)], SNOW, 8)
    canvas.line([(1000, 400), (1240, 400)], SNOW, 8)
    canvas.box(0, 700, WIDTH, 200, WOOD)
    x = 180.0
    for colour in (RED, SUN, GREENS[0], "#5b7fa3", RED, GREENS[2]):
        w = canvas.random.uniform(46, 70)
        h = canvas.random.uniform(150, 210)
        canvas.box(x, 700 - h, w, h, colour, 4)
        canvas.box(x + 8, 700 - h + 24, w - 16, 10, SNOW)
        x += w + 4
    canvas.box(1120, 590, 130, 110, "#5b7fa3", 8)
    for dx, colour in ((20, RED), (50, SUN), (80, GREENS[1]), (105, INK)):
        canvas.box(1120 + dx, 480, 14, 120, colour, 4)
    canvas.disc(860, 662, 44, RED)
    canvas.line([(860, 626), (872, 598)], WOOD, 8)


def cinema(canvas: Canvas) -> None:
    canvas.sky(EVENING)
    for _ in range(70):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, 330)
        canvas.disc(x, y, canvas.random.uniform(1, 3), SNOW)
    canvas.disc(240, 150, 50, "#f5e9c8")
    canvas.row_of_houses(640, night=True)
    canvas.ground(640, "#23483a")
    canvas.box(430, 250, 740, 430, INK, 8)
    canvas.box(448, 268, 704, 394, "#f7f1e1", 4)
    canvas.polygon([(730, 370), (730, 560), (900, 465)], RED)
    for row in range(3):
        for seat in range(11 + row * 2):
            x = 800 + (seat - (10 + row * 2) / 2) * 104
            canvas.box(
                x - 34,
                730 + row * 62,
                68,
                44,
                canvas.random.choice((RED, "#a8452f")),
                12,
            )


def rink(canvas: Canvas) -> None:
    """The place of ``sports``, as it was."""
    canvas.sky(("#cdd6d8", "#e6e2d8"))
    canvas.mountains(470)
    canvas.hills(500)
    canvas.row_of_houses(600)
    canvas.ground(600, "#a9a79b")
    canvas.box(140, 650, 1320, 210, "#8d9194", 100)
    canvas.box(176, 680, 1248, 150, "#a3a8aa", 74)
    for _ in range(16):
        x, y = canvas.random.uniform(220, 1380), canvas.random.uniform(700, 810)
        ends = [(x + canvas.random.uniform(20, 90), y + canvas.random.uniform(-26, 26))]
        canvas.line([(x, y), *ends], "#6d7173", 5)
    for _ in range(22):
        x, y = canvas.random.uniform(60, 1540), canvas.random.uniform(640, 880)
        canvas.disc(x, y, canvas.random.uniform(8, 20), "#7d8a5a")
    for x in range(160, 1480, 110):
        canvas.line([(x, 655), (x, 600)], INK, 6)
    canvas.line([(160, 606), (700, 606)], INK, 5)
    canvas.line([(820, 612), (1480, 606)], INK, 5)


def sports(canvas: Canvas) -> None:
    canvas.sky()
    canvas.disc(260, 150, 60, SUN)
    canvas.mountains(470)
    canvas.hills(500)
    canvas.row_of_houses(600)
    canvas.ground(600, GREENS[2])
    canvas.box(120, 640, 760, 230, "#3b7fa8", 12)
    canvas.box(150, 664, 700, 182, RED, 8)
    canvas.line([(500, 664), (500, 846)], SNOW, 8)
    canvas.ring(500, 755, 54, SNOW, 8)
    for x, side in ((176, 1), (824, -1)):
        canvas.line([(x, 755), (x, 470)], INK, 14)
        canvas.box(x - 50 + side * 34, 430, 100, 74, SNOW, 4)
        canvas.ring(x + side * 34, 520, 24, SUN, 8)
    canvas.disc(590, 700, 24, SUN)
    curve: list[Point] = [
        (x, 800 - 46 * math.sin((x - 960) / 62)) for x in range(960, 1560, 20)
    ]
    canvas.line(curve, ROAD, 60)
    canvas.bicycle(1080, 730, 120, SUN)
    for x in (960, 1160, 1420, 1540):
        canvas.tree(x, 660, 150)


SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (
        neighbourhood, garden, bicycles, market, desks,
        shops, trees, bridge, school, cinema, rink, sports,
    )
}  # fmt: skip


def drawing(name: str) -> bytes:
    """The picture of that name, as a JPEG of 1600 by 900."""
    canvas = Canvas(name)
    SCENES[name](canvas)
    return canvas.jpeg()
