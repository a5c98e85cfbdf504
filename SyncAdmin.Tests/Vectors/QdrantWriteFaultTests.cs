using System.Text;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Tests.Vectors.QdrantHost;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Writes that are cut off, late or lost: nothing is lost, nothing is doubled.</summary>
public sealed class QdrantWriteFaultTests : QdrantFaults
{
    [Fact]
    public async Task Broken_connections_lose_and_double_nothing()
    {
        Qdrant.NextWrites(QdrantFault.DropBefore, QdrantFault.DropAfter, QdrantFault.DropBefore, QdrantFault.DropAfter);
        await Store.UpsertAsync(Name, [.. Enumerable.Range(1, 200).Select(n => Point(n))], 1, None);
        Qdrant.NextWrites(QdrantFault.DropAfter);
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed"))], 1, None);
        Qdrant.NextWrites(QdrantFault.DropAfter);
        await Store.DeleteAsync(Name, [Id(2)], 1, None);
        Qdrant.Next(QdrantFault.DropAfter, QdrantFault.DropBefore);
        Assert.Equal(Enumerable.Range(1, 200).Where(n => n != 2), await NumbersAsync());
        Assert.Contains("changed", Encoding.UTF8.GetString((await Store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_timed_out_and_was_done_is_not_sent_again()
    {
        Qdrant.NextWrites(QdrantFault.LateWrite);
        await Store.UpsertAsync(Name, [Point(1), Unstamped(2)], 1, None);
        Qdrant.NextWrites(QdrantFault.LateWrite);
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed")), new PointPayload(Id(9), Payload(9))], 1, None);
        Qdrant.NextWrites(QdrantFault.LateWrite, QdrantFault.LateWrite);
        await Store.DeleteAsync(Name, [Id(1)], 1, None);
        await Store.DeleteAsync(Name, new Filter(), null, None);
        Assert.Equal(4, Qdrant.Writes);
        Assert.Empty(await NumbersAsync());
    }

    [Fact]
    public async Task A_write_that_was_acknowledged_and_lost_is_sent_again()
    {
        await Store.UpsertAsync(Name, [Point(5), Unstamped(6)], 1, None);
        Qdrant.NextWrites(QdrantFault.LostWrite);
        await Store.UpsertAsync(Name, [Point(1), Unstamped(2), new VectorPoint(Id(6), new float[] { 0, 9 }, Unstamped(6).Payload)], 1, None);
        Assert.Equal(9, (await Store.GetAsync(Name, [Id(6)], true, None))[0].Vector.Span[1]);
        Qdrant.NextWrites(QdrantFault.LostWrite);
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "changed"))], 1, None);
        Assert.Contains("changed", Encoding.UTF8.GetString((await Store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
        Qdrant.NextWrites(QdrantFault.LostWrite);
        await Store.DeleteAsync(Name, [Id(5)], 1, None);
        Qdrant.NextWrites(QdrantFault.LostWrite);
        await Store.DeleteAsync(Name, new Filter { Must = [new Condition.HasId([Id(6)])] }, 1, None);
        Assert.Equal([1, 2], await NumbersAsync());
        Assert.Contains("3 of 3 points are not there", Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_of_a_newer_owner_counts_as_confirmed()
    {
        await Store.UpsertAsync(Name, [Point(1, fence: 9)], 9, None);
        Qdrant.NextWrites(QdrantFault.LostWrite, QdrantFault.LostWrite, QdrantFault.LostWrite);
        await Store.UpsertAsync(Name, [Point(1, fence: 5)], 5, None);
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "stale", 5))], 5, None);
        await Store.DeleteAsync(Name, [Id(1)], 5, None);
        Assert.Equal(4, Qdrant.Writes);
    }

    [Fact]
    public async Task A_write_that_never_arrives_is_a_problem()
    {
        Qdrant.NextWrites([.. Enumerable.Repeat(QdrantFault.LostWrite, 3)]);
        var failed = await Assert.ThrowsAsync<VectorStoreException>(() => Store.UpsertAsync(Name, [Point(1), Point(2)], 1, None));
        Assert.Equal((ErrorCatalog.QdrantWriteUnconfirmed, ProblemKind.Unavailable), (failed.Problem.Error, failed.Problem.Error.Kind));
        Assert.Contains("2 of its points", failed.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_writes_go_in_batches_some_at_a_time()
    {
        Qdrant.KeepsCalls = true;
        await Store.UpsertAsync(Name, [.. Enumerable.Range(1, 1000).Select(n => Point(n))], 1, None);
        Assert.Equal(4, Qdrant.Writes);
        await Store.OverwritePayloadAsync(Name, [.. Enumerable.Range(1, 300).Select(n => new PointPayload(Id(n), Payload(n, "changed")))], 1, None);
        await Store.DeleteAsync(Name, [.. Enumerable.Range(1, 300).Select(Id)], 1, None);
        Assert.Equal(8, Qdrant.Writes);
        Assert.Equal(700, await Store.CountAsync(Name, null, None));
    }

    [Fact]
    public async Task A_collection_whose_making_was_answered_into_the_void_is_made()
    {
        Qdrant.Next(QdrantFault.DropAfter);
        await Store.CreateCollectionAsync("other", new CollectionSpec(3), None);
        Assert.Equal(3, (await Store.GetCollectionAsync("other", None))!.Spec.VectorSize);
        var taken = await Assert.ThrowsAsync<VectorStoreException>(() => Store.CreateCollectionAsync("other", new CollectionSpec(3), None));
        Assert.Equal(ErrorCatalog.VectorNameTaken, taken.Problem.Error);
        Qdrant.Next(QdrantFault.DropAfter);
        await Assert.ThrowsAsync<VectorStoreException>(() => Store.CreateCollectionAsync("other", new CollectionSpec(4), None));
    }

    [Fact]
    public async Task A_batch_of_which_the_answer_says_nothing_is_not_taken_for_done()
    {
        await Store.UpsertAsync(Name, [Point(1)], 1, None);
        Qdrant.AnswersNext("/points/batch", """{"result":[],"status":"ok","time":0.1}""");
        await Store.OverwritePayloadAsync(Name, [new PointPayload(Id(1), Payload(1, "other"))], 1, None);
        Assert.Contains("other", Encoding.UTF8.GetString((await Store.GetAsync(Name, [Id(1)], false, None))[0].Payload.Span), StringComparison.Ordinal);
    }
}
