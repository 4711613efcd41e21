"""`/datasets`: what experiments may train on."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import takes
from lehr.datasets.catalogue import DatasetEntry, catalogue

router = APIRouter(prefix="/datasets", tags=["datasets"])


class DatasetCatalogue(BaseModel):
    """Every data set."""

    datasets: list[DatasetEntry]


@router.get("", summary="List the data sets", dependencies=[takes()])
def list_datasets() -> DatasetCatalogue:
    return DatasetCatalogue(datasets=catalogue())
