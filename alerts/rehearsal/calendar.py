"""A backtest as one self-contained HTML page: a calendar of alerts a day, and the table per rule and district."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from alerts.lifecycle.needs import in_words
from alerts.records import Alert
from alerts.rehearsal.backtest import Backtest
from detectors.records import Place

_CELL, _GAP, _TOP, _LEFT = 13, 3, 18, 34
_SHADES = ("#ebedf0", "#fcd5b5", "#f9a66c", "#e8683b", "#b3261e")
_MOST_YEARS = 30
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1d1c1d;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{padding:.3rem .6rem;border-bottom:1px solid #e2e2e2;text-align:start;vertical-align:top}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}.critical{color:#b3261e;font-weight:600}.muted{color:#616061}
svg text{font:10px system-ui,sans-serif;fill:#616061}svg{max-width:100%;height:auto}
"""


def page(outcome: Backtest, title: str) -> str:
    """The page."""
    alerts = outcome.standing()
    retracted = len(outcome.alerts) - len(alerts)
    span = f"{outcome.first:%Y-%m-%d} to {outcome.last:%Y-%m-%d}" if outcome.first and outcome.last else "no articles"
    head = (
        f"<p>{outcome.articles:,} articles, {span}: <b>{len(alerts)}</b> alerts in "
        f"{sum(outcome.revisions.values())} revisions; {retracted} more were retracted.</p>"
    )
    names = Counter(alert.rule for alert in alerts)
    parts = [head, _years("All rules", alerts)]
    parts += [_years(name, [a for a in alerts if a.rule == name]) for name, _ in names.most_common()]
    parts += ["<h2>Per rule and district</h2>", _groups(outcome), "<h2>Every alert</h2>", _table(alerts)]
    body = "".join(parts)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{body}</html>\n"
    )


def _years(name: str, alerts: Sequence[Alert]) -> str:
    days = Counter(alert.window_start.date() for alert in alerts)
    years = sorted({day.year for day in days})[-_MOST_YEARS:]
    return f"<h2>{escape(name)} ({len(alerts)})</h2>" + "".join(_year(year, days) for year in years)


def _year(year: int, days: Counter[date]) -> str:
    """One year, a column a week, a row a weekday."""
    first = date(year, 1, 1)
    monday = first - timedelta(days=first.weekday())
    step = _CELL + _GAP
    cells = [f'<text x="0" y="{_TOP + step}">{year}</text>']
    for number in range((date(year + 1, 1, 1) - first).days):
        day = first + timedelta(days=number)
        column, row = divmod((day - monday).days, 7)
        x, y = _LEFT + column * step, _TOP + row * step
        count = days.get(day, 0)
        shade = _SHADES[min(count, len(_SHADES) - 1)]
        label = f"<title>{day}: {count}</title>" if count else ""
        cells.append(f'<rect x="{x}" y="{y}" width="{_CELL}" height="{_CELL}" rx="2" fill="{shade}">{label}</rect>')
        if day.day == 1:
            cells.append(f'<text x="{x}" y="{_TOP - 6}">{day:%b}</text>')
    width, height = _LEFT + 54 * step, _TOP + 7 * step
    return f'<svg role="img" aria-label="Alerts a day in {year}" viewBox="0 0 {width} {height}">{"".join(cells)}</svg>'


def _groups(outcome: Backtest) -> str:
    rows = []
    for (rule, _), alerts in outcome.by_rule_and_district().items():
        worst = max(alerts, key=lambda alert: alert.peak)
        rows.append(
            f'<tr><td>{escape(rule)}<td>{place_name(worst.district)}<td class="n">{len(alerts)}'
            f'<td class="n">{worst.peak}<td>{worst.window_start:%Y-%m-%d}'
        )
    head = '<tr><th>Rule<th>District<th class="n">Alerts<th class="n">Highest<th>On'
    return f"<table>{head}{''.join(rows)}</table>"


def _table(alerts: Sequence[Alert]) -> str:
    rows = [
        f'<tr><td>{a.window_start:%Y-%m-%d}<td>{escape(a.rule)}<td class="{a.severity}">{a.severity}'
        f'<td>{place_name(a.district)}<td class="n">{in_words(a.value)} {escape(a.measure.replace("_", " "))}'
        f'<td>{a.sources}<td class="muted">{escape(a.explanation)}{" (muted)" if a.muted else ""}'
        for a in alerts
    ]
    head = '<tr><th>Window<th>Rule<th>Severity<th>District<th class="n">Value<th>Outlets<th>Why'
    return f"<table>{head}{''.join(rows)}</table>"


def place_name(place: Place) -> str:
    """Both names, the Arabic one isolated."""
    arabic = f"<bdi>{escape(place.name_ar or place.name)}</bdi>"
    return f"{arabic} {escape(place.name_en)}" if place.name_en else arabic
