"""The chart of docs/performance.md: ratios to the plain bot as bars, readable in light and dark."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

LEFT, RIGHT, TOP = 270, 90, 56  # pixels for the names, the last figure, the legend
WIDTH, ROW, BAR, FIGURE = 900, 46, 15, 40
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.note { fill: #59636e }
.ours { fill: #0969da }
.floor { fill: #8c959f }
.one { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .note { fill: #9198a1 }
  .ours { fill: #4493f8 }
  .floor { fill: #656c76 }
  .one { stroke: #f85149 }
}
"""

Bar = tuple[str, float | None, float | None]
"""What is measured, and the ratios of Letterdrop and of the bare floor to the plain bot."""


def drawn(bars: Sequence[Bar]) -> str:
    """An SVG of its own."""
    longest = max([1.0, *(ratio for _, *ratios in bars for ratio in ratios if ratio)])
    scale = (WIDTH - LEFT - RIGHT) / longest
    height, one = TOP + ROW * len(bars) + 16, LEFT + scale
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>Letterdrop and the bare floor, measured by the plain bot</title>",
        f"<style>{STYLE}</style>",
        *_legend(),
    ]
    for number, (name, ours, floor) in enumerate(bars):
        y = TOP + ROW * number
        parts.append(f'<text x="{LEFT - 12}" y="{y + 21}" text-anchor="end">{escape(name)}</text>')
        parts += _bar(ours, y, "ours", scale) + _bar(floor, y + BAR + 2, "floor", scale)
    ends = f'y1="{TOP - 8}" y2="{height - 8}"'
    parts.append(f'<line class="one" x1="{one:.0f}" x2="{one:.0f}" {ends}/>')
    return "\n".join([*parts, "</svg>", ""])


def _legend() -> list[str]:
    return [
        f'<rect class="ours" x="{LEFT}" y="10" width="14" height="14"/>',
        f'<text x="{LEFT + 20}" y="22">Letterdrop</text>',
        f'<rect class="floor" x="{LEFT + 120}" y="10" width="14" height="14"/>',
        f'<text x="{LEFT + 140}" y="22">bare floor</text>',
        f'<line class="one" x1="{LEFT + 240}" x2="{LEFT + 264}" y1="17" y2="17"/>',
        f'<text x="{LEFT + 270}" y="22">plain bot = 1</text>',
    ]


def _bar(ratio: float | None, y: int, kind: str, scale: float) -> list[str]:
    if ratio is None:
        return [f'<text class="note" x="{LEFT + 6}" y="{y + 12}">not measured</text>']
    width = ratio * scale
    is_below_line = scale - FIGURE < width < scale
    x = LEFT + (scale if is_below_line else width) + 6
    return [
        f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}"/>',
        f'<text class="note" x="{x:.1f}" y="{y + 12}">{ratio:.2f}</text>',
    ]
