"""The libraries whose stores the tests make."""

from __future__ import annotations

from typing import Final

from tests.store.layouts.akka import AKKA
from tests.store.layouts.axon import AXON_4, AXON_5
from tests.store.layouts.broadway import BROADWAY
from tests.store.layouts.castore import CASTORE
from tests.store.layouts.commanded import COMMANDED, COMMANDED_JSONB
from tests.store.layouts.cqrs_es import CQRS_ES_MARIADB, CQRS_ES_POSTGRESQL
from tests.store.layouts.emmett import EMMETT_POSTGRESQL, EMMETT_SQLITE
from tests.store.layouts.event_sourcery import EVENT_SOURCERY
from tests.store.layouts.eventflow import EVENTFLOW
from tests.store.layouts.eventsauce import EVENTSAUCE
from tests.store.layouts.eventsourcing import AGGREGATES, DJANGO, SQLALCHEMY
from tests.store.layouts.eventuous import EVENTUOUS
from tests.store.layouts.marten import MARTEN, MARTEN_TENANTS
from tests.store.layouts.message_db import MESSAGE_DB
from tests.store.layouts.neos import NEOS
from tests.store.layouts.neventstore import NEVENTSTORE
from tests.store.layouts.patchlevel import PATCHLEVEL
from tests.store.layouts.pg_eventstore import PG_EVENTSTORE
from tests.store.layouts.prooph import PROOPH
from tests.store.layouts.rails_event_store import (
    RAILS_JSON,
    RAILS_JSONB,
    RAILS_MARIADB,
    RAILS_POSTGRESQL,
    RAILS_SQLITE,
)
from tests.store.layouts.spatie import SPATIE
from tests.store.layouts.sqlstreamstore import SQLSTREAMSTORE

LIBRARIES: Final = (
    EMMETT_POSTGRESQL,
    EMMETT_SQLITE,
    MARTEN,
    MARTEN_TENANTS,
    CASTORE,
    EVENT_SOURCERY,
    PG_EVENTSTORE,
    CQRS_ES_POSTGRESQL,
    CQRS_ES_MARIADB,
    COMMANDED,
    COMMANDED_JSONB,
    MESSAGE_DB,
    RAILS_SQLITE,
    RAILS_POSTGRESQL,
    RAILS_JSONB,
    RAILS_MARIADB,
    RAILS_JSON,
    *AGGREGATES,
    *DJANGO,
    *SQLALCHEMY,
    *AXON_4,
    *AXON_5,
    *SPATIE,
    *PATCHLEVEL,
    *AKKA,
    *SQLSTREAMSTORE,
    *EVENTUOUS,
    *EVENTFLOW,
    *BROADWAY,
    *NEOS,
    *EVENTSAUCE,
    *PROOPH,
    *NEVENTSTORE,
)
