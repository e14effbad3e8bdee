"""The Grafana dashboard as code: `python -m deploy.grafana` writes dashboards/rasid.json, which Grafana provisions."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.builders import common, dashboard, prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import common as common_models
from grafana_foundation_sdk.models import dashboard as models

from deploy.grafana.sections import SECTIONS, Graph, Query, Tile

OUTPUT: Final = Path(__file__).parent / "dashboards" / "rasid.json"
DATASOURCE: Final = models.DataSourceRef(type_val="prometheus", uid="rasid-prometheus")
WIDTH: Final = 24
"""Columns of Grafana's grid."""


def _target(query: Query) -> prometheus.Dataquery:
    return prometheus.Dataquery().expr(query.expr).legend_format(query.legend or "__auto").datasource(DATASOURCE)


def _thresholds(tile: Tile) -> dashboard.ThresholdsConfig:
    low, high = ("red", "green") if tile.inverted else ("green", "red")
    steps = [models.Threshold(value=None, color=low if tile.red is not None else "blue")]
    if tile.red is not None:
        steps.append(models.Threshold(value=tile.red, color=high))
    return dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE).steps(steps)


def _tile(tile: Tile, width: int) -> stat.Panel:
    return (
        stat.Panel().title(tile.title).description(tile.text).datasource(DATASOURCE).unit(tile.unit).height(4)
        .span(width).thresholds(_thresholds(tile)).color_mode(common_models.BigValueColorMode.BACKGROUND)
        .graph_mode(common_models.BigValueGraphMode.NONE).no_value("–").reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]))
        .with_target(_target(Query(tile.expr)))
    )  # fmt: skip


def _graph(graph: Graph, width: int) -> timeseries.Panel:
    legend = common.VizLegendOptions().show_legend(True).placement(common_models.LegendPlacement.BOTTOM)
    panel = (
        timeseries.Panel().title(graph.title).description(graph.text).datasource(DATASOURCE).unit(graph.unit)
        .height(8).span(width).min(0).fill_opacity(12).line_width(2).legend(legend)
        .tooltip(common.VizTooltipOptions().mode(common_models.TooltipDisplayMode.MULTI))
    )  # fmt: skip
    if graph.stacked:
        panel = panel.stacking(common.StackingConfig().mode(common_models.StackingMode.NORMAL))
    for query in graph.queries:
        panel = panel.with_target(_target(query))
    return panel


def build() -> dashboard.Dashboard:
    """The dashboard's builder."""
    board = (
        dashboard.Dashboard("Rasid").uid("rasid").tags(["rasid"]).timezone("browser").readonly()
        .refresh("10s").time("now-1h", "now").tooltip(models.DashboardCursorSync.CROSSHAIR)
    )  # fmt: skip
    ids = count(1)
    for section in SECTIONS:
        board = board.with_row(dashboard.Row(section.title).id(next(ids)))
        for tile in section.tiles:
            board = board.with_panel(_tile(tile, WIDTH // len(section.tiles)).id(next(ids)))
        for graph in section.graphs:
            board = board.with_panel(_graph(graph, WIDTH // (3 if len(section.graphs) % 3 == 0 else 2)).id(next(ids)))
    return board


def render() -> str:
    """The dashboard as Grafana's JSON, with a newline at its end."""
    return str(JSONEncoder(sort_keys=True, indent=2).encode(build().build())) + "\n"
