"""`/webhooks`: who is told of events, and what came of it."""

from fastapi import APIRouter, Request, Response

from api.answers import listed
from api.dependencies import StateOf, WebhookId, takes
from api.queries import DeliveriesQuery
from api.strict_json import JsonRoute
from lehr.delivery.records import (
    Delivery,
    DeliveryPage,
    NewWebhook,
    Webhook,
    WebhookList,
    WebhookSpec,
)

router = APIRouter(prefix="/webhooks", tags=["webhooks"], route_class=JsonRoute)


@router.post(
    "",
    status_code=201,
    summary="Have events delivered; the answer alone tells the secret",
    dependencies=[takes()],
)
def add_webhook(spec: WebhookSpec, state: StateOf) -> NewWebhook:
    return state.webhooks.add(spec)


@router.get("", summary="List the webhooks, oldest first", dependencies=[takes()])
def list_webhooks(state: StateOf) -> WebhookList:
    return state.webhooks.list()


@router.delete(
    "/{webhook_id}",
    status_code=204,
    summary="Forget a webhook and its deliveries",
    dependencies=[takes()],
)
def delete_webhook(webhook_id: WebhookId, state: StateOf) -> None:
    state.webhooks.delete(webhook_id)


@router.get(
    "/{webhook_id}/deliveries",
    summary="Page through a webhook's deliveries, newest first",
    response_model=DeliveryPage,
)
def list_deliveries(
    request: Request, webhook_id: WebhookId, state: StateOf, query: DeliveriesQuery
) -> Response:
    page = state.webhooks.deliveries(webhook_id, cursor=query.cursor, limit=query.limit)
    return listed(request, page, page.next)


@router.post(
    "/{webhook_id}/enable",
    summary="Deliver again to a receiver that was gone",
    dependencies=[takes()],
)
def enable_webhook(webhook_id: WebhookId, state: StateOf) -> Webhook:
    return state.webhooks.enable(webhook_id)


@router.post(
    "/{webhook_id}/test",
    status_code=202,
    summary="Have a test delivered",
    dependencies=[takes()],
)
def test_webhook(webhook_id: WebhookId, state: StateOf) -> Delivery:
    return state.webhooks.test(webhook_id)
