using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Pipeline;

/// <summary>Embeds a batch. A request that the provider refuses for its content is halved until the bad record stands alone, so that 99 good ones are not lost.</summary>
internal sealed class BatchEmbedder(IEmbedder embedder)
{
    internal Task EmbedAsync(Batch batch, CancellationToken cancellationToken) =>
        StageException.NameAsync(
            PipelineStage.Provider,
            async () =>
            {
                List<PlannedRecord> texts = [.. batch.ToEmbed.Where(static record => record.Vector.IsEmpty)];
                batch.Embedded += texts.Count;
                await EmbedAsync(batch, texts, cancellationToken);
                if (batch.Mirror is { } mirror)
                {
                    await EmbedMirrorAsync(batch, mirror, cancellationToken);
                }

                batch.ToEmbed.RemoveAll(static record => record.Vector.IsEmpty);
                SyncFaults.Hit("after-embed");
            },
            cancellationToken);

    /// <summary>Texts that only the collection that is being built lacks. One that is refused here is missing there, which the re-index notices before it switches.</summary>
    private async Task EmbedMirrorAsync(Batch batch, MirrorWrites mirror, CancellationToken cancellationToken)
    {
        List<PlannedRecord> texts = [.. mirror.ToEmbed.Where(static record => record.Vector.IsEmpty).Except(batch.ToEmbed)];
        if (texts.Count > 0)
        {
            var refused = batch.Failures.Count;
            batch.Embedded += texts.Count;
            await EmbedAsync(batch, texts, cancellationToken);
            batch.Failures.RemoveRange(refused, batch.Failures.Count - refused);
        }

        mirror.ToEmbed.RemoveAll(static record => record.Vector.IsEmpty);
    }

    private async Task EmbedAsync(Batch batch, List<PlannedRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        EmbeddingResult result;
        try
        {
            result = await embedder.EmbedAsync([.. records.Select(record => record.Record.Text)], EmbeddingTask.Document, cancellationToken);
        }
        catch (EmbeddingException refused) when (refused.Failure == EmbeddingFailure.Record)
        {
            if (records.Count > 1)
            {
                var half = records.Count / 2;
                await EmbedAsync(batch, [.. records.Take(half)], cancellationToken);
                await EmbedAsync(batch, [.. records.Skip(half)], cancellationToken);
                return;
            }

            batch.Failures.Add(records[0].Refused(refused.Problem));
            return;
        }

        for (var i = 0; i < records.Count; i++)
        {
            records[i].Embedded(result.Vectors[i]);
        }

        batch.Tokens += result.Tokens;
        batch.Truncated += result.Truncated;
        batch.Cached += result.Cached;
        batch.CachedTokens += result.SavedTokens;
    }
}
