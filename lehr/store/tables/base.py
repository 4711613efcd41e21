"""What all tables have in common."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ARRAY, JSON, DateTime, Double, MetaData, Text
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """Columns by Python type, constraints by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        float: Double,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSON(none_as_null=True),  # not JSONB: a client gets its fields in order
        list[Any]: JSON,
        list[float]: ARRAY(Double),
        list[str]: ARRAY(Text),
    }
