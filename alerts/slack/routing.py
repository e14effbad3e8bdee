"""Which channels hear of an alert, in which language, whom it mentions, and what it withholds: `routes.yaml`.

Every mistake of a file is reported at once, each with its line and what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from io import StringIO
from typing import Any, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from alerts.records import Alert, RuleKind, Severity
from alerts.slack.render import View
from alerts.slack.text import is_group, is_user
from alerts.slack.words import LANGUAGES

ACTIONS = ("acknowledge", "false", "duplicate", "silence")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to mend."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


class RoutesError(ValueError):
    """A routes file that must not be used; `mistakes` holds everything that is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(str(m) for m in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Match:
    """What a route wants; an empty set wants everything. Within a key any value does, all keys must hold."""

    severity: frozenset[str] = frozenset()
    rule: tuple[str, ...] = ()
    rule_kind: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    """Codes: the alert's district or anything above it."""

    def accepts(self, alert: Alert) -> bool:
        """Whether the alert is wanted."""
        codes = {alert.district.code, *alert.district.path}
        return (
            (not self.severity or alert.severity in self.severity)
            and (not self.rule or any(fnmatchcase(alert.rule, pattern) for pattern in self.rule))
            and (not self.rule_kind or alert.rule_kind in self.rule_kind)
            and (not self.place or bool(codes & self.place))
        )


@dataclass(frozen=True, slots=True)
class Route:
    """One destination."""

    name: str
    channel: str
    view: View = field(default_factory=View)
    match: Match = field(default_factory=Match)
    goes_on: bool = False
    """Later routes are asked too."""


@dataclass(frozen=True, slots=True)
class Routing:
    """All routes, in the order of the file; the last one accepts everything."""

    routes: tuple[Route, ...]
    fallback: str | None = None
    permissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action → user groups that may do it. `silence` without an entry is for nobody, the others for everybody."""

    def destinations(self, alert: Alert) -> tuple[Route, ...]:
        """Routes that hear of `alert`, one per channel, the named route of its rule first."""
        chosen: dict[str, Route] = {}
        named = [r for r in self.routes if r.name == alert.route and alert.route != "default"]
        for route in [*named, *(r for r in self.routes if r.match.accepts(alert))]:
            chosen.setdefault(route.channel, route)
            if not route.goes_on:
                break
        return tuple(chosen.values())

    def view(self, name: str, channel: str) -> View:
        """How a message that is already in `channel` is shown. A route that is gone: withhold what may be withheld."""
        for route in self.routes:
            if route.name == name and route.channel == channel:
                return route.view
        for route in self.routes:
            if route.channel == channel:
                return route.view
        same = next((r.view for r in self.routes if r.name == name), View())
        return View(language=same.language, hide_health=True)

    def channels(self) -> tuple[str, ...]:
        """Every channel of the file, the fallback last."""
        names = dict.fromkeys(r.channel for r in self.routes)
        return tuple(dict.fromkeys([*names, *([self.fallback] if self.fallback else [])]))


def single(channel: str, language: str = "en") -> Routing:
    """Everything into one channel: what runs without a routes file."""
    return Routing((Route("default", channel, View(language="ar" if language == "ar" else "en")),))


def load(text: str, file: str = "routes.yaml") -> Routing:
    """The routing that `text` describes. Raises `RoutesError` with every mistake."""
    yaml = YAML(typ="rt")
    try:
        document = yaml.load(StringIO(text))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RoutesError([Mistake(file, line, f"not YAML: {error.problem}")]) from error
    reader = _Reader(file)
    routing = reader.document(document)
    if reader.mistakes:
        raise RoutesError(sorted(reader.mistakes, key=lambda m: m.line))
    return routing


class _Reader:
    """Reads leniently and notes every mistake."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []

    def wrong(self, node: Any, key: Any, text: str) -> None:
        mark = getattr(node, "lc", None)
        line = 1
        if mark is not None:
            try:
                line = (mark.key(key) if isinstance(node, dict) else mark.item(key))[0] + 1
            except (KeyError, TypeError, IndexError):
                line = (mark.line or 0) + 1
        self.mistakes.append(Mistake(self.file, line, text))

    def known(self, node: dict[Any, Any], keys: tuple[str, ...], where: str) -> None:
        for key in node:
            if _name(key) not in keys:
                self.wrong(node, key, f"{where}: unknown key {_name(key)!r}; write one of {', '.join(keys)}")

    def document(self, node: Any) -> Routing:
        if not isinstance(node, dict):
            self.mistakes.append(Mistake(self.file, 1, "write a mapping with `version: 1` and `routes:`"))
            return Routing(())
        self.known(node, ("version", "fallback", "permissions", "defaults", "routes"), "top level")
        if node.get("version") != 1:
            self.wrong(node, "version", "write `version: 1`")
        defaults = node.get("defaults") or {}
        self.known(defaults, ("language", "mention", "hide_health_locations", "channel"), "defaults")
        fallback = self.channel(node, "fallback") if "fallback" in node else None
        return Routing(self.routes(node, defaults), fallback, self.permissions(node.get("permissions") or {}))

    def routes(self, node: dict[Any, Any], defaults: dict[Any, Any]) -> tuple[Route, ...]:
        entries = node.get("routes")
        if not isinstance(entries, list) or not entries:
            self.wrong(node, "routes", "write at least one route: `- {name: default, channel: C0123456789}`")
            return ()
        out: list[Route] = []
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                self.wrong(entries, number, "a route is a mapping with `name` and `channel`")
                continue
            route = self.route(entry, defaults)
            if route.name in {r.name for r in out}:
                self.wrong(
                    entry, "name", f"a second route named {route.name!r}; names are used by rules and must differ"
                )
            out.append(route)
        if out and out[-1].match != Match():
            self.wrong(entries, len(entries) - 1, "the last route must take everything: leave out its `match`")
        return tuple(out)

    def route(self, node: dict[Any, Any], defaults: dict[Any, Any]) -> Route:
        self.known(
            node, ("name", "channel", "match", "language", "mention", "hide_health_locations", "continue"), "route"
        )
        name = node.get("name")
        if not isinstance(name, str) or not name:
            self.wrong(node, "name", "give the route a name, for example `name: health`")
        source = node if "channel" in node else defaults
        return Route(
            name=str(name),
            channel=self.channel(source if "channel" in source else node, "channel"),
            view=self.view(node, defaults),
            match=self.match(node.get("match") or {}),
            goes_on=self.flag(node, "continue"),
        )

    def channel(self, node: dict[Any, Any], key: str) -> str:
        value = node.get(key)
        if not isinstance(value, str) or not value.isalnum() or value[0] not in "CGD" or not value.isupper():
            self.wrong(node, key, f"{key}: write the channel's id (C0123456789: channel → View details), not its name")
            return "?"
        return value

    def view(self, node: dict[Any, Any], defaults: dict[Any, Any]) -> View:
        def source(key: str) -> dict[Any, Any]:
            return node if key in node else defaults

        language = source("language").get("language", "en")
        if language not in LANGUAGES:
            self.wrong(source("language"), "language", f"language: write one of {', '.join(LANGUAGES)}")
        mentions = self.names(source("mention"), "mention")
        for target in mentions:
            if target not in {"here", "channel"} and not is_user(target) and not is_group(target):
                text = f"mention {target!r}: write here, channel, a user id (U…) or a user group id (S…)"
                self.wrong(source("mention"), "mention", text)
        hide = self.flag(source("hide_health_locations"), "hide_health_locations")
        return View("ar" if language == "ar" else "en", mentions, hide)

    def match(self, node: dict[Any, Any]) -> Match:
        if not isinstance(node, dict):
            return Match()
        self.known(node, ("severity", "rule", "rule_kind", "place"), "match")
        for key, allowed in (("severity", get_args(Severity)), ("rule_kind", get_args(RuleKind))):
            for value in self.names(node, key):
                if value not in allowed:
                    self.wrong(node, key, f"{key} {value!r}: write one of {', '.join(allowed)}")
        return Match(
            severity=frozenset(self.names(node, "severity")),
            rule=self.names(node, "rule"),
            rule_kind=frozenset(self.names(node, "rule_kind")),
            place=frozenset(self.names(node, "place")),
        )

    def permissions(self, node: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(node, dict):
            return {}
        self.known(node, ACTIONS, "permissions")
        out: dict[str, tuple[str, ...]] = {}
        for key in node:
            groups = self.names(node, key)
            out[_name(key)] = groups
            for group in groups:
                if not is_group(group):
                    self.wrong(node, key, f"permissions {group!r}: write a user group's id (S0123456789)")
        return out

    def names(self, node: dict[Any, Any], key: Any) -> tuple[str, ...]:
        value = node.get(key)
        if value is None:
            return ()
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(v, str) for v in values):
            self.wrong(node, key, f"{_name(key)}: write text or a list of texts")
            return ()
        return tuple(str(v) for v in values)

    def flag(self, node: dict[Any, Any], key: str) -> bool:
        value = node.get(key, False)
        if not isinstance(value, bool):
            self.wrong(node, key, f"{key}: write true or false")
        return value is True


def _name(key: Any) -> str:
    """YAML reads a bare `false:` as a boolean; here it is the name of a button."""
    return "false" if key is False else str(key)
