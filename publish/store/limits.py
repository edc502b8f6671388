"""What a query and its answer may cost, read from the settings; `/limits` shows it."""

from dataclasses import dataclass

from publish.settings import Settings
from publish.store import guard

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one server process."""

    seconds: int
    memory_megabytes: int
    rows: int
    size: int
    workers: int
    slots: int
    rate: int
    services: tuple[str, ...]
    cache_size: int

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """As the settings say."""
        return cls(
            seconds=settings.number("query.seconds"),
            memory_megabytes=settings.number("query.memory_megabytes"),
            rows=settings.number("query.rows"),
            size=settings.number("query.bytes"),
            workers=settings.number("query.workers"),
            slots=settings.number("query.slots"),
            rate=settings.number("query.rate"),
            services=tuple(settings.text("query.services").split()),
            cache_size=settings.number("query.cache_megabytes") * _MEGABYTE,
        )

    def published(self) -> dict[str, int | list[str]]:
        """Every limit by the name it has at `/limits`."""
        return {
            "query-bytes": guard.MAX_BYTES,
            "query-nesting": guard.MAX_NESTING,
            "query-patterns": guard.MAX_PATTERNS,
            "query-parts": guard.MAX_CONNECTORS,
            "query-path-steps": guard.MAX_PATH_STEPS,
            "seconds": self.seconds,
            "memory-megabytes": self.memory_megabytes,
            "answer-rows": self.rows,
            "answer-bytes": self.size,
            "client-queries-at-once": self.slots,
            "client-queries-per-second": self.rate,
            "services": list(self.services),
        }
