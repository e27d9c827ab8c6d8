"""Our own answer as it is kept before the network tells of it: where it stands, and that it is looked up again."""

from datetime import timedelta

from monitor.domain.outbox import OutboxState, Receipt
from monitor.domain.streams import Removed
from monitor.services.approve import Wanted
from tests.support.fakes import FakePublisher, mention, ours
from tests.support.town import Town


async def answered(town, receipt_of) -> str:
    """Answer a reply to somebody's comment; gives the id of our answer."""
    town.publisher._receipt = receipt_of
    await town.hear(mention("top", stream="comments"), mention("reply", parent_id="top", stream="comments"))
    await town.approve_all()
    await town.send()
    return f"made-{town.publisher.done[-1].key}"


async def test_an_answer_stands_where_the_network_puts_it_and_outlives_the_reply_it_answers(town):
    """A network of two levels keeps our answer when the customer deletes the reply beside it."""
    made = await answered(town, lambda call: Receipt(f"made-{call.key}", call.conversation_id, "top"))
    gone = Removed("page", "reply", town.now() + timedelta(minutes=1), with_replies=True)
    async with town.store.write() as tx:
        await tx.mentions.absorb([gone], now=town.now())
        ours = await tx.mentions.by_remote_id("page", made)
    assert (ours.mention.parent_id, ours.deleted_at) == ("top", None)


async def test_an_answer_goes_with_what_it_answers_where_nothing_else_is_told(town):
    made = await answered(town, lambda call: Receipt(f"made-{call.key}", call.conversation_id))
    async with town.store.read() as tx:
        assert (await tx.mentions.by_remote_id("page", made)).mention.parent_id == town.publisher.done[-1].mention_id


async def test_our_public_answer_is_looked_up_again_like_what_it_answers(town):
    made = await answered(town, lambda call: Receipt(f"made-{call.key}", call.conversation_id))
    async with town.store.read() as tx:
        found = await tx.ledger.public_before("page", None, streams=("comments",), limit=9)
    assert made in {remote_id for _, remote_id in found}


class ErasedMeanwhile(FakePublisher):
    """A network during whose call the customer is erased here."""

    async def publish(self, call, *, now):
        async with self.store.write() as tx:
            await tx.erasures.author("fake", "customer-1", now=now)
        return await super().publish(call, now=now)


async def test_words_whose_customer_was_erased_while_they_left_stay_on_the_network_only(store):
    publisher = ErasedMeanwhile()
    publisher.store = store
    town = await Town(store, publisher=publisher).ready()
    await town.hear(mention("1", "blogai"))
    [public] = [draft for draft in await town.drafts() if draft.visibility.value == "public"]
    await town.approve.texts(await town.id(), [Wanted(public.id, public.version, "Labas, Ona!")], actor="ana")
    await town.send()
    [entry] = await town.entries()
    assert (entry.state, entry.call.text) == (OutboxState.DELIVERED, "")
    town.now.forward(seconds=20)
    await town.hear(ours(entry.remote_id, "Labas, Ona!", parent_id="1", created_at=town.now()))
    async with store.read() as tx:
        echo = await tx.mentions.by_remote_id("page", entry.remote_id)
    assert (echo.mention.text, echo.deleted_at is None) == ("", False)
