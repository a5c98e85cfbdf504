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
                batch.Embedded = batch.ToEmbed.Count;
                await EmbedAsync(batch, batch.ToEmbed, cancellationToken);
                batch.ToEmbed.RemoveAll(record => record.Vector.IsEmpty);
                SyncFaults.Hit("after-embed");
            },
            cancellationToken);

    private async Task EmbedAsync(Batch batch, List<PlannedRecord> records, CancellationToken cancellationToken)
    {
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
